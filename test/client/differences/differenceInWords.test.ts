import { describe, expect, it } from "vitest";
import { differenceLines, differenceSentence } from "../../../client/src/differences/differenceInWords";
import type { DifferenceResult } from "../../../server/src/protocol/difference";
import { opensMore } from "../../../server/src/protocol/difference";

const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };
const nothing: DifferenceResult = {
  refused: null,
  newlyAllowed: [],
  newlyDenied: [],
  limits: [],
  visibility: [],
  unknown: [],
};
const call = (tool: string, risk: string, unlisted = false): DifferenceResult["newlyAllowed"][number] => ({
  tool,
  arguments: { path: "/a" },
  unlisted,
  risk,
  range,
});
const looser = {
  tool: null,
  counter: "all",
  window: "minute",
  change: "looser",
  before: 10,
  after: 20,
  range,
} as const;

describe("what changed, as lines", () => {
  it("has what opens first, the riskiest on top, with a call and the lines", () => {
    const found = {
      ...nothing,
      newlyAllowed: [call("low", "Low"), call("worst", "Critical"), call("x", "Unknown", true)],
    };
    expect(differenceLines(found).map(({ label, description }) => `${label} (${description})`)).toEqual([
      "Every tool that neither text names ()",
      "worst (Critical risk)",
      "low (Low risk)",
    ]);
    expect(differenceLines(found)[1]).toMatchObject({ call: { tool: "worst", arguments: { path: "/a" } }, range });
  });

  it("says how limits, the list of tools and what is not known differ", () => {
    const found: DifferenceResult = {
      ...nothing,
      limits: [looser],
      visibility: [{ tool: "t", change: "hidden", risk: "High", range: null }],
      unknown: [{ tool: "u", why: "The pattern is too long.", range: null }],
    };
    expect(differenceLines(found).map(({ section, detail }) => `${section}: ${detail}`)).toEqual([
      "Limits: all: 10 → 20 a minute",
      "Hidden and shown: Agents no longer see it in the list",
      "Not known: The pattern is too long.",
    ]);
    expect(differenceLines(found).map((line) => line.range === undefined)).toEqual([false, true, true]);
  });
});

describe("what changed, in one sentence", () => {
  it.each([
    [nothing, "Nothing newly allowed since HEAD", false],
    [{ ...nothing, newlyDenied: [call("t", "Low")] }, "1 call newly denied since HEAD", false],
    [{ ...nothing, newlyAllowed: [call("t", "Low"), call("u", "Low")] }, "2 calls newly allowed since HEAD", true],
    [
      { ...nothing, limits: [looser], unknown: [{ tool: "u", why: "", range: null }] },
      "1 limit looser, 1 tool not known since HEAD",
      true,
    ],
    [{ ...nothing, refused: "It has errors." }, "Not compared with HEAD", false],
  ])("of %j", (found, sentence, opens) => {
    expect(differenceSentence(found, "HEAD")).toBe(sentence);
    expect(opensMore(found)).toBe(opens);
  });
});
