/** The short run of the properties, and the proof that a run can fail. `npm run fuzz` is the long one. */
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../server/src/service/snapshot";
import { propertiesOf } from "./properties";
import { type Service, service } from "./service";

/** The same cases in every run: what is new is for the long one to find. */
const seed = 20260131;

describe("whatever stands in the editor", () => {
  test.each(propertiesOf(service).map((property) => [property.name, property] as const))(
    "%s",
    (_name, property) => {
      // A finding is told with its seed and its smallest case.
      expect(property.run({ seed, runs: Math.ceil(property.runs / 3) })).toBeUndefined();
    },
    30_000,
  );
});

/** Each fault with the property that has to see it, and a word of what the finding says. */
const faults: readonly (readonly [what: string, fault: Partial<Service>, property: string, says: RegExp])[] = [
  [
    "a hover that throws on one word",
    {
      hover: (snapshot, offset, env) => {
        if (snapshot.document.text.startsWith("deny", offset)) throw new Error("planted");
        return service.hover(snapshot, offset, env);
      },
    },
    "a hover at every position lies around it",
    /planted/,
  ],
  [
    "an analysis that throws",
    {
      takeSnapshot: (document, previous) => {
        if (document.getText().includes("\ud83d")) throw new Error("planted");
        return service.takeSnapshot(document, previous);
      },
    },
    "a text has problems that lie inside it",
    /planted/,
  ],
  [
    "a problem that reaches one character too far",
    {
      takeSnapshot: (document, previous) =>
        withProblems(service.takeSnapshot(document, previous), ({ start, end }) => ({ start, end: end + 1 })),
    },
    "a text has problems that lie inside it",
    /in a text of/,
  ],
  [
    "a completion that replaces one character too many",
    {
      complete: (snapshot, offset, env) => {
        const { isIncomplete, items } = service.complete(snapshot, offset, env);
        return {
          isIncomplete,
          items: items.map((item) => {
            const edit = item.textEdit;
            if (edit === undefined || !("range" in edit)) return item;
            const { start, end } = edit.range;
            return { ...item, textEdit: { ...edit, range: { start, end: { ...end, character: end.character + 1 } } } };
          }),
        };
      },
    },
    "a completion can be accepted at every position",
    /replaces|names a place that is not there|overlap/,
  ],
  [
    "a hover that says something else the second time",
    {
      hover: (() => {
        let calls = 0;
        return (snapshot, offset, env) => {
          const shown = service.hover(snapshot, offset, env);
          calls++;
          return shown && { ...shown, contents: { kind: "markdown", value: `${calls}` } };
        };
      })(),
    },
    "a hover at every position lies around it",
    /differ/,
  ],
  [
    "an analysis that keeps problems of the version before",
    {
      takeSnapshot: (document, previous) => {
        const snapshot = service.takeSnapshot(document, previous);
        return previous === undefined ? snapshot : { ...snapshot, problems: previous.problems };
      },
    },
    "an analysis that follows edits is the same as a fresh one",
    /problems differ/,
  ],
  [
    "a decision that charges a denied call",
    {
      decide: (policy, call, counters, options) => {
        const decision = service.decide(policy, call, counters, options);
        return { ...decision, charges: new Map([["minute", { windowStart: 0, value: 1 }]]) };
      },
    },
    "every call is decided",
    /denied call is charged/,
  ],
];

describe("a run finds", () => {
  test.each(faults)("%s", (_what, fault, name, says) => {
    const property = propertiesOf({ ...service, ...fault }).find((each) => each.name === name);
    const finding = property?.run({ seed, asFound: true });
    expect(finding).toMatch(says);
    expect(finding).toContain(`seed ${seed}, path `);
  });

  test("the same case again by its seed and path", () => {
    const [, fault, name] = faults[0] ?? [];
    const property = propertiesOf({ ...service, ...fault }).find((each) => each.name === name);
    const first = property?.run({ seed });
    const path = /path (\S+),/.exec(first ?? "")?.[1] ?? "";
    const cases: unknown[] = [];
    const again = property?.run({ seed, path, asFound: true }, (_property, value) => cases.push(value));
    const caseOf = (finding: string | undefined) => /^With: .*$/m.exec(finding ?? "")?.[0];
    expect(caseOf(again)).toBe(caseOf(first));
    expect(cases).toHaveLength(1);
  });
});

function withProblems(
  snapshot: Snapshot,
  move: (span: { start: number; end: number }) => Snapshot["problems"][0]["span"],
) {
  return { ...snapshot, problems: snapshot.problems.map((problem) => ({ ...problem, span: move(problem.span) })) };
}
