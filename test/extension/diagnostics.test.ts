import assert from "node:assert/strict";
import {
  type CodeLens,
  commands,
  DiagnosticSeverity,
  type Hover,
  languages,
  type TextDocument,
  Uri,
  workspace,
} from "vscode";
import { cleanUp } from "./cleanUp";
import {
  inside,
  mistakenPolicy,
  policyLanguage,
  problemsOf,
  replace,
  showFile,
  showPolicy,
  soundPolicy,
  until,
  untilServerIsIdle,
  untilUnderlined,
} from "./editor";

suite("diagnostics", () => {
  teardown(cleanUp);

  test("say where, what, how bad, under which code, and who says so", async () => {
    const { document } = await showPolicy(mistakenPolicy);
    await untilUnderlined(document, '"denied"');
    const [problem] = problemsOf(document.uri);
    assert.equal(problem?.code, "unknown-default");
    assert.equal(problem?.source, "mcp-policy");
    assert.equal(problem?.severity, DiagnosticSeverity.Error);
    assert.match(problem?.message ?? "", /"denied" is not a default/);
  });

  test("go when the mistake is fixed, and come back with it", async () => {
    const { document } = await showPolicy(mistakenPolicy);
    await untilUnderlined(document, '"denied"');
    await replace(document, "denied", "deny");
    await untilUnderlined(document);
    await replace(document, '"version"', '"verison"');
    await until(() => problemsOf(document.uri).length > 0 || undefined, "the new mistake is found");
  });

  test("of a sound policy are none, of nobody", async () => {
    const { document } = await showFile("policy.json");
    assert.equal(document.languageId, policyLanguage);
    await untilServerIsIdle();
    assert.deepEqual(languages.getDiagnostics(document.uri), []);
  });

  test("and lenses are not shown of another state of a file, as beside a commit, which has its hovers all the same", async () => {
    const provider = workspace.registerTextDocumentContentProvider("an-earlier-state", {
      provideTextDocumentContent: () => mistakenPolicy,
    });
    try {
      const earlier = await workspace.openTextDocument(Uri.parse("an-earlier-state:/folder/policy.json"));
      assert.equal(earlier.languageId, policyLanguage);
      const now = await workspace.openTextDocument({ language: policyLanguage, content: mistakenPolicy });
      await untilUnderlined(now, '"denied"');
      assert.deepEqual(languages.getDiagnostics(earlier.uri), []);
      const lensesOf = ({ uri }: TextDocument) =>
        commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri);
      assert.notDeepEqual(await lensesOf(now), []);
      assert.deepEqual(await lensesOf(earlier), []);
      const hovers = await commands.executeCommand<Hover[]>(
        "vscode.executeHoverProvider",
        earlier.uri,
        inside(earlier, "version"),
      );
      assert.notDeepEqual(hovers, []);
    } finally {
      provider.dispose();
    }
  });

  test("come also for a text that is no file", async () => {
    const document = await workspace.openTextDocument({ language: policyLanguage, content: mistakenPolicy });
    await untilUnderlined(document, '"denied"');
    const sound = await workspace.openTextDocument({ language: policyLanguage, content: soundPolicy });
    await untilServerIsIdle();
    assert.deepEqual(problemsOf(sound.uri), []);
  });
});
