/** The GitHub Action and the pre-commit hooks, as those who read the definitions run them. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli, project } from "./builtCli";

let cli: BuiltCli;
let repository: string;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const write = (name: string, text: string) => {
  mkdirSync(dirname(join(repository, name)), { recursive: true });
  writeFileSync(join(repository, name), text);
};
const read = (name: string) => readFileSync(join(repository, name), "utf8");

const policy = '{"version": "1", "default": "deny", "tools": {"odoo_version": {}, "odoo_whoami": {}}}\n';
const tested = '{"tests": [{"name": "reads", "calls": [{"tool": "odoo_version", "expect": {"decision": "allow"}}]}]}';

beforeEach(() => {
  repository = mkdtempSync(join(cli.folder, "repository-"));
  write("policy.json", policy);
});

describe("the GitHub Action", () => {
  const text = readFileSync(join(project, ".github/actions/mcp-policy/action.yml"), "utf8");
  const [head = "", steps = ""] = text.split("\nruns:\n");
  const inputs = new Map(
    [...head.matchAll(/^ {2}([\w-]+):\n {4}description: .+\n {4}default: (".*"|[\w-]+)$/gm)].map(
      ([, name = "", value = ""]) => [name, value.startsWith('"') ? String(JSON.parse(value)) : value] as const,
    ),
  );
  const [script = ""] = steps.split("      run: |\n").slice(1);
  const environment = [...steps.matchAll(/^ {8}([A-Z_]+): (.+)$/gm)].map(([, name = "", value = ""]) => [name, value]);

  /** Runs the script of the last step, as a runner does. */
  function act(given: Readonly<Record<string, string>> = {}, cwd = repository) {
    const values = environment.map(([name = "", expression = ""]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? "";
      return [name, name === "CLI" ? cli.module : (given[input] ?? inputs.get(input))];
    });
    const file = join(cli.folder, "step.sh");
    writeFileSync(file, script.replace(/^ {8}/gm, ""));
    const env = { ...process.env, ...Object.fromEntries(values) };
    const words = ["--noprofile", "--norc", "-eo", "pipefail", file];
    const { status, stdout, stderr } = spawnSync("bash", words, { cwd, env, encoding: "utf8" });
    return { code: status, stdout, stderr };
  }

  it("has inputs that all arrive, by the environment alone", () => {
    expect(inputs.size).toBe([...head.matchAll(/^ {2}[\w-]+:$/gm)].length);
    expect(environment.map(([, expression]) => expression)).toEqual([
      `\${{ github.action_path }}/../../../dist/cli.js`,
      ...[...inputs.keys()].map((name) => `\${{ inputs.${name} }}`),
    ]);
    for (const [run = ""] of steps.matchAll(/^ {6}run:.*\n(?: {8}.*\n)*/gm)) expect(run).not.toContain("${{");
  });

  it("is in the document with its defaults", () => {
    const rows = readFileSync(join(project, "docs/ci.md"), "utf8").matchAll(/^\| `([\w-]+)` +\| (?:`(.*?)`)? +\|/gm);
    expect([...rows].map(([, name, value = ""]) => [name, value])).toEqual([...inputs]);
  });

  it("checks the files that the editor takes for policies", () => {
    write("a/crm.policy.json", policy.replace("deny", "crm"));
    write("b/.policylayer/x.json", policy.replace("deny", "layer"));
    write("c/password-policy.json", "{}");
    write("d/crm.policy-test.json", "{}");
    const { code, stdout } = act();
    expect(stdout.match(/^::error file=[^,]+/gm)).toEqual([
      "::error file=a/crm.policy.json",
      "::error file=b/.policylayer/x.json",
    ]);
    expect(code).toBe(1);
  });

  it("runs no tests that nobody asked for", () => {
    write("policy.policy-test.json", "{");
    expect(act()).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("runs tests, with and without a share that they have to see", () => {
    write("policy.policy-test.json", tested);
    expect(act({ tests: "*.policy-test.json" })).toMatchObject({ code: 0, stderr: "1 test passed, 0 failed.\n" });
    const { code, stdout } = act({ "min-coverage": "100" });
    expect(stdout).toMatch(/^::error file=policy\.json,title=coverage::The tests see 50\.0 %25/);
    expect(code).toBe(1);
  });

  it("tells of both, and ends as the worse one does", () => {
    write("policy.json", policy.replace("deny", "no"));
    write("policy.policy-test.json", tested.replace("allow", "deny"));
    const both = act({ tests: "policy.policy-test.json", format: "text" });
    expect(both.stdout).toMatch(/^policy\.json:1:\d+: error: [^\n]+\nFAIL policy\.policy-test\.json:1:\d+: reads/);
    expect(both.code).toBe(1);
    const unreadable = act({ tests: "gone.policy-test.json" });
    expect(unreadable.stdout).toContain("::error file=policy.json");
    expect(unreadable.code).toBe(2);
    write("policy.policy-test.json", tested);
    expect(act({ files: "gone.json", tests: "policy.policy-test.json" })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("1 test passed, 0 failed."),
    });
  });

  it("writes reports into files", () => {
    write("policy.json", policy.replace("deny", "no"));
    write("policy.policy-test.json", tested);
    const given = { output: "out.sarif", format: "sarif", tests: "*.policy-test.json", "tests-output": "tests.txt" };
    expect(act(given)).toMatchObject({ code: 1, stdout: "" });
    expect(JSON.parse(read("out.sarif")).runs[0].results).toHaveLength(1);
    expect(read("tests.txt")).toMatch(/^::error file=policy\.json,title=policy test::/);
    act({ ...given, format: "junit" });
    expect(read("tests.txt")).toContain("<testsuites");
    expect(act({ output: "no/such/folder.txt" }).code).toBe(2);
  });

  it("takes several lines, the severity and the settings, and no input as a command or an option", () => {
    write("two words.json", policy.replace("{", '{"hide": ["odoo_whoami"], '));
    write("$(touch made).json", policy);
    write("settings.json", '{"rules": {"hidden-and-listed": "hint"}}');
    const files = "two words.json\n\n$(touch made).json\n";
    expect(act({ files }).stdout).toMatch(/^::warning file=two words\.json,/);
    expect(act({ files, severity: "error" })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(act({ files, settings: "settings.json" })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^::notice/),
    });
    expect(act({ files: "--help" })).toMatchObject({ code: 2, stdout: "" });
    for (const input of inputs.keys()) act({ [input]: '"; touch made; $(touch made) `touch made`' });
    expect(existsSync(join(repository, "made"))).toBe(false);
  });
});

describe("the pre-commit hooks", () => {
  const text = readFileSync(join(project, ".pre-commit-hooks.yaml"), "utf8");
  const hooks = new Map(
    text.split(/^(?=- )/m).map((hook) => {
      const field = (name: string) => new RegExp(`^[ -] ${name}: '?(.+?)'?$`, "m").exec(hook)?.[1] ?? "";
      const [program = "", ...words] = field("entry").split(" ");
      const files = new RegExp(field("files"));
      return [field("id"), { language: field("language"), program, words, files, hook }] as const;
    }),
  );
  const names = ["policy.json", "a/crm.policy.json", ".policylayer/x.json", "a/b.policy-test.json", "c/my-policy.json"];

  it.each([
    ["mcp-policy", [true, true, true, false, false]],
    ["mcp-policy-fix", [true, true, true, false, false]],
    ["mcp-policy-test", [true, true, true, true, false]],
  ])("%s is about the right files, and runs", (id, expected) => {
    const hook = hooks.get(id);
    expect(names.map((name) => hook?.files.test(name))).toEqual(expected);
    expect(hook?.language).toBe("script");
    write("policy.policy-test.json", tested);
    // As pre-commit does: in the repository of the commit, with the script of this one.
    const words = [...(hook?.words ?? []), ...(id === "mcp-policy-test" ? [] : ["policy.json"])];
    const run = spawnSync(join(project, hook?.program ?? ""), words, { cwd: repository, encoding: "utf8" });
    expect(run).toMatchObject({ status: 0, stdout: "" });
    expect(run.stderr).toMatch(/^1 (?:file checked: nothing found|test passed, 0 failed)\.\n$/);
  });

  it("test all that there is, since a policy that changes has tests that do not", () => {
    expect([...hooks].map(([id, { hook }]) => [id, hook.includes("pass_filenames: false")])).toEqual([
      ["mcp-policy", false],
      ["mcp-policy-fix", false],
      ["mcp-policy-test", true],
    ]);
  });
});
