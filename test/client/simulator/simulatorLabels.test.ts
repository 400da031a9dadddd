import { describe, expect, test } from "vitest";
import { changedParts } from "../../../client/src/simulator/state/changedParts";
import { shortArguments } from "../../../client/src/simulator/state/shortArguments";
import { timeLabels } from "../../../client/src/simulator/state/timeLabels";

describe("times below a chart", () => {
  const from = Date.parse("2026-05-06T14:32:10Z") / 1_000;
  const every = (step: number, start = from) => timeLabels([0, 1, 2].map((index) => start + index * step));
  test.each([
    [0.25, ["14:32:10.000", "14:32:10.250", "14:32:10.500"]],
    [0.001, ["14:32:10.000", "14:32:10.001", "14:32:10.002"]],
    [1, ["14:32:10", "14:32:11", "14:32:12"]],
    [86_400, ["05-06 14:32:10", "05-07 14:32:10", "05-08 14:32:10"]],
  ])("every %d seconds", (step, labels) => {
    expect(every(step)).toEqual(labels);
  });

  test("full minutes, half days, days and years have the shortest form that tells them apart", () => {
    const midnight = Date.parse("2026-05-06T00:00:00Z") / 1_000;
    expect(every(60, midnight)).toEqual(["00:00", "00:01", "00:02"]);
    expect(every(43_200, midnight)).toEqual(["05-06 00:00", "05-06 12:00", "05-07 00:00"]);
    expect(every(86_400, midnight)).toEqual(["05-06", "05-07", "05-08"]);
    expect(every(365 * 86_400, midnight)).toEqual(["2026-05-06", "2027-05-06", "2028-05-05"]);
  });

  test.each([0.001, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 15, 30, 60, 300, 3_600, 43_200, 86_400, 604_800, 31_536_000])(
    "no two steps of %d seconds are labelled alike",
    (step) => {
      const labels = timeLabels(Array.from({ length: 12 }, (_, index) => from + index * step));
      expect(new Set(labels).size).toBe(12);
    },
  );
});

describe("a call's arguments in one line", () => {
  test.each([
    [undefined, ""],
    [{}, ""],
    [{ command: "ls -la", port: 22, force: false, to: null }, 'command: "ls -la", port: 22, force: false, to: null'],
    [{ a: { b: [1, "x", {}] } }, 'a: {"b":[1,"x",{}]}'],
    [[1, 2], "[1,2]"],
    ["text", '"text"'],
    [null, "null"],
  ])("%j", (args, line) => {
    expect(shortArguments(args)).toBe(line);
  });

  test("a megabyte of them is cut without being written out", () => {
    let read = 0;
    const many = new Proxy(Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`name${index}`, index])), {
      get: (target, name) => {
        read += 1;
        return Reflect.get(target, name);
      },
    });
    expect(shortArguments({ text: "x".repeat(1_000_000) })).toHaveLength(160);
    expect(shortArguments(many)).toMatch(/^name0: 0, name1: 1, .*…$/);
    expect(read).toBeLessThan(50);
  });
});

describe("the lines of a change", () => {
  const shown = (removed: string, added: string) =>
    changedParts([
      { kind: "removed", line: 0, text: removed },
      { kind: "added", line: 0, text: added },
    ]).map(({ before, changed, after }) => `${before}<${changed}>${after}`);

  test("mark what differs, numbers and words as a whole", () => {
    expect(shown('    "max": 10,', '    "max": 11,')).toEqual(['"max": <10>,', '"max": <11>,']);
    expect(shown('"op": "gt"', '"op": "gte"')).toEqual(['"op": "<gt>"', '"op": "<gte>"']);
    expect(shown("{}", '{ "a": 1 }')).toEqual(["{<>}", '{< "a": 1 >}']);
  });

  test("leave out what is far from the change, so that a long line shows it", () => {
    const long = (max: number) =>
      `  "limits": [{ "counter": "${"c".repeat(300)}", "max": ${max}, "scope": "${"s".repeat(300)}" }]`;
    for (const line of shown(long(10), long(11))) {
      expect(line.length).toBeLessThan(140);
      expect(line).toMatch(/"max": <1[01]>, /);
    }
  });

  test("lose the indentation that all have, and nothing else", () => {
    const lines = changedParts([
      { kind: "same", line: 1, text: '    "a": {' },
      { kind: "same", line: 2, text: "" },
      { kind: "added", line: 3, text: '      "b": {},' },
    ]);
    expect(lines.map(({ before, changed, after }) => before + changed + after)).toEqual(['"a": {', "", '  "b": {},']);
  });
});
