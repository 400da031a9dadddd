import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildInParts } from "../../packaging/buildInParts.mjs";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-parts-"));
  write("node_modules/engine/package.json", '{ "type": "module", "main": "index.js", "sideEffects": false }');
  write(
    "node_modules/engine/index.js",
    'console.log("engine"); export const run = () => "run"; export const other = 1;',
  );
  write("shared.ts", 'import { run } from "engine"; console.log("shared"); export const use = (): string => run();');
  write("seldom.ts", 'import "./shared"; console.log("seldom");\nexport const seldom = "sometimes";');
  write(
    "late.ts",
    'import { seldom } from "./seldom"; import { use } from "./shared"; export const late = (): void => console.log("late", use(), seldom);',
  );
  write(
    "main.ts",
    `import { seldom } from "./seldom";
import { use } from "./shared";
console.log("start");
if (process.argv[2] === "use") console.log(use());
if (process.argv[2] === "seldom") console.log(seldom);
if (process.argv[2] === "late") void import("./late").then(({ late }) => late());
`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a module is loaded when a name of it is first used, by the start or by what is loaded later", async () => {
  const metafile = await buildInParts({
    absWorkingDir: folder,
    entryPoints: ["main.ts"],
    outfile: "dist/program.js",
    bundle: true,
    platform: "node",
    usedModules: [{ name: "engine", names: ["run"] }, { path: "seldom.ts" }],
  });

  expect(run()).toEqual(["shared", "start"]);
  expect(run("use")).toEqual(["shared", "start", "engine", "run"]);
  expect(run("late")).toEqual(["shared", "start", "engine", "seldom", "late run sometimes"]);
  expect(run("seldom")).toEqual(["shared", "start", "seldom", "sometimes"]);
  // The notices of the packages are made of these.
  expect(Object.keys(metafile.inputs)).toContain("node_modules/engine/index.js");
});

function run(...words: readonly string[]): string[] {
  const printed = execFileSync(process.execPath, [join(folder, "dist/program.js"), ...words], { encoding: "utf8" });
  return printed.trim().split("\n");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
