/** A decision as a sentence: each kind of reason, and the words around one call and around an hour. */
import { expect, test } from "vitest";
import { type Call, decide } from "../../../server/src/policy/decide/decide";
import { decideSequence } from "../../../server/src/policy/decide/decideSequence";
import { decisionSentence } from "../../../server/src/policy/words/decisionSentence";
import { snapshotOf } from "../../../server/src/service/snapshot";

const at = Date.UTC(2026, 0, 1);

/** The sentence about the last of some equal calls. */
function sentence(policy: object, calls = 1, tool = "a"): string {
  const call: Call = { tool, arguments: {}, grant: "default", at };
  const { policy: read } = snapshotOf(JSON.stringify({ version: "1", default: "deny", ...policy }));
  const decision = decideSequence(read, Array<Call>(calls).fill(call), { trace: false }).at(-1);
  return decision === undefined ? "" : decisionSentence(decision, tool);
}

const limited = (window: string, max: number) => ({
  tools: { a: { limits: [{ counter: "c", window, max, scope: "grant" }] } },
});
const entry = (list: string, conditions: object[]) => ({ tools: { a: { [list]: [{ conditions }] } } });

test.each([
  ["allowed", { tools: { a: {} } }, 1, "It is listed, and every check passed."],
  ["allowed by default", { default: "allow" }, 1, 'It is not listed; "default": "allow" lets it through.'],
  [
    "the first of a quota",
    limited("minute", 3),
    1,
    "It is listed, and every check passed. 1 of 3 calls of this minute is used.",
  ],
  [
    "the last of a quota",
    limited("hour", 2),
    2,
    "It is listed, and every check passed. 2 of 2 calls of this hour are used.",
  ],
  ["the only one", limited("day", 1), 1, "It is listed, and every check passed. The one call of this day is used."],
  [
    "above the quota",
    limited("hour", 2),
    3,
    "All 2 calls an hour for this tool are used up; the next hour starts again at 0.",
  ],
  [
    "after the only one",
    limited("minute", 1),
    2,
    "The one call a minute for this tool is used up; the next minute starts again at 0.",
  ],
  [
    "above the quota of all tools",
    { tools: { a: {} }, all_tools: limited("day", 2).tools.a },
    3,
    "All 2 calls a day over all tools are used up; the next day starts again at 0.",
  ],
  ["hidden", { hide: ["a"] }, 1, "Its name is in hide."],
  ["hidden with all others", { hide: ["*"] }, 1, 'hide contains "*", which hides every tool.'],
  ["not listed", {}, 1, "a is not listed under tools, and the default is to deny."],
  [
    "a requirement",
    entry("require", [{ path: "args.x", op: "eq", value: 1 }]),
    1,
    "Requirement 1 of this tool does not hold.",
  ],
  ["a denial", entry("deny_if", [{ path: "args.x", op: "exists", value: false }]), 1, "deny_if 1 holds."],
  ["a denial of everything", entry("deny_if", []), 1, "It is denied always, whatever the arguments."],
])("%s", (_, policy, calls, expected) => {
  expect(sentence(policy, calls)).toBe(expected);
});

test("no policy at all", () => {
  const decision = decide(undefined, { tool: "a", arguments: {}, grant: "default", at }, new Map(), { trace: false });
  expect(decisionSentence(decision, "a")).toBe("No policy is in force, so every call is denied.");
});
