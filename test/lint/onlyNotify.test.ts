/**
 * Plants calls of VS Code's messages in a copy of the project's lint rules, to prove that they are refused, and looks
 * through the sources for ways around them.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, expect, test } from "vitest";

const forbidden = [
  'vscode.window.showInformationMessage("x")',
  'void vscode.window.showWarningMessage("x", "Undo")',
  'window.showErrorMessage("x")',
  'connection.window.showErrorMessage("x")',
  "const show = vscode.window.showErrorMessage",
  "connection.sendNotification(ShowMessageNotification.type, message)",
  'vscode.window.setStatusBarMessage("x")',
  'vscode.window.withProgress({ location: 15, title: "x" }, async () => {})',
];
const allowed = ['notify("error", "x")', 'log.error("x")', "vscode.window.showTextDocument(uri)"];

let folder = "";
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "mcp-policy-lint-")));
  mkdirSync(join(folder, "test/lint"), { recursive: true });
  cpSync("test/lint/onlyNotify.grit", join(folder, "test/lint/onlyNotify.grit"));
  const { plugins } = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ plugins, linter: { rules: { preset: "none" } } }));
  for (const [index, line] of [...forbidden, ...allowed].entries())
    writeFileSync(join(folder, `line${index}.ts`), `export {};\n${line};\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a notification that does not go through notify() is an error", () => {
  const { stdout } = spawnSync(resolve("node_modules/.bin/biome"), ["lint", "--reporter=json", folder], {
    cwd: folder,
    encoding: "utf8",
  });
  const found = JSON.parse(stdout).diagnostics.map(
    ({ location }: { location: { path: unknown } }) => /line(\d+)\.ts/.exec(JSON.stringify(location.path))?.[1],
  );
  expect(found.map(Number).sort((a: number, b: number) => a - b)).toEqual(forbidden.map((_, index) => index));
});

test("nothing but notify.ts and showMessage.ts names VS Code's messages", () => {
  const naming = globSync(["{client,server}/src/**/*.ts"]).filter((file) =>
    /show(Information|Warning|Error)Message|withProgress|ShowMessage/.test(readFileSync(file, "utf8")),
  );
  expect(naming.sort()).toEqual(["client/src/shared/notify.ts", "server/src/lsp/showMessage.ts"]);
});
