import assert from "node:assert/strict";
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  commands,
  extensions,
  languages,
  type Position,
  Range,
  type TestMessage,
  type Uri,
  workspace,
} from "vscode";
import type { ExtensionApi } from "../../client/src/extension";
import type { FinishedRun } from "../../client/src/policyTests/testRuns";
import { closeAll, fileUri, inside, openDocument, rangeOf as rangeOfText, replace, showFile, until } from "./editor";

const policyText = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_search_read": {},
    "odoo_write": {
      "limits": [{ "counter": "odoo_write_rate", "window": "minute", "max": 3, "scope": "grant" }]
    }
  }
}
`;

const testText = `{
  "tests": [
    {"name": "reads", "calls": [{"tool": "odoo_search_read", "expect": {"decision": "allow"}}]},
    {"name": "writes", "calls": [
      {"tool": "odoo_write", "repeat": 4, "expect": {"decision": "allow"}}
    ]}
  ]
}
`;

suite("policy tests", () => {
  let api: ExtensionApi["policyTests"];
  const written: Uri[] = [];

  suiteSetup(async () => {
    const extension = extensions.getExtension<ExtensionApi>("mcp-policy-author.mcp-policy-author");
    assert.ok(extension);
    api = (await extension.activate()).policyTests;
  });

  teardown(async () => {
    await closeAll();
    for (const uri of written.splice(0)) await workspace.fs.delete(uri);
    await until(() => (api.tests().length === 0 ? true : undefined), "no tests are left");
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      written.push(fileUri(path));
      await workspace.fs.writeFile(fileUri(path), Buffer.from(text));
    }
    const wanted = Object.keys(files).filter((path) => path.endsWith(".policy-test.json")).length;
    await until(
      () => (api.tests().length === wanted ? true : undefined),
      () => `${wanted} test files are found, not ${api.tests().length}`,
    );
  }

  /** What the next run finds, when this is done. */
  async function runBy(act: () => unknown): Promise<FinishedRun> {
    let finished: FinishedRun | undefined;
    const subscription = api.onDidFinishRun((run) => {
      finished = run;
    });
    try {
      await act();
      return await until(() => finished, "a run has ended");
    } finally {
      subscription.dispose();
    }
  }

  const run = (argument?: object) => runBy(() => commands.executeCommand("mcpPolicy.runTests", argument));
  const states = ({ outcomes }: FinishedRun) => outcomes.map(({ name, state }) => `${name}: ${state}`);
  const messageText = ({ message }: TestMessage) => (typeof message === "string" ? message : message.value);
  const pair = { "crm.policy.json": policyText, "crm.policy-test.json": testText };

  test("are found, followed while they are edited, and forgotten", async () => {
    await write(pair);
    assert.deepEqual(
      api.tests().map(({ names, error }) => ({ names, error })),
      [{ names: ["reads", "writes"], error: undefined }],
    );
    const { document } = await showFile("crm.policy-test.json");
    await replace(document, '"reads"', '"searches"');
    await until(() => (api.tests()[0]?.names[0] === "searches" ? true : undefined), "the unsaved name is known");
    await replace(document, '"tests"', '"test"');
    await until(() => api.tests()[0]?.error, "the file says that it is broken");
    assert.match(api.tests()[0]?.error ?? "", /^Line \d+: /);
  });

  test("a failure says what was expected and what came out, at the text that decided", async () => {
    await write(pair);
    const finished = await run({ uri: fileUri("crm.policy-test.json").toString() });
    assert.deepEqual(states(finished), ["reads: passed", "writes: failed"]);
    const [message] = finished.outcomes[1]?.messages ?? [];
    assert.ok(message);
    assert.equal(messageText(message), "odoo_write (call 4 of 4): decision: expected allow, is deny");
    assert.equal(message.expectedOutput, "decision: allow");
    assert.equal(message.actualOutput, "decision: deny");
    assert.equal(message.location?.uri.toString(), fileUri("crm.policy.json").toString());
    const policy = await workspace.openTextDocument(fileUri("crm.policy.json"));
    assert.equal(
      policy.getText(message.location?.range),
      '{ "counter": "odoo_write_rate", "window": "minute", "max": 3, "scope": "grant" }',
    );
  });

  test("one is run alone, and the text that is not saved yet counts", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy.json");
    await replace(document, '"max": 3', '"max": 4');
    const uri = fileUri("crm.policy-test.json").toString();
    assert.deepEqual(states(await run({ uri, test: 1 })), ["writes: passed"]);
    assert.ok(document.isDirty);
  });

  test("those about the policy in front are run", async () => {
    await write({ ...pair, "other.policy.json": policyText, "other.policy-test.json": testText });
    await showFile("other.policy.json");
    const { outcomes } = await run();
    assert.deepEqual([...new Set(outcomes.map(({ uri }) => uri.path.split("/").at(-1)))], ["other.policy-test.json"]);
  });

  test("a new verdict is accepted, and the test passes", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy-test.json");
    await run({ uri: document.uri.toString() });
    const accepted = await runBy(() => commands.executeCommand("mcpPolicy.acceptVerdict", itemOf(document.uri, 1)));
    assert.deepEqual(states(accepted), ["writes: passed"]);
    assert.equal(
      document.getText(),
      testText.replace(
        '{"tool": "odoo_write", "repeat": 4, "expect": {"decision": "allow"}}',
        `{"tool": "odoo_write", "repeat": 3, "expect": {"decision": "allow"}},
      {"tool": "odoo_write", "expect": {"decision": "deny"}}`,
      ),
    );
    assert.ok(document.isDirty, "nothing is saved unasked");
  });

  test("what they have seen is covered", async () => {
    await write(pair);
    await run();
    const { coverage } = await runBy(() => commands.executeCommand("testing.coverageAll"));
    const [covered] = coverage;
    assert.ok(covered);
    assert.equal(covered.uri.toString(), fileUri("crm.policy.json").toString());
    assert.deepEqual(
      [covered.declarationCoverage, covered.statementCoverage, covered.branchCoverage].map(
        (count) => count && [count.covered, count.total],
      ),
      [
        [2, 2],
        [1, 1],
        [2, 2],
      ],
    );
    const policy = await workspace.openTextDocument(fileUri("crm.policy.json"));
    assert.deepEqual(
      covered.details.map((detail) => `${textOf(policy.getText(rangeOf(detail.location)))} ${detail.executed}`),
      ['"odoo_search_read" 1', '"odoo_write" 4', '{ "counter": "odoo_wr 4'],
    );
  });

  test("run again when the policy is edited, until that is turned off", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy.json");
    const first = await runBy(startContinuousRun);
    try {
      assert.deepEqual(states(first), ["reads: passed", "writes: failed"]);
      const second = await runBy(() => replace(document, '"max": 3', '"max": 9'));
      assert.deepEqual(states(second), ["reads: passed", "writes: passed"]);
    } finally {
      await commands.executeCommand("testing.stopContinuousRun");
    }
  });

  test("are written with names from the policy, and checked by the schema", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy-test.json");
    assert.equal(document.languageId, "json");
    const names = await until(async () => {
      const list = await commands.executeCommand<CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        inside(document, '"odoo_search_read"'),
      );
      const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return labels.includes("odoo_write") ? labels : undefined;
    }, "tools are suggested");
    assert.ok(names.includes("ssh_execute"));
    const lenses = await until(async () => {
      const found = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 9);
      return found.length > 0 ? found : undefined;
    }, "lenses");
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ["Run all tests", "Run test", "Run test"],
    );
    const [runSecond] = lenses.slice(-1).map(({ command }) => command);
    assert.ok(runSecond);
    const finished = await runBy(() => commands.executeCommand(runSecond.command, ...(runSecond.arguments ?? [])));
    assert.deepEqual(states(finished), ["writes: failed"]);
    await replace(document, '"decision"', '"verdict"');
    const [problem] = await until(() => {
      const found = languages.getDiagnostics(document.uri);
      return found.length > 0 ? found : undefined;
    }, "the schema's complaint");
    assert.match(problem?.message ?? "", /verdict/);
    // Once, by VS Code's own JSON support: our server leaves the schema's part to it.
    assert.equal(languages.getDiagnostics(document.uri).length, 1);
  });

  test("a verdict that has changed is accepted by the lightbulb", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy-test.json");
    const accept = await until(async () => {
      const actions = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        rangeOfText(document, '"odoo_write"'),
      );
      return actions.find(({ title }) => title.startsWith("Accept"));
    }, "an action");
    assert.equal(accept.title, "Accept the new verdicts: 2 runs of repetitions");
    assert.ok(accept.edit && (await workspace.applyEdit(accept.edit)));
    const finished = await run({ uri: document.uri.toString() });
    assert.deepEqual(states(finished), ["reads: passed", "writes: passed"]);
  });

  test("a broken file and a missing policy are said", async () => {
    await write({ "lonely.policy-test.json": testText.replace("{", '{ "policy": "gone.policy.json",') });
    const missing = await run({ uri: fileUri("lonely.policy-test.json").toString() });
    assert.deepEqual(states(missing), ["reads: errored", "writes: errored"]);
    assert.equal(
      messageText(missing.outcomes[0]?.messages[0] as TestMessage),
      'No policy was found. Looked for gone.policy.json; "policy" in the test file can name another.',
    );
  });

  /** VS Code asks which profiles to run with; a person would press the arrow, Space and Enter. */
  async function startContinuousRun(): Promise<void> {
    let started = false;
    const subscription = api.onDidFinishRun(() => {
      started = true;
    });
    await until(async () => {
      if (started) return true;
      void commands.executeCommand("testing.startContinuousRun");
      for (const key of ["quickOpenSelectNext", "quickPickManyToggle", "acceptSelectedQuickOpenItem"]) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await commands.executeCommand(`workbench.action.${key}`);
      }
      return undefined;
    }, "the continuous run has started");
    subscription.dispose();
  }

  /** As the Test Explorer's menus hand it over. */
  function itemOf(uri: Uri, index: number) {
    assert.ok(openDocument(uri));
    return { uri, id: `${index} ${api.tests()[0]?.names[index]}` };
  }
});

const textOf = (text: string) => text.slice(0, 21);

/** Details of ours have ranges. */
function rangeOf(location: Position | Range): Range {
  assert.ok(location instanceof Range);
  return location;
}
