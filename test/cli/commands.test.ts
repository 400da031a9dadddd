/** The command line as a process: what it prints where, and the code that it ends with. */

import { spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sarif } from "../../server/src/cli/formats/sarif";
import { type BuiltCli, buildCli, project } from "./builtCli";

let cli: BuiltCli;
const write = (name: string, text: string) => {
  mkdirSync(join(cli.folder, name, ".."), { recursive: true });
  writeFileSync(join(cli.folder, name), text);
};
const read = (name: string) => readFileSync(join(cli.folder, name), "utf8");

const good = '{"version": "1", "default": "deny", "tools": {"odoo_version": {}}}\n';
const wrong = '{\n  "version": "1",\n  "default": "maybe",\n  "tools": {"odoo_version": {}}\n}\n';
/** A rule's warning: the tool is hidden, and listed without effect. */
const reviewed =
  '{\n  "version": "1",\n  "default": "deny",\n  "hide": ["a_tool", "a_tool"],\n  "tools": {"odoo_version": {}}\n}\n';
const checking = JSON.stringify({
  version: "1",
  default: "deny",
  hide: ["ssh_execute"],
  tools: {
    odoo_read: { require: [{ conditions: [{ path: "args.model", op: "eq", value: "res.partner" }], on_deny: "No." }] },
    odoo_version: { limits: [{ counter: "rate", window: "minute", max: 2, scope: "grant" }] },
  },
});

beforeAll(async () => {
  cli = await buildCli();
  write("good.policy.json", good);
  write("wrong.policy.json", wrong);
  write("reviewed.policy.json", reviewed);
  write("checking.policy.json", checking);
  write("half.json", "{");
  write("iam.json", '{"Version": "2012-10-17", "Statement": []}');
  write("some folder/näme.policy.json", wrong);
  symlinkSync("gone.json", join(cli.folder, "broken link.json"));
  for (const name of ["policy.json", "broken.policy.json"])
    copyFileSync(join(project, "samples", name), join(cli.folder, `sample-${name}`));
});
afterAll(() => cli.remove());

describe("check", () => {
  it("prints nothing but findings, and ends with 1", async () => {
    const { code, stdout, stderr } = await cli.run(["check", "wrong.policy.json", "good.policy.json"]);
    expect(stdout).toMatch(/^wrong\.policy\.json:3:14: error: .+ \([\w-]+\)\n$/);
    expect(stderr).toBe("2 files checked: 1 error.\n");
    expect(code).toBe(1);
  });

  it("ends with 0 and prints nothing when all is well", async () => {
    expect(await cli.run(["check", "good.policy.json"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "1 file checked: nothing found.\n",
    });
  });

  it("reads standard input", async () => {
    const { code, stdout } = await cli.run(["check", "-"], wrong);
    expect(stdout).toMatch(/^stdin:3:14: error: /);
    expect(code).toBe(1);
  });

  it("finds files by patterns, in folders with a dot too", async () => {
    write(".policylayer/hidden.json", wrong);
    const { stdout } = await cli.run(["check", "**/*.json", "--format", "json"]);
    const files = JSON.parse(stdout).map(({ file }: { file: string }) => file);
    expect(files).toContain(".policylayer/hidden.json");
    expect(files).toContain("some folder/näme.policy.json");
    expect(new Set(files).size).toBe(files.length);
  });

  it("checks a file once, however it is named", async () => {
    const names = [
      "./wrong.policy.json",
      "wrong.policy.json",
      join(cli.folder, "wrong.policy.json"),
      "wr*g.policy.json",
    ];
    const { stdout, stderr } = await cli.run(["check", ...names]);
    expect(stdout).toMatch(/^\.\/wrong\.policy\.json:3:14: [^\n]+\n$/);
    expect(stderr).toBe("1 file checked: 1 error.\n");
  });

  it("leaves other products' policies alone, and says so", async () => {
    const { code, stdout, stderr } = await cli.run(["check", "iam.json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("iam.json is a policy of AWS IAM, and is left alone.");
  });

  it("reports rules as well, as bad as the settings say", async () => {
    const plain = await cli.run(["check", "reviewed.policy.json", "--format", "json"]);
    const [{ findings }] = JSON.parse(plain.stdout);
    const code: string = findings.find((each: { code: string }) => each.code.includes("hide")).code;
    write("settings.json", JSON.stringify({ rules: { [code]: "error" } }));
    write("editor.json", JSON.stringify({ [`mcpPolicy.rules.${code}`]: "off", "editor.tabSize": 2 }));
    const severityIn = async (file: string) => {
      const { stdout } = await cli.run(["check", "reviewed.policy.json", "--format", "json", "--settings", file]);
      return JSON.parse(stdout)[0].findings.find((each: { code: string }) => each.code === code)?.severity;
    };
    expect(await severityIn("settings.json")).toBe("error");
    expect(await severityIn("editor.json")).toBeUndefined();
  });

  it("lists what is bad enough, and fails for that alone", async () => {
    const all = await cli.run(["check", "sample-broken.policy.json", "--format", "json"]);
    const errors = await cli.run(["check", "sample-broken.policy.json", "--format", "json", "--severity", "error"]);
    const severities = (text: string) =>
      JSON.parse(text)[0].findings.map(({ severity }: { severity: string }) => severity);
    expect(new Set(severities(all.stdout))).toEqual(new Set(["error", "warning"]));
    expect(new Set(severities(errors.stdout))).toEqual(new Set(["error"]));
    const fine = await cli.run(["check", "reviewed.policy.json", "--severity", "error"]);
    expect({ code: fine.code, stdout: fine.stdout }).toEqual({ code: 0, stdout: "" });
  });

  it("lists what is less than a warning, and fails for it when asked", async () => {
    write("hints.json", JSON.stringify({ rules: { "duplicate-hide": "hint" } }));
    const words = ["check", "reviewed.policy.json", "--settings", "hints.json"];
    const plain = await cli.run(words);
    expect(plain.stdout).toMatch(/^reviewed\.policy\.json:4:\d+: hint: .+ \(duplicate-hide\)\n$/);
    expect(plain.code).toBe(0);
    expect(await cli.run([...words, "--severity", "hint"])).toEqual({ ...plain, code: 1 });
    expect(await cli.run([...words, "--severity", "information"])).toMatchObject({ stdout: "", code: 0 });
  });

  it("writes SARIF that its schema accepts", async () => {
    const { stdout } = await cli.run([
      "check",
      "sample-broken.policy.json",
      "some folder/näme.policy.json",
      "good.policy.json",
      "--format",
      "sarif",
    ]);
    const log = JSON.parse(stdout);
    const { $schema, id, ...schema } = JSON.parse(
      readFileSync(join(import.meta.dirname, "fixtures/sarif-schema-2.1.0.json"), "utf8"),
    );
    expect([$schema, id]).toEqual([expect.stringContaining("draft-04"), expect.stringContaining("sarif-2.1.0")]);
    const validate = new Ajv({
      strict: false,
      unicodeRegExp: false,
      formats: { uri: true, "uri-reference": true, "date-time": true },
    }).compile({ ...schema, $id: id });
    validate(log);
    expect(validate.errors).toBeNull();
    // So that a schema that accepts everything would be seen.
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
    expect(validate({ ...log, runs: [{ ...log.runs[0], results: [{ level: "bad" }] }] })).toBe(false);
    const [{ results, tool }] = log.runs;
    expect(results.length).toBe(14);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results.at(-1).locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "some%20folder/n%C3%A4me.policy.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 21 },
    });
  });

  it("writes addresses in SARIF that are relative to the root, where the file lies below it", () => {
    const locationOf = (path: string) => {
      const report = sarif({
        files: [{ path, diagnostics: [] }],
        root: "/re po",
        failsAt: "warning",
        pageOf: () => "",
      });
      return JSON.parse(report).runs[0].artifacts[0].location;
    };
    expect(locationOf("/re po/a b/policy.json")).toEqual({ uri: "a%20b/policy.json", uriBaseId: "%SRCROOT%" });
    expect(locationOf("/re po/a:b/policy.json")).toEqual({ uri: "a%3Ab/policy.json", uriBaseId: "%SRCROOT%" });
    expect(locationOf("/re popo/policy.json")).toEqual({ uri: "file:///re%20popo/policy.json" });
  });

  it("writes JUnit's XML", async () => {
    const { stdout } = await cli.run(["check", "wrong.policy.json", "good.policy.json", "--format", "junit"]);
    expect(stdout).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="mcp-policy" tests="2" failures="1">\n/,
    );
    expect(stdout).toMatch(
      /<testcase classname="wrong\.policy\.json" name="[\w-]+ 3:14">\n\s+<failure type="error" message="[^"<>]*&quot;/,
    );
    expect(stdout).toContain('<testcase classname="good.policy.json" name="no findings"/>');
    // Every element that is opened is closed.
    const open: string[] = [];
    for (const [, slash, name = "", rest = ""] of stdout.matchAll(/<(\/?)(\w+)((?:[^<>"]|"[^"]*")*)>/g))
      if (slash === "/") expect(open.pop()).toBe(name);
      else if (!rest.endsWith("/")) open.push(name);
    expect(open).toEqual([]);
  });

  it("writes commands of a GitHub workflow", async () => {
    const { stdout } = await cli.run(["check", "./wrong.policy.json", "--format", "github"]);
    expect(stdout).toMatch(
      /^::error file=wrong\.policy\.json,line=3,endLine=3,col=14,endColumn=21,title=[\w-]+::[^\n]+\n$/,
    );
  });

  it("fixes files, and keeps their line ends and their byte order mark", async () => {
    write("crlf.policy.json", `\uFEFF${reviewed.replaceAll("\n", "\r\n")}`);
    write("fixed.policy.json", reviewed);
    const { code } = await cli.run(["check", "--fix", "crlf.policy.json", "fixed.policy.json"]);
    expect(read("fixed.policy.json").match(/a_tool/g)).toHaveLength(1);
    expect(read("crlf.policy.json")).toBe(`\uFEFF${read("fixed.policy.json").replaceAll("\n", "\r\n")}`);
    expect(code).toBe((await cli.run(["check", "fixed.policy.json"])).code);
  });

  it("fixes the others when one file cannot be read", async () => {
    write("first.policy.json", reviewed);
    writeFileSync(join(cli.folder, "second.policy.json"), Buffer.from([0xff]));
    const { code, stderr } = await cli.run(["check", "--fix", "second.policy.json", "first.policy.json"]);
    expect(read("first.policy.json").match(/a_tool/g)).toHaveLength(1);
    expect(stderr).toContain("mcp-policy: second.policy.json is not UTF-8 text.\n");
    expect(code).toBe(2);
    rmSync(join(cli.folder, "second.policy.json"));
  });

  it("prints the fixed text of standard input, and the findings beside it", async () => {
    const { stdout, stderr } = await cli.run(["check", "--fix", "-"], reviewed.replace('"deny"', '"maybe"'));
    expect(stdout.match(/a_tool/g)).toHaveLength(1);
    expect(JSON.parse(stdout).default).toBe("maybe");
    expect(stderr).toContain("stdin:3:14: error:");
  });
});

describe("simulate", () => {
  it("ends as the call is decided", async () => {
    const allowed = await cli.run([
      "simulate",
      "checking.policy.json",
      "odoo_read",
      "--args",
      '{"model": "res.partner"}',
    ]);
    expect(allowed.code).toBe(0);
    expect(allowed.stdout).toMatch(/^allow odoo_read at /);
    const denied = await cli.run(["simulate", "checking.policy.json", "odoo_read", "--args", '{"model": "x"}']);
    expect(denied.code).toBe(1);
    expect(denied.stdout).toContain("rule     /tools/odoo_read/require/args.model-eq\n  message  No.");
  });

  it("takes arguments from a file and from standard input", async () => {
    write("call.json", '{"model": "res.partner"}');
    expect((await cli.run(["simulate", "checking.policy.json", "odoo_read", "--args", "@call.json"])).code).toBe(0);
    expect((await cli.run(["simulate", "checking.policy.json", "odoo_read", "--args", "-"], '{"model": 1}')).code).toBe(
      1,
    );
  });

  it("repeats a call over time", async () => {
    const words = [
      "simulate",
      "checking.policy.json",
      "odoo_version",
      "--at",
      "2026-01-01T09:00:00Z",
      "--format",
      "json",
    ];
    const decisions = async (...more: string[]) => {
      const { stdout, code } = await cli.run([...words, ...more]);
      const steps: { decision: string; at: string }[] = JSON.parse(stdout).steps;
      return [...steps.map(({ decision, at }) => `${at.slice(14, 19)} ${decision}`), code];
    };
    expect(await decisions("--repeat", "3", "--every", "5s")).toEqual(["00:00 allow", "00:05 allow", "00:10 deny", 1]);
    expect(await decisions("--repeat", "3", "--every", "30s")).toEqual([
      "00:00 allow",
      "00:30 allow",
      "01:00 allow",
      0,
    ]);
  });

  it("lists every check when asked", async () => {
    const words = ["simulate", "checking.policy.json", "ssh_execute"];
    expect((await cli.run([...words, "--trace"])).stdout).toMatch(/fail {5}Not hidden — Its name is in hide\./);
    expect((await cli.run(words)).stdout).not.toContain("Not hidden");
  });
});

describe("explain", () => {
  it("lists all tools: unknown risk first, then the most dangerous", async () => {
    const { code, stdout } = await cli.run(["explain", "checking.policy.json", "--format", "json"]);
    expect(code).toBe(0);
    const { tools } = JSON.parse(stdout);
    const order = ["Unknown", "Critical", "High", "Medium", "Low"];
    const risks: number[] = tools.map(({ risk }: { risk: string }) => order.indexOf(risk));
    expect(risks).toEqual([...risks].sort());
    expect(new Set(risks).size).toBeGreaterThan(2);
    const states = Object.fromEntries(tools.map(({ name, state }: { name: string; state: string }) => [name, state]));
    expect(states).toMatchObject({ ssh_execute: "hidden", odoo_read: "conditional", odoo_version: "limited" });
    expect(tools.length).toBeGreaterThanOrEqual(180);
  });

  it("names each check of a tool that has several", async () => {
    const entry = (path: string, op: string, value: unknown) => ({ conditions: [{ path, op, value }], on_deny: "No." });
    const tools = {
      own: { require: [entry("args.a", "eq", 1)], deny_if: [entry("args.b", "gt", 2)] },
      odoo_read: { require: [entry("args.model", "eq", "x")] },
    };
    write("several.policy.json", JSON.stringify({ version: "1", default: "deny", tools }));
    const { stdout } = await cli.run(["explain", "several.policy.json", "own"]);
    const [, row, ...checks] = stdout.trimEnd().split("\n");
    expect(row).toMatch(/allowed if 2 checks pass$/);
    expect(checks).toEqual([
      expect.stringMatching(/^ {4}only if {2}.*args\.a/),
      expect.stringMatching(/^ {4}not if {3}.*args\.b/),
    ]);
    const report = JSON.parse((await cli.run(["explain", "several.policy.json", "own", "--format", "json"])).stdout);
    expect(report.tools[0].checks.map(({ list }: { list: string }) => list)).toEqual(["require", "deny_if"]);
    expect((await cli.run(["explain", "several.policy.json", "odoo_read"])).stdout.trimEnd().split("\n")).toHaveLength(
      2,
    );
    // Nobody has assessed it.
    expect((await cli.run(["explain", "several.policy.json"])).stdout.split("\n")[1]).toMatch(/^Unknown .* own /);
  });

  it("prints a table, also of one tool, and of one that nobody knows", async () => {
    const { stdout, stderr } = await cli.run(["explain", "checking.policy.json", "ssh_execute"]);
    expect(stdout).toBe("RISK  CATEGORY  TOOL         STATE\nHigh  Execute   ssh_execute  hidden\n");
    expect(stderr).toMatch(/^Why High: .*\.$/m);
    expect(stderr).toMatch(/^Recommended: .*\.$/m);
    const stranger = await cli.run(["explain", "checking.policy.json", "nobody"]);
    expect(stranger.stdout).toMatch(/Unknown {2}Unknown {3}nobody {2}denied: not listed/);
  });
});

describe("schema", () => {
  it("prints that of test files", async () => {
    const { stdout } = await cli.run(["schema", "--tests"]);
    const published = readFileSync(join(project, "server/schema/policy-test.schema.json"), "utf8");
    expect(JSON.parse(stdout)).toEqual(JSON.parse(published));
  });

  it("prints that of configurations", async () => {
    const { stdout } = await cli.run(["schema", "--config"]);
    const published = readFileSync(join(project, "server/schema/config.schema.json"), "utf8");
    expect(JSON.parse(stdout)).toEqual(JSON.parse(published));
  });

  it("prints the published schema", async () => {
    const { code, stdout } = await cli.run(["schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(readFileSync(join(project, "server/schema/policy.schema.json"), "utf8")),
    );
  });
});

describe("what cannot be done", () => {
  it.each([
    [["check", "nowhere.json"], "There is no file nowhere.json."],
    [["check", "*.nothing"], "No file matches *.nothing."],
    [["check", ".git"], "There is no file .git."],
    [["check", "good.policy.json", "--root", "good.policy.json"], "--root takes a folder"],
    [["check", "good.policy.json", "--docs", "javascript:x"], "--docs takes the address of a folder"],
    [["explain", "some folder"], "some folder is a folder, not a file."],
    [["check", "good.policy.json", "--format", "yaml"], "Allowed choices are text, json, sarif, junit, github."],
    [["check", "good.policy.json", "--settings", "half.json"], "half.json:1:2: this is not JSON."],
    [["check", "-", "good.policy.json"], "Standard input (-) is checked by itself."],
    [["check", "-", "--settings", "-"], "Policy and settings cannot both be read from standard input."],
    [["check", ""], "An empty name is not a file."],
    [["check", "broken link.json"], "broken link.json is a link to a file that does not exist."],
    [["simulate", "-", "odoo_version", "--args", "-"], "Policy and arguments cannot both be read"],
    [["simulate", "-", "odoo_version", "--args", "@-"], "Policy and arguments cannot both be read"],
    [["chek", "good.policy.json"], "Unknown command 'chek' (Did you mean check?)"],
    [["simulate", "good.policy.json", "odoo_version", "--args", "{"], "--args is not JSON"],
    [["simulate", "good.policy.json", "odoo_version", "--args", "@gone.json"], "There is no file gone.json."],
    [["simulate", "good.policy.json", "odoo_version", "--at", "noon"], "--at takes an instant"],
    [["simulate", "good.policy.json", "odoo_version", "--every", "5"], "--every takes a duration"],
    [["simulate", "good.policy.json", "odoo_version", "--repeat", "0"], "--repeat takes a whole number"],
    [["simulate", "good.policy.json"], "Missing required argument 'tool'"],
    [["explain", "iam.json"], "iam.json is a policy of AWS IAM"],
    [["explain", "gone.json"], "There is no file gone.json."],
    [["replay", "good.policy.json", "gone.jsonl"], "There is no file gone.jsonl."],
    [["replay", "good.policy.json", "some folder"], "some folder is a folder, not a file."],
    [["replay", "-", "good.policy.json"], "Standard input can be the log, not the policy."],
    [["bogus"], "Unknown command 'bogus'"],
    [["schema", "--bogus"], "Unknown option '--bogus'"],
  ])("%j: one sentence, nothing on standard output, and 2", async (words, sentence) => {
    const { code, stdout, stderr } = await cli.run(words);
    expect(stderr).toContain(`mcp-policy: `);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("is said of a file that is longer than any text", async () => {
    const file = join(cli.folder, "huge.json");
    writeFileSync(file, "");
    truncateSync(file, 3 * 2 ** 30);
    const { code, stderr } = await cli.run(["check", "huge.json"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "mcp-policy: huge.json is too large to be read.\n" });
  });

  it("is said of a file that is not UTF-8", async () => {
    writeFileSync(join(cli.folder, "latin.json"), Buffer.from('{"é": 1}', "latin1"));
    const { code, stderr } = await cli.run(["check", "--fix", "latin.json"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "mcp-policy: latin.json is not UTF-8 text.\n" });
  });
});

describe("docs/command-line.md", () => {
  const text = readFileSync(join(project, "docs/command-line.md"), "utf8");
  const sections = new Map(text.split(/^## /m).map((section) => [section.slice(0, section.indexOf("\n")), section]));

  it("has every command, in its table and in a section", async () => {
    const { stdout } = await cli.run(["--help"]);
    const commands = [...stdout.slice(stdout.indexOf("Commands:")).matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    const described = commands.filter((name) => name !== "help");
    expect(described.length).toBeGreaterThan(5);
    expect([...text.matchAll(/^\| `(\w+)` +\| \w/gm)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(described),
    );
    expect([...sections.keys()].slice(1)).toEqual(described);
  });

  it.each(["check", "simulate", "test", "explain", "replay", "schema"])("has every option of %s", async (command) => {
    const { stdout } = await cli.run([command, "--help"]);
    const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option = ""]) => option);
    expect(options).toContain("--help");
    for (const option of options.filter((each) => each !== "--help")) expect(sections.get(command)).toContain(option);
  });
});

describe("the help", () => {
  it.each(["check", "simulate", "test", "explain", "replay", "schema"])("of %s has examples", async (command) => {
    const { code, stdout, stderr } = await cli.run([command, "--help"]);
    expect(stdout).toContain(`Examples:\n  mcp-policy ${command}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("names the exit codes, and the version is that of the package", async () => {
    expect((await cli.run(["--help"])).stdout).toContain("Exit codes: 0 fine");
    const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expect(await cli.run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("the output", () => {
  it("has no colours in a pipe, and none of a stranger's control characters", async () => {
    const hostile = JSON.stringify({ version: "1", default: "deny", tools: { "\u001b[31mred\u202e": {} } });
    for (const words of [
      ["check", "-"],
      ["explain", "-"],
      ["simulate", "-", "\u001b[31mred\u202e"],
    ]) {
      const { stdout, stderr } = await cli.run(words, hostile);
      for (const sign of ["\u001b", "\u202e"]) expect(stdout + stderr).not.toContain(sign);
    }
  });

  it("has none of the control characters in names of files and words", async () => {
    const sign = "\u001b[31m\u009b1m\u202e\n::error::x";
    const files = { unread: Buffer.from([0xff]), iam: '{"Version": "2012-10-17", "Statement": []}', found: wrong };
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(cli.folder, `${name}${sign}.json`), content);
    writeFileSync(join(cli.folder, `${sign}.policy-test.json`), '{"tests": [{"name": 5}]}');
    for (const words of [
      ["check", "*found*.json"],
      ["check", "*iam*.json"],
      ["check", "*unread*.json"],
      ["check", "*found*.json", "--format", "github"],
      ["explain", `found${sign}.json`],
      ["explain", `iam${sign}.json`],
      ["simulate", `found${sign}.json`, "x", "--format", "json"],
      ["simulate", "good.policy.json", sign, "--format", "json"],
      ["test", "*.policy-test.json"],
      ["test", `${sign}gone`],
      [sign],
      ["check", `--${sign}`],
    ]) {
      const { stdout, stderr } = await cli.run(words);
      expect(stdout + stderr, words.join(" ")).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]|\n::error::x/u);
    }
  });

  it("means the same in JSON, where they are escaped", async () => {
    const sign = "\u001b[31m\u009b1m\u202e\u{e0041}\n";
    const { stdout } = await cli.run(["simulate", "good.policy.json", sign, "--format", "json"]);
    expect(JSON.parse(stdout).tool).toBe(sign);
  });

  it("says that it cannot be written", () => {
    // Open for reading alone.
    const full = openSync(join(cli.folder, "good.policy.json"), "r");
    const { status, stderr } = spawnSync(process.execPath, [cli.module, "schema"], {
      cwd: cli.folder,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(stderr).toMatch(/^mcp-policy: Standard output cannot be written: [^\n]+\.\n$/);
    expect(status).toBe(2);
  });

  it.each([
    [["check", "sample-broken.policy.json"], 1],
    [["simulate", "checking.policy.json", "odoo_read", "--repeat", "10000"], 1],
    [["explain", "checking.policy.json", "--format", "json"], 0],
    [["schema"], 0],
    [["--help"], 0],
  ] as const)("of %j ends quietly when nobody reads on", async (words, expected) => {
    const child = cli.start(words);
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout?.destroy();
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(stderr).not.toMatch(/^\s+at |Error|EPIPE/m);
    expect(code).toBe(expected);
  });
});
