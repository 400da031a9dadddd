import { expect, test } from "vitest";
import { holesOfCondition } from "../../../client/src/probe/holesOfCondition";
import { probeSentence } from "../../../client/src/probe/probeInWords";

const range = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
});
const hole = (line: number, from: number, to: number) => ({
  kind: "path-escapes",
  arguments: {},
  says: "",
  range: range(line, from, to),
});

test("of a condition only what gets past it is left, beside what could not be looked at", () => {
  const holes = [hole(3, 10, 20), hole(3, 30, 40), hole(5, 0, 2)];
  const policy = [{ kind: "no-limit", says: "", tools: [] }];
  const found = { tools: [{ tool: "t", holes, notKnown: ["why"] }], policy, notKnown: null };
  expect(probeSentence(holesOfCondition(found, range(4, 0, 9)), "condition")).toBe(
    "1 condition probed, 0 calls found, 1 judged in part or not at all",
  );
  expect(holesOfCondition(found, range(3, 28, 44))).toEqual({
    tools: [{ tool: "t", holes: [hole(3, 30, 40)], notKnown: ["why"] }],
    policy: [],
    notKnown: null,
  });
});
