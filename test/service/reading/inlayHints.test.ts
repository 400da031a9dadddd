import { describe, expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { inlayHints } from "../../../server/src/service/reading/inlayHints";
import { readSettings } from "../../../server/src/service/settings";
import { snapshotOf } from "../../../server/src/service/snapshot";

const env: Environment = {
  ...bareEnvironment,
  now: Date.parse("2026-05-04T12:00:30Z"),
  catalogue: readCatalogue({
    tools: [
      { name: "run", category: "Execute", risk: "High", rationale: "It runs\nanything." },
      { name: "read", category: "Read", risk: "Low" },
    ],
  }),
};

/** The text with each hint in «» where it is. */
function withHints(text: string, environment = env, range = wholeOf(text)): string {
  const snapshot = snapshotOf(text);
  let shown = "";
  let position = 0;
  for (const { position: at, label, paddingLeft } of inlayHints(snapshot, range, environment)) {
    const offset = snapshot.textDocument.offsetAt(at);
    shown += `${text.slice(position, offset)}«${paddingLeft ? " " : ""}${label}»`;
    position = offset;
  }
  return shown + text.slice(position);
}

function wholeOf(text: string) {
  return { start: { line: 0, character: 0 }, end: snapshotOf(text).textDocument.positionAt(text.length) };
}

const limit = (window: string, max: unknown) =>
  `{ "counter": "c", "window": "${window}", "max": ${max}, "scope": "grant" }`;

test("say a limit in words with its reset in UTC, and the risk of a tool", () => {
  expect(
    withHints(`{
  "all_tools": { "limits": [${limit("day", 900)}] },
  "tools": {
    "run": { "limits": [${limit("minute", 10)}, ${limit("hour", 1)}] },
    "read": {},
    "mine": { "limits": [${limit("day", 2)}] }
  }
}`),
  ).toMatchInlineSnapshot(`
    "{
      "all_tools": { "limits": [{ "counter": "c", "window": "day", "max": 900« a day over all tools, resets 00:00 UTC», "scope": "grant" }] },
      "tools": {
        "run"« High risk»: { "limits": [{ "counter": "c", "window": "minute", "max": 10« a minute, resets 12:01 UTC», "scope": "grant" }, { "counter": "c", "window": "hour", "max": 1« an hour, resets 13:00 UTC», "scope": "grant" }] },
        "read": {},« Low risk»
        "mine": { "limits": [{ "counter": "c", "window": "day", "max": 2« a day, resets 00:00 UTC», "scope": "grant" }] }
      }
    }"
  `);
});

describe("E19: a tool without rules says its state behind its line", () => {
  const text = `{ "version": "1", "default": "deny", "hide": ["gone"], "tools": {
  "read": {},
  "mine": {
  },
  "gone": {},
  "run": { "limits": [] },
  "last": {}
} }`;

  test("with its risk, where the catalogue has one", () => {
    expect(withHints(text)).toBe(`{ "version": "1", "default": "deny", "hide": ["gone"], "tools": {
  "read": {},« allowed · Low risk»
  "mine": {
  },« allowed»
  "gone": {},« hidden»
  "run"« High risk»: { "limits": [] },
  "last": {}« allowed»
} }`);
  });

  test("but not where all tools have a line, and nothing has one in the minimal view", () => {
    const by = (annotations: string) => withHints(text, { ...env, settings: readSettings({ annotations }) });
    expect(by("all")).toBe(text.replace('"read"', '"read"« Low risk»').replace('"run"', '"run"« High risk»'));
    expect(by("minimal")).toBe(text);
  });

  test("without the risk if that is turned off, and without the state if the policy has errors", () => {
    const settings = readSettings({ inlayHints: { risk: false } });
    expect(withHints('{ "version": "1", "default": "deny", "tools": { "read": {} } }', { ...env, settings })).toContain(
      '"read": {}« allowed»',
    );
    expect(withHints('{ "default": "deny", "tools": { "read": {} } }')).toContain('"read": {}« Low risk»');
  });
});

test("a tooltip says why, on one line, and on what the reset rests", () => {
  const text = `{"tools":{"run":{"limits":[${limit("minute", 10)}]}}}`;
  const tooltips = inlayHints(snapshotOf(text), wholeOf(text), env).map(({ tooltip }) => tooltip);
  expect(tooltips[0]).toBe("Execute: It runs anything.");
  expect(tooltips[1]).toMatch(/^Assumed: /);
});

test("a limit that means nothing has no hint, and neither have rules that a duplicate makes void", () => {
  const nothing = [limit("week", 1), limit("minute", 0), limit("minute", '"5"'), '{ "max": 5 }', '{ "max": '];
  for (const broken of nothing) {
    const text = `{"tools":{"mine":{"limits":[${broken}]}}}`;
    expect(withHints(text)).toBe(text);
  }
  expect(
    withHints(`{"tools":{"mine":{"limits":[${limit("day", 2)}]},"mine":{"limits":[${limit("day", 3)}]}}}`).match(/«/g),
  ).toHaveLength(1);
});

test("half-typed text has hints, too", () => {
  expect(withHints(`{"tools":{"run":{"limits":[{"counter":"c","window":"day","max":3`)).toBe(
    `{"tools":{"run"« High risk»:{"limits":[{"counter":"c","window":"day","max":3« a day, resets 00:00 UTC»`,
  );
});

test("only those in the range are answered", () => {
  const text = `{"tools":{\n"run":{},\n"read":{\n"limits":[${limit("day", 2)}]\n}}}`;
  const lines = (first: number, last: number) =>
    inlayHints(
      snapshotOf(text),
      { start: { line: first, character: 0 }, end: { line: last, character: 1000 } },
      env,
    ).map(({ position }) => position.line);
  expect(lines(0, 9)).toEqual([1, 2, 3]);
  expect(lines(1, 1)).toEqual([1]);
  expect(lines(2, 2)).toEqual([2]);
  expect(lines(3, 3)).toEqual([3]);
  expect(lines(4, 4)).toEqual([]);
});

test("each kind can be turned off", () => {
  const text = `{"tools":{"run":{"limits":[${limit("day", 2)}]}}}`;
  const labels = (hints: Environment["settings"]["inlayHints"]) =>
    inlayHints(snapshotOf(text), wholeOf(text), { ...env, settings: { ...env.settings, inlayHints: hints } }).map(
      ({ label }) => label,
    );
  expect(labels({ limits: true, risk: true })).toHaveLength(2);
  expect(labels({ limits: false, risk: true })).toEqual(["High risk"]);
  expect(labels({ limits: true, risk: false })).toEqual(["a day, resets 00:00 UTC"]);
  expect(labels({ limits: false, risk: false })).toEqual([]);
});

test("thousands at once are bounded, and an instant beyond the calendar has no reset", () => {
  const tools = Array.from({ length: 3000 }, (_, index) => `"t${index}":{"limits":[${limit("day", 2)}]}`).join();
  const text = `{"tools":{${tools}}}`;
  expect(inlayHints(snapshotOf(text), wholeOf(text), env)).toHaveLength(2000);
  const one = `{"tools":{"mine":{"limits":[${limit("day", 2)}]}}}`;
  const late = { ...env, now: 8.64e15 };
  expect(inlayHints(snapshotOf(one), wholeOf(one), late).map(({ label }) => label)).toEqual(["a day"]);
});

test("somebody else's document has none, and neither has one that is too large", () => {
  const text = '{"tools":{"run":{}}}';
  const snapshot = snapshotOf(text);
  expect(inlayHints(snapshot, wholeOf(text), env)).toHaveLength(1);
  expect(inlayHints({ ...snapshot, foreign: "AWS IAM policy" }, wholeOf(text), env)).toEqual([]);
  expect(inlayHints({ ...snapshot, isOversized: true }, wholeOf(text), env)).toEqual([]);
});
