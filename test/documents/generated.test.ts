/** The documents that come from the code are what `npm run docs` writes. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { generatedFiles, leftOvers } from "./generated";

const project = resolve(import.meta.dirname, "../..");
const files = generatedFiles(project);

it.each([...files])("%s is as npm run docs writes it", (path, text) => {
  const written = readFileSync(join(project, path), "utf8");
  // The formatter breaks the lines of JSON.
  if (path.endsWith(".json")) expect(JSON.parse(written)).toEqual(JSON.parse(text));
  else expect(written).toBe(text);
});

it("No page is left of a rule that is gone", () => {
  expect(leftOvers(project, files)).toEqual([]);
});
