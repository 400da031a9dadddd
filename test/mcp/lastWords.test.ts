/** Why a server ended, as it said itself. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { lastWords } from "../../server/src/mcp/lastWords";

const errorOutput = (...words: readonly string[]) => spawnSync(process.execPath, words, { encoding: "utf8" }).stderr;

it("a module that is missing is named, and not where Node.js looked for it", () => {
  const output = errorOutput("-e", 'require("no-such-module-here")');
  expect(lastWords(output, 8)).toMatch(/^Error: Cannot find module 'no-such-module-here'/);
  expect(lastWords(output, 8)).not.toMatch(/^\s*at /m);
  const missing = lastWords(errorOutput("/no/such/server.js"), 8);
  expect(missing).toMatch(/^Error: Cannot find module '.*server\.js'$/);
});

it("of an error with a message of several lines all of them", () => {
  expect(lastWords("x\nTypeError [CODE]: one\ntwo\n    at f (a.js:1:1)\n    at g\n\nNode.js v20\n", 8)).toBe(
    "TypeError [CODE]: one\ntwo",
  );
});

it("the last of several errors", () => {
  expect(lastWords("Error: a\n    at f\nError: b\n    at f\n", 8)).toBe("Error: b");
});

it("of other programs the last lines", () => {
  const trace = 'Traceback (most recent call last):\n  File "a.py", line 1\nModuleNotFoundError: No module named x\n';
  expect(lastWords(trace.trim(), 2)).toBe('File "a.py", line 1\nModuleNotFoundError: No module named x');
  expect(lastWords("Error: not thrown\nno token: set TOKEN", 1)).toBe("no token: set TOKEN");
});

it("is found in a time that grows as the text does", () => {
  const long = `${"Error\n".repeat(2_000)}x`;
  expect(lastWords(long, 1)).toBe("x");
});
