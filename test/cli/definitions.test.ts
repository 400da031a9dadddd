/** The GitHub Action and the pre-commit hooks, as those who read the definitions run them. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { packCli } from "../../packaging/packCli.mjs";
import { type BuiltCli, buildCli, project } from "./builtCli";

// A machine that has Node.js alone has no history to compare with.
const hasGit = spawnSync("git", ["--version"]).status === 0;

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

const policy = '{"version": "1", "default": "deny", "tools": {"odoo_fields_get": {}, "odoo_search_count": {}}}\n';
const tested =
  '{"tests": [{"name": "reads", "calls": [{"tool": "odoo_fields_get", "expect": {"decision": "allow"}}]}]}';

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
  /** A step's script and the variables that it gets. */
  function step(name: string) {
    const text = steps.split(/^ {4}- name: /m).find((each) => each.startsWith(`${name}\n`)) ?? "";
    const script = /^ {6}run: (?:\|\n((?: {8}.*\n?)+)|(.*))/m.exec(text);
    return {
      script: script?.[2] ?? script?.[1]?.replace(/^ {8}/gm, "") ?? "",
      environment: [...text.matchAll(/^ {8}([A-Z_]+): (.+)$/gm)].map(([, key = "", value = ""]) => [key, value]),
    };
  }
  const { script, environment } = step("Check policies and run their tests");

  /** Runs the script of the last step, as a runner does. */
  function act(given: Readonly<Record<string, string>> = {}, cwd = repository) {
    const values = environment.map(([name = "", expression = ""]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? "";
      return [name, name === "CLI" ? cli.module : (given[input] ?? inputs.get(input))];
    });
    const file = join(cli.folder, "step.sh");
    writeFileSync(file, script);
    const env = { ...process.env, ...Object.fromEntries(values) };
    const words = ["--noprofile", "--norc", "-eo", "pipefail", file];
    const { status, stdout, stderr } = spawnSync("bash", words, { cwd, env, encoding: "utf8" });
    return { code: status, stdout, stderr };
  }

  it("has inputs that all arrive, by the environment alone", () => {
    expect(inputs.size).toBe([...head.matchAll(/^ {2}[\w-]+:$/gm)].length);
    expect(environment.map(([, expression]) => expression)).toEqual([
      `\${{ runner.temp }}/mcp-policy/cli.js`,
      ...[...inputs.keys()].filter((name) => name !== "cli").map((name) => `\${{ inputs.${name} }}`),
    ]);
    for (const [run = ""] of steps.matchAll(/^ {6}run:.*\n(?: {8}.*\n)*/gm)) expect(run).not.toContain("${{");
  });

  describe("gets the command line ready", () => {
    const ready = step("Get mcp-policy ready");

    /** Runs the step in the repository of the policies, as a runner does. */
    function getReady(folder: string, packed: string) {
      const given: Record<string, string> = {
        PROVIDE: join(project, "packaging/provideCli.sh"),
        FOLDER: folder,
        PACKED: packed,
      };
      const env = { ...process.env, ...Object.fromEntries(ready.environment.map(([key = ""]) => [key, given[key]])) };
      return spawnSync("bash", ["-e", "-c", ready.script], { cwd: repository, env, encoding: "utf8" });
    }

    it("out of a packed one, without npm", () => {
      const file = relative(repository, packCli(repository));
      const folder = join(repository, "made here");
      expect(getReady(folder, file)).toMatchObject({ status: 0, stdout: `${folder}/cli.js\n` });
      expect(readFileSync(join(folder, "cli.js"))).toEqual(readFileSync(join(project, "dist/cli.js")));
      expect(readdirSync(folder)).toEqual(["cli", "cli.js"]);
      const { status, stdout } = spawnSync(process.execPath, [join(folder, "cli.js"), "schema"], { encoding: "utf8" });
      expect([status, JSON.parse(stdout).title]).toEqual([0, "MCP gateway policy"]);
    });

    it("out of the cache, without a build", () => {
      const folder = join(repository, "cache");
      write("cache/cli.js", "// from an earlier run");
      expect(getReady(folder, "")).toMatchObject({ status: 0, stdout: `${folder}/cli.js\n`, stderr: "" });
      expect(read("cache/cli.js")).toBe("// from an earlier run");
    });

    it("or fails where the packed one is not there", () => {
      expect(getReady(join(repository, "none"), "gone.tgz").status).not.toBe(0);
    });

    it("from the folder that is cached", () => {
      expect(ready.environment).toContainEqual(["FOLDER", `\${{ runner.temp }}/mcp-policy`]);
      expect(steps).toContain(`        path: \${{ runner.temp }}/mcp-policy\n`);
    });

    it("under a name that changes with what it is made of", () => {
      const name = () => {
        const file = join(repository, "output");
        writeFileSync(file, "");
        const env = { ...process.env, GITHUB_OUTPUT: file };
        const { script } = step("Name this version of mcp-policy");
        expect(spawnSync("bash", ["-e", "-c", script], { cwd: repository, env }).status).toBe(0);
        return read("output");
      };
      for (const file of ["server/a.ts", "esbuild.mjs", "package.json", "package-lock.json"]) write(file, file);
      const before = name();
      expect(before).toMatch(/^hash=[0-9a-f]{64}\n$/);
      expect(name()).toBe(before);
      write("server/a.ts", "changed");
      expect(name()).not.toBe(before);
    });
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
    expect(stdout).toMatch(/^::error file=policy\.json,title=coverage::The tests cover 50\.0 %25/);
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
    write("policy.json", policy);
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
    expect(read("tests.txt")).toMatch(/^::error file=policy\.json,title=policy test::/m);
    act({ ...given, format: "junit" });
    expect(read("tests.txt")).toContain("<testsuites");
    expect(act({ output: "no/such/folder.txt" }).code).toBe(2);
  });

  it.runIf(hasGit)("compares what was changed with a revision, in annotations or as Markdown", () => {
    commit();
    expect(act({ "compare-with": "HEAD" })).toMatchObject({ code: 0, stdout: "" });
    write("policy.json", opened);
    const off = { settings: "settings.json" };
    write("settings.json", '{"rules": {"open-dangerous-tool": "off"}}');
    const { code, stdout } = act({ "compare-with": "HEAD", ...off });
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^::warning file=policy\.json,line=1,title=newly allowed::/m),
    ]);
    const asMarkdown = act({ "compare-with": "HEAD", "comparison-output": "comparison.md", ...off });
    expect([asMarkdown.code, asMarkdown.stdout]).toEqual([1, ""]);
    expect(read("comparison.md")).toContain("#### Newly allowed");
    expect(act({ "compare-with": "no-such-branch", ...off }).code).toBe(2);
  });

  it.runIf(hasGit)("writes no more comparisons than a comment of GitHub takes, and the others into the log", () => {
    // Each comparison has 70 lines of some 100 characters for what is newly allowed.
    const names = Array.from({ length: 80 }, (_, index) => `t${index}_${"x".repeat(55)}`);
    const made = (isOpen: boolean) =>
      `{"version": "1", "default": "deny", "tools": {${names
        .filter(() => isOpen)
        .map((name) => `"${name}": {}`)
        .join(", ")}}}`;
    const paths = Array.from({ length: 16 }, (_, index) => `${index + 10}.policy.json`);
    for (const path of paths) write(path, made(false));
    commit(...paths);
    for (const path of paths) write(path, made(true));
    const off = { settings: "settings.json" };
    write("settings.json", '{"rules": {"unknown-tool": "off", "always-denied": "off"}}');
    const { stdout } = act({ "compare-with": "HEAD", "comparison-output": "comparison.md", ...off });
    const comment = read("comparison.md");
    expect(comment.length).toBeGreaterThan(40_000);
    expect(comment.length).toBeLessThanOrEqual(65_536);
    const compared = comment.match(/^### What `\d+\.policy\.json` lets through$/gm)?.length ?? 0;
    expect(comment).toContain(`\n### ${paths.length - compared} more changed policies do not fit into a comment.`);
    expect(stdout).toContain("file=25.policy.json,line=1,title=newly allowed::");
    expect(stdout).not.toContain("file=10.policy.json,line=1,title=newly allowed::");
  });

  it("takes several lines, the severity and the settings, and no input as a command or an option", () => {
    write("two words.json", policy.replace("{", '{"hide": ["odoo_search_count"], '));
    write("$(touch made).json", policy);
    write("settings.json", '{"rules": {"hidden-and-listed": "hint"}}');
    const files = "two words.json\n\n$(touch made).json\n";
    expect(act({ files }).stdout).toMatch(/^::warning file=two words\.json,/);
    expect(act({ files, severity: "error" })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(act({ files, settings: "settings.json" })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^::notice/),
    });
    expect(act({ files: "--help" })).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("There is no file --help."),
    });
    for (const input of inputs.keys()) act({ [input]: '"; touch made; $(touch made) `touch made`' });
    expect(existsSync(join(repository, "made"))).toBe(false);
  });
});

/** The repository as Git has it, with the policy as it is now as its one commit. */
function commit(...paths: string[]): void {
  const git = (...words: string[]) =>
    expect(
      spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], { cwd: repository }).status,
    ).toBe(0);
  git("init", "-q");
  git("add", "policy.json", ...paths);
  git("commit", "-q", "-m", "First");
}

const opened = policy.replace('"odoo_search_count": {}', '"odoo_search_count": {}, "ssh_execute": {}');

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

  it.runIf(hasGit)("mcp-policy-diff fails when a policy allows more than at HEAD, and leaves a new one alone", () => {
    commit();
    const hook = hooks.get("mcp-policy-diff");
    expect(names.map((name) => hook?.files.test(name))).toEqual([true, true, true, false, false]);
    const run = (...files: string[]) =>
      spawnSync(join(project, hook?.program ?? ""), files, { cwd: repository, encoding: "utf8" });
    write("new.policy.json", opened);
    expect(run("policy.json", "new.policy.json")).toMatchObject({ status: 0 });
    write("policy.json", opened);
    expect(run("policy.json")).toMatchObject({ status: 1, stdout: expect.stringContaining("ssh_execute") });
  });

  it("test all that there is, since a policy that changes has tests that do not", () => {
    expect([...hooks].map(([id, { hook }]) => [id, hook.includes("pass_filenames: false")])).toEqual([
      ["mcp-policy", false],
      ["mcp-policy-fix", false],
      ["mcp-policy-test", true],
      ["mcp-policy-diff", false],
    ]);
  });
});
