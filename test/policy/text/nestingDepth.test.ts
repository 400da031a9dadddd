import { describe, expect, it } from "vitest";
import { nestingDepth } from "../../../server/src/policy/text/splitMembers";

describe("the depth of a text", () => {
  it.each([
    ["", 0],
    ["{}", 1],
    ['{"a": [[]]}', 3],
    ["[[[", 3],
    ["[}]", 1],
    ['["[[["]', 1],
    ['["\\"[[["]', 1],
    ["// [[[\n[", 1],
    ["/* [[[ */ [", 1],
    ["/* [[[", 0],
    // Strings and comments end where the parser ends them: nothing may hide behind a quote.
    ['/* " */ [[["', 3],
    ['// "\n[[["', 3],
    ['["[[[\n[[', 3],
    ['"\\', 0],
  ])("%j is %i", (text, depth) => expect(nestingDepth(text)).toBe(depth));
});
