import assert from "node:assert/strict";
import { ConfigurationTarget, languages, type TextDocument, type Uri, workspace } from "vscode";
import { cleanUp } from "./cleanUp";
import {
  fileUri,
  openDocument,
  policyLanguage,
  problemsOf,
  replace,
  showFile,
  underlined,
  until,
  untilServerIsIdle,
  untilUnderlined,
  write,
} from "./editor";

suite("language", () => {
  teardown(cleanUp);

  for (const path of ["policy.json", "payments.policy.json", ".policylayer/agents.json"]) {
    test(`of ${path} is ours`, async () => {
      const { document } = await showFile(path);
      assert.equal(document.languageId, policyLanguage);
    });
  }

  for (const path of ["payments.policy.json", ".policylayer/agents.json"]) {
    test(`of ${path} brings its features`, async () => {
      const { document } = await showFile(path);
      await untilUnderlined(document, '"denied"');
    });
  }

  for (const [path, language] of [
    [".policylayer/agents.policy-test.json", "json"],
    [".mcp-policy/config.json", "json"],
    [".mcp-policy/policy.json", "json"],
    [".mcp-policy/catalogue/agents.policy.json", "json"],
    ["deep/.policylayer/policy.json", policyLanguage],
  ] as const) {
    test(`B1 of ${path} is ${language}`, async () => {
      await write(path, '{ "tests": [] }');
      const { document } = await showFile(path);
      assert.equal(document.languageId, language);
    });
  }

  test("of an ordinary JSON file can be chosen, and be given back", async () => {
    const { document } = await showFile("ordinary.json");
    assert.equal(document.languageId, "json");
    await untilServerIsIdle();
    assert.deepEqual(problemsOf(document.uri), []);

    const chosen = await languages.setTextDocumentLanguage(document, policyLanguage);
    await untilUnderlined(chosen, '"denied"');

    await languages.setTextDocumentLanguage(chosen, "json");
    await until(() => problemsOf(document.uri).length === 0 || undefined, "the mistake is not underlined any more");
  });

  test("lets suggestions open inside quotes, and replace what stands there", () => {
    const editor = workspace.getConfiguration("editor", { languageId: policyLanguage });
    assert.deepEqual(editor.get("quickSuggestions"), { strings: true, other: true, comments: false });
    assert.equal(editor.get("suggest.insertMode"), "replace");
    assert.equal(editor.get("wordBasedSuggestions"), "off");
    assert.equal(editor.get("tabSize"), 2);
    assert.notDeepEqual(
      workspace.getConfiguration("editor", { languageId: "plaintext" }).get("quickSuggestions"),
      editor.get("quickSuggestions"),
    );
  });
});

suite("another product's policy.json", () => {
  let path: string;
  let uri: Uri;

  setup(async () => {
    // VS Code keeps a document for a while after its editor was closed: each test has a file that was never open.
    path = `${crypto.randomUUID()}/policy.json`;
    uri = fileUri(path);
    await workspace.fs.copy(fileUri("aws/policy.json"), uri);
  });
  teardown(cleanUp);

  test("is handed back to JSON, and left alone", async () => {
    await showFile(path);
    await untilLanguage(uri, "json");
    await untilServerIsIdle();
    assert.equal(openDocument(uri)?.languageId, "json");
    assert.deepEqual(languages.getDiagnostics(uri), []);
  });

  test("is ours as soon as somebody says so, and stays so", async () => {
    await showFile(path);
    const handedBack = await untilLanguage(uri, "json");
    const chosen = await languages.setTextDocumentLanguage(handedBack, policyLanguage);
    await untilServerIsIdle();
    assert.equal(openDocument(uri)?.languageId, policyLanguage);

    await replace(chosen, "ReadReports", "ReadAllReports");
    await untilServerIsIdle();
    assert.equal(openDocument(uri)?.languageId, policyLanguage);
  });

  test("stays ours when the settings say that files of this name are ours", async () => {
    const files = workspace.getConfiguration("files");
    await files.update("associations", { [`**/${path}`]: policyLanguage }, ConfigurationTarget.Workspace);
    try {
      const { document } = await showFile(path);
      assert.equal(document.languageId, policyLanguage);
      await untilServerIsIdle();
      assert.equal(openDocument(uri)?.languageId, policyLanguage);
      assert.deepEqual(problemsOf(uri), []);
    } finally {
      await files.update("associations", undefined, ConfigurationTarget.Workspace);
    }
  });

  test("that becomes a policy is checked as soon as somebody says so", async () => {
    await showFile(path);
    const handedBack = await untilLanguage(uri, "json");
    await replace(handedBack, handedBack.getText(), '{"version": "1", "default": "denied"}');
    await untilServerIsIdle();
    assert.deepEqual(underlined(handedBack), []);
    const chosen = await languages.setTextDocumentLanguage(handedBack, policyLanguage);
    await untilUnderlined(chosen, '"denied"');
  });
});

function untilLanguage(uri: Uri, language: string): Promise<TextDocument> {
  return until(
    () => {
      const document = openDocument(uri);
      return document?.languageId === language ? document : undefined;
    },
    () => `the language is ${language}, not ${openDocument(uri)?.languageId}`,
  );
}
