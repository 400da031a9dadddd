import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile as writeToDisk } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  commands,
  extensions,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  StatementCoverage,
  type TestMessage,
  Uri,
  workspace,
} from "vscode";
import type { ExtensionApi } from "../../client/src/extension";
import type { FinishedMutants } from "../../client/src/policyTests/mutantRuns";
import type { FinishedRun } from "../../client/src/policyTests/testRuns";
import { longestLine } from "../../server/src/policy/words/plain/oneLine";
import { cleanUp } from "./cleanUp";
import {
  fileUri,
  inside,
  openDocument,
  rangeOf as rangeOfText,
  replace,
  showFile,
  until,
  write as writeFile,
} from "./editor";
import { jsonSupport, testOnMachine } from "./onMachine";

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

  suiteSetup(async () => {
    const extension = extensions.getExtension<ExtensionApi>("mcp-policy-author.mcp-policy-author");
    assert.ok(extension);
    api = (await extension.activate()).policyTests;
  });

  teardown(async () => {
    await cleanUp();
    await commands.executeCommand("testing.refreshTests");
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) await writeFile(path, text);
    await untilFound(...Object.keys(files).filter((path) => path.endsWith(".policy-test.json")));
  }

  /** Waits until exactly these test files are known. */
  function untilFound(...paths: readonly string[]): Promise<true> {
    const found = () =>
      api
        .tests()
        .map(({ uri }) => uri.toString())
        .sort();
    const wanted = paths.map((path) => fileUri(path).toString()).sort();
    return until(
      () => found().join() === wanted.join() || undefined,
      () => `the test files are ${wanted.join(", ")}, not ${found().join(", ")}`,
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
  /** What a detail of the coverage marks, and how often it was seen. */
  const markOf = (policy: string, location: Position | Range, executed: number | boolean) => {
    const offset = ({ line, character }: Position) =>
      policy.split("\n").slice(0, line).join("\n").length + (line === 0 ? 0 : 1) + character;
    const { start, end } = location instanceof Position ? new Range(location, location) : location;
    return `${policy.slice(offset(start), offset(end)).slice(0, 21)} ${executed}`;
  };
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
    assert.equal(
      messageText(message),
      "odoo_write (call 4 of 4): decision: expected allow, is deny by /tools/odoo_write/limits/odoo_write_rate",
    );
    assert.equal(message.expectedOutput, "allow");
    assert.equal(message.actualOutput, "deny");
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

  test("the one above which a person clicks is run, also right after an edit", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy-test.json");
    await replace(document, '"tests": [', '"tests": [ {"name": "new", "calls": []},');
    assert.deepEqual(states(await run({ uri: document.uri.toString(), test: 1 })), ["reads: passed"]);
  });

  test("those about the policy in front are run", async () => {
    await write({ ...pair, "other.policy.json": policyText, "other.policy-test.json": testText });
    await showFile("other.policy.json");
    const { outcomes } = await run();
    assert.deepEqual([...new Set(outcomes.map(({ uri }) => uri.path.split("/").at(-1)))], ["other.policy-test.json"]);
  });

  test("a new decision is accepted, and the test passes", async () => {
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
    const { coverage } = await runBy(() => commands.executeCommand("testing.coverageAll"));
    const [covered] = coverage;
    assert.ok(covered);
    assert.equal(covered.uri.toString(), fileUri("crm.policy.json").toString());
    const { statementCoverage, branchCoverage, declarationCoverage, details } = covered;
    assert.deepEqual([statementCoverage.covered, statementCoverage.total], [2, 2]);
    assert.deepEqual([branchCoverage?.covered, branchCoverage?.total], [1, 1]);
    assert.equal(declarationCoverage, undefined, "the percentage is of tools, and of predicates and limits");
    assert.deepEqual(
      details.map(({ location, executed }) => markOf(policyText, location, executed)),
      ['"odoo_search_read" 1', '"odoo_search_read" 1', '"odoo_write" 4', '"odoo_write" 4', '{ "counter": "odoo_wr 4'],
    );
  });

  test("what was seen in part only is not covered, and says which outcome is missing", async () => {
    await write({ ...pair, "crm.policy-test.json": testText.replace('"repeat": 4', '"repeat": 3') });
    const { coverage } = await runBy(() => commands.executeCommand("testing.coverageAll"));
    const [covered] = coverage;
    assert.deepEqual([covered?.branchCoverage?.covered, covered?.branchCoverage?.total], [0, 1]);
    const limit = covered?.details.find((detail) => detail instanceof StatementCoverage && detail.branches.length > 0);
    assert.ok(limit instanceof StatementCoverage);
    assert.equal(limit.executed, 0);
    assert.deepEqual(
      limit.branches.map(({ label, executed }) => `${label}: ${executed}`),
      ["a call passes: 3", "a call is denied: 0"],
    );
  });

  test("a mutant that no test notices is shown in the policy, and the lightbulb keeps its call as a test", async () => {
    await write({ ...pair, "crm.policy-test.json": testText.replace('"repeat": 4', '"repeat": 3') });
    const { document } = await showFile("crm.policy.json");
    const mutantsBy = async (act: () => unknown): Promise<FinishedMutants> => {
      let finished: readonly FinishedMutants[] | undefined;
      const subscription = api.onDidFinishMutants((found) => {
        finished = found;
      });
      try {
        await act();
        return await until(() => finished?.[0], "mutants have run");
      } finally {
        subscription.dispose();
      }
    };
    const found = await mutantsBy(() => commands.executeCommand("mcpPolicy.runMutants"));
    assert.equal(found.notRun, null);
    assert.equal(found.sentence, "2 of 2 mutants not noticed by any test");
    assert.deepEqual(
      found.survivors.map(({ item, message }) => [item.label, document.getText(message.location?.range)]),
      [
        [
          'limit "odoo_write_rate" 3 → 4 a minute',
          '{ "counter": "odoo_write_rate", "window": "minute", "max": 3, "scope": "grant" }',
        ],
        ['"default" is "allow"', '"default": "deny"'],
      ],
    );
    const [action] = (
      await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        rangeOfText(document, '"odoo_write_rate"'),
      )
    ).filter(({ title }) => title.startsWith("Save as test"));
    assert.ok(action?.command);
    const { command, arguments: given = [] } = action.command;
    const accept = setInterval(() => void commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"), 200);
    const again = await mutantsBy(() => commands.executeCommand(command, ...given)).finally(() =>
      clearInterval(accept),
    );
    assert.equal(again.sentence, "1 of 2 mutants not noticed by any test");
    const { tests } = JSON.parse((await workspace.openTextDocument(fileUri("crm.policy-test.json"))).getText());
    assert.equal(tests.length, 3);
    assert.deepEqual(
      tests[2].calls.map((each: { readonly expect: { readonly decision: string } }) => each.expect.decision),
      ["allow", "deny"],
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
      const { document: tests } = await showFile("crm.policy-test.json");
      const third = await runBy(() => replace(tests, '"allow"', '"deny"'));
      assert.deepEqual(states(third), ["reads: failed", "writes: passed"]);
      await document.save();
      const fourth = await runBy(() => workspace.fs.delete(fileUri("crm.policy.json")));
      // The workspace's own policy.json is the next one in question, and denies what it does not list.
      assert.deepEqual(states(fourth), ["reads: passed", "writes: failed"]);
      const fifth = await runBy(() => writeFile("crm.policy.json", policyText));
      assert.deepEqual(states(fifth), ["reads: failed", "writes: failed"]);
    } finally {
      await commands.executeCommand("testing.stopContinuousRun");
    }
  });

  test("a long run is stopped", async () => {
    const call = { tool: "odoo_write", repeat: 1_000_000, expect: { decision: "allow" } };
    const tests = [1, 2, 3].map((name) => ({ name: `${name}`, calls: [call, call, call] }));
    await write({ ...pair, "crm.policy-test.json": JSON.stringify({ tests }) });
    const finished = await runBy(async () => {
      const running = commands.executeCommand("mcpPolicy.runTests", {
        uri: fileUri("crm.policy-test.json").toString(),
      });
      const stop = setInterval(() => void commands.executeCommand("testing.cancelRun"), 200);
      await running;
      clearInterval(stop);
    });
    assert.deepEqual(states(finished), []);
  });

  test("are written with names from the policy", async () => {
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
  });

  testOnMachine(jsonSupport, "are checked by the schema", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy-test.json");
    await replace(document, '"decision"', '"verdict"');
    const [problem] = await until(() => {
      const found = languages.getDiagnostics(document.uri);
      return found.length > 0 ? found : undefined;
    }, "the schema's complaint");
    assert.match(problem?.message ?? "", /verdict/);
    // Once, by VS Code's own JSON support: our server leaves the schema's part to it.
    assert.equal(languages.getDiagnostics(document.uri).length, 1);
  });

  test("a policy that is not there is underlined until it is", async () => {
    const text = testText.replace("{", '{ "policy": "late.policy.json",');
    await write({ "lonely.policy-test.json": text });
    const { document } = await showFile("lonely.policy-test.json");
    const said = () => languages.getDiagnostics(document.uri).map(({ message }) => message);
    await until(
      () => (said().length > 0 ? true : undefined),
      () => `it is said: ${said().join()}`,
    );
    assert.deepEqual(said(), ['There is no "late.policy.json" next to this file, so its tests cannot be run.']);
    await writeFile("late.policy.json", policyText);
    await until(() => (said().length === 0 ? true : undefined), "it is taken back");
    const hovers = await commands.executeCommand<Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      inside(document, '"odoo_write"'),
    );
    const shown = hovers.flatMap(({ contents }) => contents.map((each) => (each as MarkdownString).value)).join("\n");
    assert.match(shown, /Medium risk/);
    assert.match(shown, /In this policy: allowed, at most 3 calls a minute/);
  });

  test("H4 a file that is broken in whatever way is alone in that, and says so", async () => {
    const broken: Readonly<Record<string, string>> = {
      "slashes.policy-test.json": testText.replace("{", '{ "policy": "..//..//x",'),
      "surrogate.policy-test.json": testText.replace("{", '{ "policy": "\\ud800.json",'),
      "nul.policy-test.json": testText.replace("{", '{ "policy": "\\u0000",'),
      "empty.policy-test.json": "",
    };
    await write({ ...broken, ...pair });
    const finished = await runBy(() => commands.executeCommand("testing.runAll"));
    const said = finished.outcomes.map(
      ({ uri, name, messages: [message] }) =>
        `${uri.path.split("/").at(-1)?.split(".")[0]} ${name}: ${message === undefined ? "" : messageText(message)}`,
    );
    assert.deepEqual(
      said.filter((line) => / reads: /.test(line)),
      [
        "crm reads: ",
        'nul reads: No policy was found. Looked for \\u0000; "policy" in the test file can name another.',
        'slashes reads: No policy was found. Looked for /x; "policy" in the test file can name another.',
        'surrogate reads: "policy" must be the path of a file, and "\\ud800.json" cannot be one.',
      ],
    );
    const errors = api.tests().map(({ uri, error }) => `${uri.path.split("/").at(-1)?.split(".")[0]}: ${error}`);
    assert.deepEqual(errors.filter((line) => !line.endsWith(": undefined")).sort(), [
      'empty: Line 1: The file is empty. A test file is an object with "tests".',
      'surrogate: Line 1: "policy" must be the path of a file, and "\\ud800.json" cannot be one.',
    ]);
  });

  testOnMachine("devices", "H4 a policy that is a device is not read, and says so", async () => {
    await symlink("/dev/zero", fileUri("device.policy.json").fsPath);
    await write({ ...pair, "device.policy-test.json": testText.replace("{", '{ "policy": "device.policy.json",') });
    const { outcomes } = await run({ uri: fileUri("device.policy-test.json").toString() });
    const [message] = outcomes[0]?.messages ?? [];
    assert.equal(messageText(message as TestMessage), "device.policy.json: It is not a regular file, and is not read.");
  });

  testOnMachine(
    "names that are bytes",
    "H4 a file whose name is not UTF-8 is listed with a sentence, beside the others",
    async () => {
      const path = Buffer.concat([Buffer.from(fileUri("").fsPath), Buffer.from("/\xff.policy-test.json", "latin1")]);
      await write(pair);
      await writeToDisk(path, testText);
      await commands.executeCommand("testing.refreshTests");
      const errors = await until(() => {
        const found = api.tests().flatMap(({ error }) => error ?? []);
        return found.length > 0 ? found : undefined;
      }, "the name is complained about");
      assert.deepEqual(errors, ["Line 1: It cannot be read: its name is not UTF-8. Rename it."]);
      assert.equal(api.tests().length, 2);
      await rm(path);
      await commands.executeCommand("testing.refreshTests");
      await untilFound("crm.policy-test.json");
    },
  );

  test("H5 a policy outside the workspace is a reason for a warning", async () => {
    await write({ ...pair, "away.policy-test.json": testText.replace("{", '{ "policy": "../../away.policy.json",') });
    const { document } = await showFile("away.policy-test.json");
    const said = await until(() => {
      const found = languages.getDiagnostics(document.uri).map(({ message }) => message);
      return found.length > 0 ? found : undefined;
    }, "it is said");
    assert.ok(
      said.includes(
        '"../../away.policy.json" is outside the workspace and its repository: other checkouts may not have it. Keep the policy in the repository.',
      ),
      said.join("\n"),
    );
  });

  test("E15 two tests of one name and a test without calls are warned about", async () => {
    const tests = [
      { name: "same", calls: [] },
      { name: "same", calls: [{ tool: "odoo_write" }] },
    ];
    await write({ ...pair, "crm.policy-test.json": JSON.stringify({ tests }) });
    const { document } = await showFile("crm.policy-test.json");
    const said = await until(() => {
      const found = languages.getDiagnostics(document.uri).map(({ message }) => message);
      return found.length > 1 ? found : undefined;
    }, "it is said");
    assert.deepEqual(said.sort(), [
      'Duplicate test name "same": reports cannot tell the two apart.',
      "This test makes no calls, so it always passes. Add a call.",
    ]);
  });

  testOnMachine(
    "other programs that change files",
    "B4 1,000 files that are copied in at once are found; their folder is renamed, and goes",
    async () => {
      const outside = await mkdtemp(join(tmpdir(), "mcp-policy-tree-"));
      const inWorkspace = (name: string) => fileUri(name).fsPath;
      const wait = (count: number, folder: string) =>
        until(
          () => {
            const found = api.tests().filter(({ uri }) => uri.path.includes(`/${folder}/`));
            return found.length === count && api.tests().length === count ? true : undefined;
          },
          () => `${count} test files in ${folder}, not ${api.tests().length} in all`,
          60_000,
        );
      try {
        for (let index = 0; index < 1_000; index++) {
          const folder = join(outside, `${index % 10}`, "deep");
          await mkdir(folder, { recursive: true });
          await writeToDisk(join(folder, `${index}.policy-test.json`), testText);
        }
        await cp(outside, inWorkspace("tree"), { recursive: true });
        await wait(1_000, "tree");
        await rename(inWorkspace("tree"), inWorkspace("moved"));
        await wait(1_000, "moved");
      } finally {
        await rm(outside, { recursive: true });
        for (const name of ["tree", "moved"]) await rm(inWorkspace(name), { recursive: true, force: true });
      }
      await wait(0, "moved");
    },
  ).timeout(150_000);

  test("a decision that has changed is accepted by the lightbulb", async () => {
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
    assert.equal(accept.title, "Accept the new decisions: 2 runs of repetitions");
    assert.ok(accept.edit && (await workspace.applyEdit(accept.edit)));
    const finished = await run({ uri: document.uri.toString() });
    assert.deepEqual(states(finished), ["reads: passed", "writes: passed"]);
  });

  test("names are text: no pictures, no line ends, no end of the world", async () => {
    const names = ["a $(bug)\n\u001b[31mred", "x".repeat(100_000), "same", "same"];
    const tests = names.map((name) => ({ name, calls: [{ tool: "odoo_search_read" }] }));
    await write({ ...pair, "crm.policy-test.json": JSON.stringify({ tests }) });
    const finished = await run({ uri: fileUri("crm.policy-test.json").toString() });
    assert.deepEqual(
      states(finished),
      names.map((name) => `${name}: passed`),
    );
    const labels = api.tests()[0]?.labels ?? [];
    assert.deepEqual([labels[0], labels[1]?.length], ["a $\u2060(bug) \\u001b[31mred", longestLine]);
  });

  test("a test keeps its result when another is put before it", async () => {
    await write(pair);
    const { document } = await showFile("crm.policy-test.json");
    await run({ uri: document.uri.toString() });
    await replace(document, '"tests": [', '"tests": [ {"name": "new", "calls": []},');
    await until(() => (api.tests()[0]?.names[0] === "new" ? true : undefined), "the new test is known");
    const { outcomes } = await runBy(() => commands.executeCommand("testing.reRunFailTests"));
    assert.deepEqual(
      outcomes.map(({ name }) => name),
      ["writes"],
    );
  });

  test("a policy that the gateway would refuse is not green", async () => {
    await write({ ...pair, "crm.policy.json": policyText.replace('"default": "deny",', '"default": "denied",') });
    const { outcomes } = await run({ uri: fileUri("crm.policy-test.json").toString() });
    const [reads] = outcomes;
    assert.equal(reads?.state, "errored");
    const [message, ...others] = reads.messages;
    assert.deepEqual(others, []);
    assert.match(messageText(message as TestMessage), /^The gateway would refuse crm\.policy\.json, line 3: /);
    assert.equal(message?.location?.uri.path.split("/").at(-1), "crm.policy.json");
  });

  test("a file whose folder is removed is forgotten", async () => {
    await workspace.fs.createDirectory(fileUri("folder"));
    await write({ ...pair, "folder/other.policy-test.json": testText });
    await workspace.fs.delete(fileUri("folder"), { recursive: true });
    await untilFound("crm.policy-test.json");
  });

  test("a file whose folder is renamed is found again", async () => {
    await workspace.fs.createDirectory(fileUri("before"));
    await write({ ...pair, "before/other.policy-test.json": testText });
    await workspace.fs.rename(fileUri("before"), fileUri("after"));
    await untilFound("crm.policy-test.json", "after/other.policy-test.json");
    await workspace.fs.delete(fileUri("after"), { recursive: true });
    await untilFound("crm.policy-test.json");
  });

  test("an older version in a comparison is no test", async () => {
    await write(pair);
    const uri = Uri.from({ scheme: "older", path: fileUri("crm.policy-test.json").path });
    const provider = workspace.registerTextDocumentContentProvider("older", {
      provideTextDocumentContent: () => testText,
    });
    await workspace.openTextDocument(uri);
    await run({ uri: fileUri("crm.policy-test.json").toString() });
    assert.equal(api.tests().length, 1);
    provider.dispose();
  });

  test("a policy beside which the address has signs of its own is found", async () => {
    const name = "50% (a) #1 ü&@";
    await write({ [`${name}.policy.json`]: policyText, [`${name}.policy-test.json`]: testText });
    await showFile(`${name}.policy.json`);
    assert.deepEqual(states(await run()), ["reads: passed", "writes: failed"]);
  });

  test("a policy that is too large is named, and no other is taken for it", async () => {
    await workspace.fs.createDirectory(fileUri("large"));
    await write({
      "large/policy.json": policyText,
      "large/crm.policy.json": " ".repeat(16_000_001),
      "large/crm.policy-test.json": testText,
    });
    const { outcomes } = await run({ uri: fileUri("large/crm.policy-test.json").toString() });
    assert.match(messageText(outcomes[0]?.messages[0] as TestMessage), /^crm\.policy\.json: The file is too large/);
  });

  test("a broken file and a missing policy are said", async () => {
    await write({ "lonely.policy-test.json": testText.replace("{", '{ "policy": "gone.policy.json",') });
    const missing = await run({ uri: fileUri("lonely.policy-test.json").toString() });
    assert.deepEqual(states(missing), ["reads: errored", "writes: errored"]);
    assert.equal(
      messageText(missing.outcomes[0]?.messages[0] as TestMessage),
      'No policy was found. Looked for gone.policy.json; "policy" in the test file can name another.',
    );
    const { document } = await showFile("lonely.policy-test.json");
    await replace(document, '"gone.policy.json"', "7");
    const broken = await run({ uri: document.uri.toString() });
    const [message] = broken.outcomes[0]?.messages ?? [];
    assert.equal(messageText(message as TestMessage), '"policy" must be a string, not the number 7.');
    assert.ok(message?.location !== undefined && document.getText(message.location.range) === "7");
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
    return { uri, id: `0 ${api.tests()[0]?.labels[index]}` };
  }
});
