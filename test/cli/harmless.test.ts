/** No terminal and no CI server obeys what names of files, tools and tests say. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asJson } from "../../server/src/cli/terminal";
import { harmless } from "../../server/src/policy/words/plain/harmless";
import { type BuiltCli, buildCli } from "./builtCli";

/** What GitHub, Azure Pipelines and TeamCity take for a command. The first trims a line; the others look anywhere. */
const obeyed = /^\s*::(?!(?:error|warning|notice) file=)|##(?:vso|teamcity)?\[/im;
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const commands = [
  "::error::x",
  "::set-output name=a::b",
  "  ::stop-commands::x",
  "\u2003::error::x",
  "\u200b::error::x",
  ":\u200b:error::x",
  "##[error]x",
  "##[group]",
  "x ##vso[task.setvariable variable=a]b",
  "##VSO[task.complete]",
  "#\u202e#vso[task.complete]",
  "###vso[task.complete]",
  "##teamcity[buildStatus text='x']",
  "\u001b[31mred",
  "\u009b31m",
  "a\r::error::x",
  "a\n::error::x",
  "a\u2028::error::x",
  "a\u202eb\u2066c",
];

describe("harmless", () => {
  it.each(commands)("makes of %j what nobody obeys", (text) => {
    const made = harmless(text, "text", false);
    expect(made).not.toMatch(obeyed);
    expect(made).not.toMatch(invisible);
    for (const kind of ["text", "workflow"] as const) expect(harmless(made, kind, false)).toBe(made);
  });

  it.each(["policy.json:3:5: error: a::b (code)", "std::string", "# heading", "## heading", "a [b]", "<x>&#10;"])(
    "leaves %j as it is",
    (text) => expect(harmless(text, "text", false)).toBe(text),
  );

  it("keeps the commands of a workflow that we write, and nothing else that looks like one", () => {
    const own = "::error file=a,line=1::b ::error::c";
    expect(harmless(own, "workflow", false)).toBe(own);
    expect(harmless("::error file=a::##vso[x]", "workflow", false)).toBe("::error file=a::# #vso[x]");
    expect(harmless("::add-mask::x", "workflow", false)).toBe(": :add-mask::x");
  });

  it("keeps our colours on a terminal, and no other control character", () => {
    expect(harmless("\u001b[31mred\u001b[39m\u001b[2J\u0007", "text", true)).toBe("\u001b[31mred\u001b[39m[2J");
  });
});

describe("JSON", () => {
  it.each(commands)("escapes %j without changing what it means", (text) => {
    const json = asJson({ [text]: text });
    expect(json).not.toMatch(obeyed);
    expect(json).not.toMatch(invisible);
    expect(JSON.parse(json)).toEqual({ [text]: text });
    expect(harmless(json, "text", false)).toBe(json);
  });
});

describe("every output of the command line", () => {
  let cli: BuiltCli;

  beforeAll(async () => {
    cli = await buildCli();
    for (const name of names) {
      const predicate = { conditions: [{ path: `args.${name}`, op: "exists", value: true }], [name]: 1 };
      const policy = {
        version: "1",
        default: "deny",
        tools: { [name]: { require: [predicate], [name]: {} } },
        [name]: 1,
      };
      const test = {
        policy: `${name}.policy.json`,
        tests: [{ name, calls: [{ tool: name, expect: { decision: "allow" } }] }],
      };
      writeFileSync(join(cli.folder, `${name}.policy.json`), JSON.stringify(policy));
      writeFileSync(join(cli.folder, `${name}.policy-test.json`), JSON.stringify(test));
      writeFileSync(join(cli.folder, `${name}.unread.json`), new Uint8Array([0xff]));
    }
  });
  afterAll(() => cli.remove());

  const names = commands.filter((text) => !text.includes("/"));
  const unread = names.map((name) => `${name}.unread.json`);
  const formats = ["text", "github", "junit", "sarif", "json"];
  const [vso = "", lines = ""] = ["x ##vso[task.setvariable variable=a]b", "a\n::error::x"];

  it.each<readonly string[]>([
    ...formats.map((format) => [`--format=${format}`, "check", ".", ...unread]),
    ...formats.filter((format) => format !== "sarif").map((format) => [`--format=${format}`, "test"]),
    ["--coverage=lcov", "test"],
    ...[vso, lines].flatMap((name) => [
      ["", "explain", `${name}.policy.json`],
      ["--trace", "simulate", `${name}.policy.json`, name],
      ["", "check", `${name}.gone`],
      [`--${name}`, "check"],
    ]),
  ])("has nothing to obey, whatever tools, tests and files are called: %j %s", async (option, ...words) => {
    const [command = "", ...rest] = words;
    const { stdout, stderr } = await cli.run([command, ...(option === "" ? [] : [option ?? ""]), ...rest]);
    expect((stdout + stderr).length).toBeGreaterThan(10);
    for (const output of [stdout, stderr]) {
      expect(output).not.toMatch(obeyed);
      expect(output).not.toMatch(invisible);
    }
  });
});

describe("the linter", () => {
  const project = resolve(import.meta.dirname, "../..");
  const copy = mkdtempSync(join(tmpdir(), "mcp-policy-printing-"));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("refuses every other way to print in the command line", () => {
    for (const file of ["biome.json", "test/lint", ".gitignore"])
      cpSync(join(project, file), join(copy, file), { recursive: true });
    mkdirSync(join(copy, "server/src/cli/formats"), { recursive: true });
    const ways = [
      'console.log("x");',
      'process.stdout.write("x");',
      'process.stderr.write("x");',
      "const { stdout } = process;",
      'process["stdout"].write("x");',
      'import { stdout } from "node:process";',
    ];
    ways.forEach((way, index) => {
      writeFileSync(join(copy, `server/src/cli/way${index}.ts`), `${way}\nexport {};\n`);
    });
    writeFileSync(join(copy, "server/src/cli/formats/fine.ts"), "export const code = process.exitCode;\n");
    writeFileSync(join(copy, "server/src/cli/terminal.ts"), 'process.stdout.write("x");\nexport {};\n');
    const { stdout } = spawnSync(
      join(project, "node_modules/.bin/biome"),
      ["lint", "--max-diagnostics=none", "--reporter=github", "server"],
      { cwd: copy, encoding: "utf8" },
    );
    const found = new Set([...stdout.matchAll(/file=(?:[^,]*\/)?(server\/src\/cli\/[^,]+)/g)].map(([, file]) => file));
    expect([...found].sort()).toEqual(ways.map((_, index) => `server/src/cli/way${index}.ts`));
  });
});
