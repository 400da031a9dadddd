/** `.mcp-policy/config.json`, as an editor sees it: the same answers as in the terminal. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CodeAction, FileChangeType, type PublishDiagnosticsParams } from "vscode-languageserver-protocol";
import { type BuiltCli, buildCli } from "../cli/builtCli";
import { connectClient, type TestClient } from "./testClient";

let client: TestClient;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-config-"));
  mkdirSync(join(folder, ".git"));
  write("policy.json", reviewed);
  client = await connectClient();
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const write = (name: string, content: string | object): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
};
const config = ".mcp-policy/config.json";
const reviewed =
  '{"version": "1", "default": "deny", "hide": ["a", "a", "odo_version"], "tools": {"odoo_version": {}}}\n';

async function start(options: { settings?: unknown; jsonSchemas?: boolean; below?: string } = {}): Promise<void> {
  client.settings = options.settings ?? {};
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: uriOf(options.below ?? ".").replace(/\/\.$/, ""), name: "w" }],
    initializationOptions: { clientCommands: true, jsonSchemas: options.jsonSchemas === true },
    capabilities: {
      workspace: {
        configuration: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
        codeLens: { refreshSupport: true },
      },
    },
  });
  await client.sendNotification("initialized", {});
}

const codesOf = ({ diagnostics }: PublishDiagnosticsParams) =>
  diagnostics.map(({ code, severity }) => `${severity} ${code}`);
/** Waits until this is the last that is said of a file. */
const said = (name: string, ...codes: readonly string[]) => {
  const uri = uriOf(name);
  const last = Math.max(0, client.published(uri).length - 1);
  const isWanted = (each: PublishDiagnosticsParams) => JSON.stringify(codesOf(each)) === JSON.stringify(codes);
  return client.publication(uri, (each) => isWanted(each) && client.published(uri).indexOf(each) >= last);
};
const open = async (name: string, text: string, languageId = "mcp-policy") => {
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { uri: uriOf(name), languageId, version: 1, text },
  });
};
const changed = (name: string, type: FileChangeType) =>
  client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(name), type }] });

const all = ["3 duplicate-hide", "2 unknown-tool"];

test("D6 rules and silenced tools of closed and open policies are as configured, and follow the file", async () => {
  write(config, { rules: { "duplicate-hide": "error" }, silencedTools: { "unknown-tool": ["odo_version"] } });
  await start();
  await said("policy.json", "1 duplicate-hide");
  await open("policy.json", reviewed);
  await said("policy.json", "1 duplicate-hide");
  write(config, { rules: { "unknown-tool": "off" } });
  await changed(config, FileChangeType.Changed);
  await said("policy.json", "3 duplicate-hide");
  rmSync(join(folder, config));
  await changed(config, FileChangeType.Deleted);
  await said("policy.json", ...all);
  expect(client.loggedErrors).toEqual([]);
});

test("D6 the editor's settings lie above it, and a workspace below the repository's root finds it", async () => {
  write(config, { rules: { "unknown-tool": "off", "duplicate-hide": "off" } });
  write("a/policy.json", reviewed);
  await start({ settings: { rules: { "unknown-tool": "hint" } }, below: "a" });
  await said("a/policy.json", "4 unknown-tool");
});

test("D6 one that is open counts as it is in the editor", async () => {
  await start();
  await said("policy.json", ...all);
  await open("policy.json", reviewed);
  await said("policy.json", ...all);
  write(config, "{}");
  await open(config, '{"rules": {"unknown-tool": "off"}}', "json");
  await said("policy.json", "3 duplicate-hide");
  await client.sendNotification("textDocument/didClose", { textDocument: { uri: uriOf(config) } });
  await said("policy.json", ...all);
});

test("D6 what is wrong in it is said on it, and the rest holds", async () => {
  write(config, '{\n  // why\n  "rules": { "unknown-tool": "of", "duplicate-hide": "off", "x": "off" }\n}');
  await start();
  const { diagnostics } = await said(config, "1 config-value", "2 config-unknown");
  expect(diagnostics[0]?.range).toEqual({ start: { line: 2, character: 29 }, end: { line: 2, character: 33 } });
  expect(diagnostics[0]?.message).toContain('Did you mean "off"?');
  await said("policy.json", "2 unknown-tool");
});

test("D6 an editor that validates by the schema is not told twice, while the file is open", async () => {
  const text = '{"rules": 5, "files": {"include": ["{a"]}}';
  write(config, text);
  await start({ jsonSchemas: true });
  await said(config, "1 config-value", "1 config-pattern");
  await open(config, text, "json");
  await said(config, "1 config-pattern");
});

test("D6 files are taken and left out as configured", async () => {
  write(config, {
    rules: { "unknown-tool": "off" },
    files: { include: ["gateway/*.json"], exclude: ["**/testdata/**"] },
  });
  write("gateway/crm.json", reviewed);
  write("testdata/policy.json", reviewed);
  await start();
  await said("gateway/crm.json", "3 duplicate-hide");
  await said("policy.json", "3 duplicate-hide");
  expect(client.published(uriOf("testdata/policy.json"))).toEqual([]);
  expect(await client.sendRequest("mcpPolicy/fileKind", { uri: uriOf("gateway/crm.json") })).toEqual({
    kind: "policy",
  });
  expect(await client.sendRequest("mcpPolicy/fileKind", { uri: uriOf("gateway.json") })).toEqual({ kind: null });
  write(config, { files: { exclude: ["gateway/**"] } });
  await changed(config, FileChangeType.Changed);
  await said("gateway/crm.json");
  await said("testdata/policy.json", ...all);
});

test("D6 calls and tests are decided as configured", async () => {
  const deny = [{ conditions: [{ path: "args.a", op: "neq", value: "x" }], on_deny: "No." }];
  const text = JSON.stringify({ version: "1", default: "deny", tools: { t: { deny_if: deny } } });
  write("policy.json", text);
  write(config, { assumptions: { missingArgument: "denies" } });
  await start();
  await open("policy.json", text);
  const { steps } = await client.sendRequest<{ steps: { decision: string; otherReadings: object[] }[] }>(
    "mcpPolicy/simulate",
    {
      textDocument: { uri: uriOf("policy.json") },
      calls: [{ tool: "t" }],
    },
  );
  expect(steps[0]).toMatchObject({
    decision: "deny",
    otherReadings: [{ assumption: "missingArgument", reading: "condition is false", decision: "allow" }],
  });
  const { results } = await client.sendRequest<{ results: { failures: object[] }[] }>("mcpPolicy/runPolicyTests", {
    uri: uriOf("policy.policy-test.json"),
    text: JSON.stringify({ tests: [{ calls: [{ tool: "t", expect: { decision: "deny" } }] }] }),
    policy: { uri: uriOf("policy.json"), text },
  });
  expect(results).toEqual([{ test: 0, failures: [] }]);
});

test("D6 the lightbulb silences for me or for everyone, and makes the file where there is none", async () => {
  await start();
  await open("policy.json", reviewed);
  await said("policy.json", ...all);
  const at = reviewed.indexOf('"odo_version"');
  const range = { start: { line: 0, character: at }, end: { line: 0, character: at } };
  const actions = () =>
    client.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("policy.json") },
      range,
      context: { diagnostics: [] },
    });
  const titles = (await actions()).map(({ title }) => title).filter((title) => title.startsWith("Silence"));
  expect(titles).toEqual([
    'Silence unknown-tool for "odo_version", for me (settings)',
    'Silence unknown-tool for "odo_version", for everyone (.mcp-policy/config.json)',
    "Silence unknown-tool for me (settings)",
    "Silence unknown-tool for everyone (.mcp-policy/config.json)",
  ]);
  const forEveryone = async (start: string) =>
    (await actions()).find(({ title }) => title.startsWith(start) && title.includes("for everyone"));
  const made = await forEveryone('Silence unknown-tool for "');
  expect(made?.edit?.documentChanges).toEqual([
    { kind: "create", uri: uriOf(config), options: { ignoreIfExists: true } },
    {
      textDocument: { uri: uriOf(config), version: null },
      edits: [
        {
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
          newText: '{\n  "silencedTools": {\n    "unknown-tool": [\n      "odo_version"\n    ]\n  }\n}\n',
        },
      ],
    },
  ]);
  expect(made?.command).toMatchObject({ command: "mcpPolicy.saveConfiguration", arguments: [uriOf(config)] });
  write(config, '{\n  // ours\n  "rules": {\n    "empty-list": "off"\n  }\n}\n');
  expect((await forEveryone("Silence unknown-tool for everyone"))?.edit?.changes).toEqual({
    [uriOf(config)]: [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 6, character: 0 } },
        newText: '{\n  // ours\n  "rules": {\n    "empty-list": "off",\n    "unknown-tool": "off"\n  }\n}\n',
      },
    ],
  });
  write(config, "{");
  expect(await forEveryone("Silence")).toBeUndefined();
});

test("D6 the terminal says the same of the same files", async () => {
  write(config, {
    rules: { "duplicate-hide": "error", "unknwon-tool": "off" },
    silencedTools: { "unknown-tool": ["odo_version"] },
    files: { include: ["gateway/*.json"], exclude: ["**/testdata/**"] },
  });
  for (const name of ["gateway/crm.json", "testdata/policy.json", "a/crm.policy.json", "other.json"])
    write(name, reviewed);
  write("a/.mcp-policy/config.json", { rules: { "duplicate-hide": "off" } });
  await start();
  const cli: BuiltCli = await buildCli();
  const { stdout } = await cli.runIn(folder, ["check", "--format", "json"]);
  cli.remove();
  const severities = ["error", "warning", "information", "hint"];
  const report: { file: string; findings: { severity: string; code: string }[] }[] = JSON.parse(stdout);
  expect(report.length).toBeGreaterThan(4);
  for (const { file, findings } of report)
    if (findings.length > 0)
      await said(file, ...findings.map(({ severity, code }) => `${severities.indexOf(severity) + 1} ${code}`));
  for (const name of ["testdata/policy.json", "other.json"]) expect(client.published(uriOf(name))).toEqual([]);
});
