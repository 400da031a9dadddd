/**
 * Texts that have brought down other servers, by name. Nothing is timed here: a case that takes longer than the tests'
 * generous limit is a hang.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { decide } from "../../server/src/policy/decide/decide";
import { printedForm } from "../../server/src/policy/text/printedForm";
import type { Snapshot } from "../../server/src/service/snapshot";
import { expectDiagnostics, expectItem, expectRange, expectSame, expectSameAnalysis } from "./expectations";
import { service, world } from "./service";

const patience = 120_000;
const megabyte = 1_000_000;

const limits = (tool: string, max: number | string = 30) =>
  `{"limits": [{"counter": "${tool}_rate", "window": "minute", "max": ${max}, "scope": "grant"}]}`;
const header = '"version": "1", "default": "deny"';
const policy = (tools: string) => `{${header}, "tools": {${tools}}}`;
const manyTools = (count: number, separator: string) =>
  `{${header}, "tools": {${separator}${Array.from({ length: count }, (_, index) => `"t${index}": ${limits(`t${index}`)}`).join(`,${separator}`)}${separator}}}`;
const small = `{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "a": ${limits("a", 2)}\n  }\n}\n`;

interface NamedCase {
  readonly what: string;
  readonly text: string;
  /** The codes of all problems, each once, in the order of the text. */
  readonly codes: readonly string[];
  /** How a call of the tool "a" is decided by what is written, whether or not the gateway would refuse it. */
  readonly decision: "allow" | "deny";
}

const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

const cases: readonly NamedCase[] = [
  { what: "10 MB of tools", text: manyTools(100_000, "\n"), codes: [], decision: "deny" },
  { what: "10 MB in one line", text: manyTools(100_000, " "), codes: [], decision: "deny" },
  {
    what: "1 MB of tools without the last brace",
    text: manyTools(10_000, "\n").slice(0, -1),
    codes: ["syntax"],
    decision: "deny",
  },
  {
    what: "50,000 nested brackets",
    text: policy(`"a": ${"[".repeat(50_000)}${"]".repeat(50_000)}`),
    codes: ["nested-too-deep"],
    decision: "deny",
  },
  {
    what: "50,000 open brackets",
    text: policy(`"a": ${"[".repeat(50_000)}`),
    codes: ["nested-too-deep"],
    decision: "deny",
  },
  {
    what: "50,000 nested objects",
    text: policy('"a": {"require": '.repeat(50_000)),
    codes: ["nested-too-deep"],
    decision: "deny",
  },
  {
    what: "100,000 duplicate keys",
    text: policy(Array.from({ length: 100_000 }, () => '"a": {}').join(",\n")),
    codes: ["duplicate-key", "too-many-problems"],
    decision: "allow",
  },
  {
    what: "100,000 duplicate keys inside a tool",
    text: policy(`"a": {${Array.from({ length: 100_000 }, () => '"limits": []').join()}}`),
    codes: ["duplicate-key", "too-many-problems"],
    decision: "allow",
  },
  {
    what: "a text of 1 MB",
    text: policy(`"a": {"deny_if": [{"conditions": [], "on_deny": "${"x".repeat(megabyte)}"}]}`),
    codes: [],
    decision: "deny",
  },
  {
    what: "an unfinished text of 1 MB",
    text: policy(`"a": {"deny_if": [{"conditions": [], "on_deny": "${"x".repeat(megabyte)}`),
    codes: ["syntax"],
    decision: "deny",
  },
  {
    what: "a name of 1 MB",
    text: policy(`"a": {}, "${"x".repeat(megabyte)}": {}`),
    codes: ["tool-name"],
    decision: "allow",
  },
  { what: "1e999", text: policy(`"a": ${limits("a", "1e999")}`), codes: ["number-out-of-range"], decision: "allow" },
  {
    what: "9007199254740993",
    text: policy(`"a": ${limits("a", "9007199254740993")}`),
    codes: ["number-rounded", "number-out-of-range"],
    decision: "allow",
  },
  { what: "a byte order mark", text: `\ufeff${small}`, codes: ["byte-order-mark"], decision: "allow" },
  { what: "nothing but a byte order mark", text: "\ufeff", codes: ["byte-order-mark", "empty-file"], decision: "deny" },
  { what: "NUL", text: policy('"a": {}, "\0": {}, \0'), codes: ["syntax"], decision: "allow" },
  { what: "NUL bytes only", text: "\0".repeat(10_000), codes: ["syntax"], decision: "deny" },
  {
    what: "halves of surrogate pairs",
    text: policy('"a": {}, "\ud83d": {}, "\ude00": {}, "\\ud83d": {}'),
    // The same name, whether it is escaped or not.
    codes: ["duplicate-key", "lone-surrogate"],
    decision: "allow",
  },
  { what: "lines that end with CRLF", text: small.replaceAll("\n", "\r\n"), codes: [], decision: "allow" },
  { what: "lines that end with CR", text: small.replaceAll("\n", "\r"), codes: [], decision: "allow" },
  {
    what: "lines that end in every way",
    text: small.replace("\n", "\r").replace("\n", "\n\r"),
    codes: [],
    decision: "allow",
  },
  {
    what: "a binary file read as UTF-8",
    text: Buffer.concat(Array(40).fill(bytes)).toString("utf8"),
    codes: ["syntax"],
    decision: "deny",
  },
  {
    what: "a binary file read as Latin-1",
    text: bytes.toString("latin1").repeat(40),
    codes: ["syntax"],
    decision: "deny",
  },
];

describe("a text of a kind that brings servers down", () => {
  test.each(cases.map((each) => [each.what, each] as const))(
    "%s",
    (_what, { text, codes, decision }) => {
      const snapshot = service.takeSnapshot(documentOf(text));
      touch(snapshot);
      expect([...new Set(snapshot.problems.map(({ code }) => code))]).toEqual(codes);
      const written = { ...snapshot.policy, refusal: undefined };
      const call = { tool: "a", grant: "g", at: 0 };
      expect(decide(written, call, new Map(), { trace: false }).outcome).toBe(decision);
      // What a policy with an error decides is not known.
      const isRefused = snapshot.problems.some(({ severity }) => severity === "error");
      expect(service.simulate(snapshot, [{ tool: "a" }], world).steps.map((step) => step.decision)).toEqual([
        isRefused ? "unknown" : decision,
      ]);

      const edited = service.takeSnapshot(documentOf(`${text.slice(0, -1)} ${text.slice(-1)}`), snapshot);
      const back = service.takeSnapshot(documentOf(text), edited);
      // Comparing every member of 10 MB would take longer than all the rest.
      if (text.length < 2 * megabyte) expectSameAnalysis(back, snapshot, "An edit and back");
      expectSame(back.problems, snapshot.problems, "The problems after an edit and back");
    },
    patience,
  );
});

describe("a call of a kind that brings servers down", () => {
  const matching = (pattern: string) =>
    policy(
      `"a": {"deny_if": [{"conditions": [{"path": "args.a", "op": "regex", "value": ${JSON.stringify(pattern)}}]}]}`,
    );

  test.each(["^(a+)+$", "^(a|aa)*$", "(.*)*x", "(a?){50}a{50}$", "^([a-z]+)*[0-9]$"])(
    "%s on 100 KB",
    (pattern) => {
      const snapshot = service.takeSnapshot(documentOf(matching(pattern)));
      const { steps } = service.simulate(snapshot, [{ tool: "a", arguments: { a: `${"a".repeat(100_000)}!` } }], world);
      expect(steps).toHaveLength(1);
    },
    patience,
  );

  test("arguments that are nested deeper than a stack", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 100_000; level++) deep = level % 2 === 0 ? [deep] : { a: deep };
    const operators = ["eq", "neq", "in", "not_in", "contains", "exists", "regex", "lt"].map(
      (op) => `{"conditions": [{"path": "args.a", "op": "${op}", "value": ${op.endsWith("in") ? '["x"]' : '"x"'}}]}`,
    );
    const snapshot = service.takeSnapshot(documentOf(policy(`"a": {"deny_if": [${operators.join()}]}`)));
    for (const trace of [true, false])
      decide(snapshot.policy, { tool: "a", arguments: { a: deep }, grant: "", at: 0 }, new Map(), { trace });
    expect(printedForm(deep as never).length).toBeGreaterThan(100_000);
  });

  test("a path of 100,000 names", () => {
    const path = `args${".a".repeat(100_000)}`;
    const condition = `{"path": "${path}", "op": "eq", "value": 1}`;
    const snapshot = service.takeSnapshot(documentOf(policy(`"a": {"require": [{"conditions": [${condition}]}]}`)));
    touch(snapshot);
    expect(service.simulate(snapshot, [{ tool: "a" }], world).steps[0]?.decision).toBe("deny");
  });
});

describe("a policy that is edited again and again does not grow in memory", () => {
  test(
    "10,000 tools, 200 edits near the end",
    async () => {
      const { snapshot, grown } = await editOften(10_000, 200, (text) => text.lastIndexOf('"minute"'));
      expect(snapshot.policy.tools.size).toBe(10_000);
      // The text alone has 1 MB; one version that is kept by mistake has many.
      expect(grown).toBeLessThan(8 * megabyte);
    },
    patience,
  );

  test(
    // As many as a person makes in half a minute of typing without a pause.
    "100,000 tools, 150 edits in all places",
    async () => {
      const anywhere = (text: string, edit: number) =>
        text.indexOf('"minute"', Math.floor((((edit >> 1) * 0.618) % 1) * text.length * 0.99));
      const { snapshot, grown } = await editOften(100_000, 150, anywhere);
      expect(snapshot.policy.tools.size).toBe(100_000);
      // The places of all tools, which an edit makes again, have more than 4 MB.
      expect(grown).toBeLessThan(8 * megabyte);
    },
    2 * patience,
  );
});

/**
 * Edits a policy of so many tools at the places that are given, each time to write something and to take it away again,
 * and tells by how many bytes the memory grew after the first tenth.
 */
async function editOften(
  tools: number,
  edits: number,
  placeOf: (text: string, edit: number) => number,
): Promise<{ readonly snapshot: Snapshot; readonly grown: number }> {
  const text = manyTools(tools, "\n");
  let document = documentOf(text);
  let snapshot = service.takeSnapshot(document);
  let before = 0;
  let written = "";
  for (let edit = 0; edit < edits; edit++) {
    await nextTurn(); // The runner gives a worker up that does not answer for a minute.
    // After some edits, since caches may fill first.
    if (edit === edits / 10) before = usedMemory();
    const at = document.positionAt(placeOf(text, edit));
    const range = { start: at, end: { line: at.line, character: at.character + written.length } };
    // A member that never was there before; now and then what breaks the text until it is taken away again.
    written = edit % 2 > 0 ? "" : edit % 50 === 0 ? '"' : `"x${edit}": 1, "window": `;
    document = TextDocument.update(document, [{ range, text: written }], document.version + 1);
    snapshot = service.takeSnapshot(document, snapshot);
    // Two in a row, so that both kinds of texts are looked at; not always, to save time.
    if (edit % 10 < 2) service.diagnostics(snapshot, world);
  }
  expect(snapshot.problems).toEqual([]);
  expect(document.getText()).toBe(text);
  return { snapshot, grown: usedMemory() - before };
}

/** Asks every handler about a text, at its ends and in its middle. */
function touch(snapshot: Snapshot): void {
  const { textDocument } = snapshot;
  const text = textDocument.getText();
  expectDiagnostics(service.diagnostics(snapshot, world), textDocument);
  const middle = text.length < 2 * megabyte ? [0.25, 0.5, 0.75] : [0.5];
  const places = [0, 1, ...middle].map((share) => Math.floor(text.length * share));
  for (const place of [...places, text.indexOf('"a"') + 1, text.length - 3]) {
    const offset = textDocument.offsetAt(textDocument.positionAt(place));
    const shown = service.hover(snapshot, offset, world);
    if (shown?.range !== undefined) expectRange(shown.range, textDocument, "A hover");
    const { items } = service.complete(snapshot, offset, world);
    for (const item of items.slice(0, 1)) {
      service.resolveCompletion(item, world);
      expectItem(item, snapshot, offset);
    }
  }
  for (const { range } of service.codeLenses(snapshot, world)) expectRange(range, textDocument, "A lens");
  expect(service.listTools(snapshot, world).tools.length).toBeGreaterThan(0);
  JSON.parse(service.callTemplate(snapshot, "a", world).text);
  const checked = service.checkArguments(text, "a", world);
  const document = documentOf(text);
  for (const { range } of checked.problems) if (range !== null) expectRange(range, document, "A problem of arguments");
  expectSame(service.simulate(snapshot, [], world).steps, [], "No calls");
}

function documentOf(text: string): TextDocument {
  return TextDocument.create("file:///policy.json", "mcp-policy", 1, text);
}

/** The bytes that are still needed. */
function usedMemory(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
