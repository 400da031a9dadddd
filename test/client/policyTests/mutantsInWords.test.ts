/** What is said of mutants that no test notices. */
import { expect, it } from "vitest";
import { mutantsSentence, survivorSentence } from "../../../client/src/policyTests/mutantsInWords";
import type { PolicyMutant } from "../../../server/src/protocol/mutants";

const range = { start: { line: 5, character: 2 }, end: { line: 5, character: 9 } };
const killedBy = { file: 0, test: 0 };
const mutant = (edit: string, repeat = 1): PolicyMutant => ({
  edit,
  range,
  call: { tool: "t", arguments: { limit: 201 }, repeat },
  killedBy: null,
});

it("says which call a test should make", () => {
  expect(survivorSentence(mutant("args.limit gt 200 → 201"))).toBe(
    'Not noticed by any test: args.limit gt 200 → 201. A test should call t {"limit":201}: the policy denies it, and the weaker one allows it.',
  );
  expect(survivorSentence(mutant("limit 3 → 4", 4))).toContain(
    'A test should call t {"limit":201} 4 times: the policy denies the last one',
  );
});

it("shows a name of several lines in one", () => {
  expect(survivorSentence(mutant("a\nb\u202Ec"))).not.toMatch(/\n|\u202E/);
});

it.each([
  [[], [], "Nothing in the policy could be weakened by a step"],
  [[{ ...mutant("a"), killedBy }], [], "1 mutant, all noticed by tests"],
  [[mutant("a"), { ...mutant("b"), killedBy }], [], "1 of 2 mutants not noticed by any test"],
  [[mutant("a")], [{ edit: "c", why: "?" }], "1 of 1 mutant not noticed by any test, 1 not known"],
])("counts them: %#", (mutants, notKnown, sentence) => {
  expect(mutantsSentence({ mutants, notKnown })).toBe(sentence);
});
