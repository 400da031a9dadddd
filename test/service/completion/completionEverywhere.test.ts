/** What holds for every item at every position of a document, well-formed or half-typed. */
import { parseTree } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { duplicateKeysWithin } from "../../../server/src/policy/model/duplicateKeys";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { apply, labelOf, type Offer, offerIn } from "./completionFixture";

const limits = '"limits": [{ "counter": "c", "window": "minute", "max": 10, "scope": "grant" }]';
const predicate =
  '{ "conditions": [{ "path": "args.currency", "op": "in", "value": ["EUR"] }, { "path": "args.amount", "op": "lte", "value": 5 }], "on_deny": "Only EUR, please: {or} [USD]." }';

/** Well-formed documents of every shape. */
const wellFormed: Readonly<Record<string, string>> = {
  empty: "",
  blank: "  \n",
  braces: "{}",
  "one line": `{"version":"1","default":"deny","hide":["delete_order","x"],"tools":{"create_order":{${limits}},"run_job":{}}}`,
  pretty: JSON.stringify(
    JSON.parse(
      `{ "version": "1", "default": "deny", "hide": ["a, b", "delete_order"], "all_tools": { ${limits} }, "tools": { "create_order": { "require": [${predicate}], "deny_if": [{ "conditions": [] }, ${predicate}], ${limits} }, "find_orders": {}, "__proto__": { ${limits} } } }`,
    ),
    undefined,
    2,
  ),
  "empty containers":
    '{ "hide": [ ], "all_tools": { }, "tools": { "create_order": { "require": [ ], "deny_if": [ { } ], "limits": [ { } ] } } }',
  "byte order mark": '\ufeff{ "version": "1", "tools": { } }',
  "windows line ends":
    '{\r\n  "version": "1",\r\n  "default": "deny",\r\n  "tools": {\r\n    "create_order": {}\r\n  }\r\n}\r\n',
  "a bare fragment": `{ "create_order": { ${limits} }, "x": { "deny_if": [${predicate}] } }`,
  "odd names":
    '{ "tools": { "a\\"b": {}, "": {}, "constructor": {}, "caf\\u00e9 $1 }": { "limits": [] } }, "hide": ["\\\\"] }',
  "other values": '{ "tools": null, "hide": "x", "default": 1, "all_tools": [1, true], "version": { "tools": [] } }',
};

describe.each(Object.entries(wellFormed))("in a well-formed document: %s", (_name, text) => {
  test("every item leaves a well-formed one, without new duplicates", () => {
    const snapshot = snapshotOf(text);
    const count = duplicates(text);
    for (const offset of cursors(text))
      for (const [label, after] of outcomes(offerIn(snapshot, offset))) {
        expectJson(after, `${label} at ${offset}`);
        if (duplicates(after) > count) throw new Error(`${label} at ${offset} is there twice: ${after}`);
      }
  });

  test.each(['"', '"de', '"de"', "de"])("and so where %s is half-typed", (typed) => {
    for (const offset of cursors(text)) {
      // Where nothing can be typed, or right before or inside a word, half-typed text has no good ending.
      if (/[\w"]/.test(text.charAt(offset))) continue;
      const before = offerIn(snapshotOf(text), offset);
      if (before.items.length === 0 || before.items.some((item) => !isInsertion(item.textEdit))) continue;
      const offer = offerIn(snapshotOf(text.slice(0, offset) + typed + text.slice(offset)), offset + typed.length);
      expect(offer.items.map(labelOf), `${typed} at ${offset}`).toEqual(before.items.map(labelOf));
      for (const [label, after] of outcomes(offer)) expectJson(after, `${label} at ${offset} behind ${typed}`);
    }
  });
});

describe.each(Object.entries(wellFormed))("in every beginning and with every gap: %s", (_name, text) => {
  test("nothing outside of the replaced word is lost", () => {
    for (const offset of cursors(text))
      for (const broken of [text.slice(0, offset), text.slice(0, offset) + text.slice(offset + 3)])
        for (const cursor of [offset, offset + 4].filter((each) => cursors(broken).includes(each))) {
          const offer = offerIn(snapshotOf(broken), cursor);
          for (const item of offer.items) {
            const after = apply(offer, item);
            const [start, end] = replacedIn(offer, item.textEdit);
            for (const edit of item.additionalTextEdits ?? [])
              if (!isInsertion(edit) && !/^,?[ \t]*$/.test(textOf(offer, edit)))
                throw new Error(`${item.label} deletes text`);
            if (item.additionalTextEdits !== undefined) continue;
            if (!after.startsWith(broken.slice(0, start)) || !after.endsWith(broken.slice(end)))
              throw new Error(`${item.label} at ${cursor} of ${broken}`);
            if (/[\r\n{}[\]]/.test(broken.slice(cursor, end)) && !isString(broken.slice(start, end)))
              throw new Error(`Replaces ${broken.slice(start, end)}`);
          }
        }
  });
});

test("noise of any kind gives an answer", () => {
  const noise = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "\n",
    "/*",
    "//",
    "*/",
    "tools",
    '"hide"',
    " ",
    "\ufeff",
    "\ud800",
    "1",
    '"path":',
  ];
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 3_000; round++) {
    const text = Array.from({ length: next(30) }, () => noise[next(noise.length)]).join("");
    const offer = offerIn(snapshotOf(text), next(text.length + 1));
    for (const item of offer.items) apply(offer, item);
  }
});

/** Where a cursor can stand: not between the two characters of a line's end. */
function cursors(text: string): readonly number[] {
  return Array.from({ length: text.length + 1 }, (_, offset) => offset).filter((offset) => {
    return text.slice(offset - 1, offset + 1) !== "\r\n";
  });
}

type Edit = Offer["items"][number]["textEdit"];

function outcomes(offer: Offer): readonly (readonly [string, string])[] {
  return offer.items.map((item) => [labelOf(item), apply(offer, item)]);
}

function expectJson(text: string, what: string): void {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new Error(`Not JSON after ${what}: ${text}`);
  }
}

/** Whether a text has both its quotes: then whatever is in it belongs to the word. */
function isString(text: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/.test(text);
}

function duplicates(text: string): number {
  const tree = parseTree(text.replace(/^\ufeff/, ""));
  return tree === undefined ? 0 : duplicateKeysWithin(tree).length;
}

function isInsertion(edit: Edit): boolean {
  if (edit === undefined || !("range" in edit)) return false;
  const { start, end } = edit.range;
  return start.line === end.line && start.character === end.character;
}

function replacedIn({ snapshot }: Offer, edit: Edit): readonly [number, number] {
  if (edit === undefined || !("range" in edit)) throw new Error("No range");
  return [snapshot.textDocument.offsetAt(edit.range.start), snapshot.textDocument.offsetAt(edit.range.end)];
}

function textOf(offer: Offer, edit: Edit): string {
  return offer.snapshot.document.text.slice(...replacedIn(offer, edit));
}
