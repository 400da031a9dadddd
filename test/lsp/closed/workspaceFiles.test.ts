import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileChangeType } from "vscode-languageserver";
import { mayName } from "../../../server/src/lsp/closed/mayName";
import { WorkspaceFiles } from "../../../server/src/lsp/closed/workspaceFiles";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const addressOf = (name: string) => pathToFileURL(join(folder, name)).href;
function write(name: string): string {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), "{}");
  return addressOf(name);
}
async function found(bounds?: ConstructorParameters<typeof WorkspaceFiles>[1]): Promise<WorkspaceFiles> {
  const files = new WorkspaceFiles(undefined, bounds);
  files.changeFolders([pathToFileURL(folder).href]);
  await files.find();
  return files;
}

test("B1 policies and tests are told apart, and everything else is left", async () => {
  const policies = [write(".policylayer/github.json"), write("a/policy.json")];
  const tests = [write(".policylayer/github.policy-test.json"), write("a/x.policy-test.json")];
  for (const other of ["package.json", ".mcp-policy/policy.json", "node_modules/x/policy.json"]) write(other);
  symlinkSync("/dev/zero", join(folder, "policy.json"));
  const files = await found();
  expect([...files.all("policy")].sort()).toEqual(policies);
  expect([...files.all("test")].sort()).toEqual(tests);
  expect(files.incomplete).toBeUndefined();
});

test.each([
  [{ files: 2, folders: 9, depth: 9 }, "more than 2 policies and policy tests"],
  [{ files: 9, folders: 2, depth: 9 }, "more than 2 folders"],
  [{ files: 9, folders: 9, depth: 1 }, "folders that are more than 1 levels deep"],
])("H8 a bound that is reached is told: %j", async (bounds, sentence) => {
  for (const name of ["policy.json", "a/policy.json", "a/b/policy.json"]) write(name);
  const files = await found(bounds);
  expect(files.incomplete).toBe(sentence);
  for (const name of ["policy.json", "a/b"]) rmSync(join(folder, name), { recursive: true });
  await files.findAgain();
  expect(files.incomplete).toBeUndefined();
});

test("B4 a folder that is gone takes what is below it, and no neighbour", async () => {
  const below = [write("team/a/policy.json"), write("team/b.policy-test.json")];
  const neighbour = write("team2/policy.json");
  const files = await found();
  rmSync(join(folder, "team"), { recursive: true });
  const { affected } = await files.changed([{ uri: addressOf("team"), type: FileChangeType.Deleted }]);
  expect([...affected].sort()).toEqual(below);
  expect(files.all("policy")).toEqual([neighbour]);
});

test("B4 a search again says what has come and gone", async () => {
  const gone = write("gone/policy.json");
  const files = await found();
  rmSync(join(folder, "gone"), { recursive: true });
  const come = write("come/deep/policy.json");
  expect([...(await files.findAgain())].sort()).toEqual([come, gone]);
  expect(await files.findAgain()).toEqual([]);
});

test.each([
  ["odoo_write", true],
  ["odoo_writ", true],
  ["odoo_read", false],
  ["größe", true],
  // Written in another way perhaps: that takes a parser.
  ['say "hi"', true],
  ["a/b", true],
])("a text is parsed for %s: %s", (name, expected) => {
  expect(mayName(Buffer.from('{ "odoo_write": "größe" }'), [name])).toBe(expected);
  expect(mayName(Buffer.from('{ "\\\\u006fdoo" }'), [name])).toBe(true);
});
