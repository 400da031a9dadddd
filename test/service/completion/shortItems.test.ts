import { expect, test } from "vitest";
import { type CompletionItem, type CompletionList, TextEdit } from "vscode-languageserver-types";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { complete, resolveCompletion } from "../../../server/src/service/completion/completion";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { shop } from "./completionFixture";

const short = { ...shop, shortCompletions: true };

function offered(marked: string, env = shop): CompletionList {
  return complete(snapshotOf(marked.replace("|", "")), marked.indexOf("|"), env);
}

/** An item as an editor has it that fills in the defaults of its list. */
function filledIn({ itemDefaults, items }: CompletionList): CompletionItem[] {
  return items.map(({ textEditText, ...item }) => {
    const range = itemDefaults?.editRange;
    if (range === undefined || !("start" in range)) return item;
    return { data: itemDefaults?.data, ...item, textEdit: TextEdit.replace(range, textEditText ?? item.label) };
  });
}

const byOrder = (items: readonly CompletionItem[]): string[] =>
  [...items]
    .sort(({ sortText: a = "" }, { sortText: b = "" }) => (a.toLowerCase() < b.toLowerCase() ? -1 : a === b ? 0 : 1))
    .map(({ textEdit }) => JSON.stringify(textEdit));

const places = [
  '{ "tools": { | } }',
  '{ "tools": { "ru|" } }',
  '{ "tools": { "run_job": {}, "cre|ate_order": {} }, "hide": ["pay_out"] }',
  '{ "hide": [|] }',
  '{ "hide": ["x", "|"], "tools": { "list_jobs": {}, "mine": {} } }',
  "{ | }",
  '{ "default": | }',
  '{ "tools": { "create_order": { "require": [{ "conditions": [{ "path": | }] }] } } }',
  "|",
];

test.each(places)("%s: what an editor makes of the short list is what the long one says", (marked) => {
  const long = offered(marked);
  const list = offered(marked, short);
  expect(list.isIncomplete).toBe(long.isIncomplete);
  expect(list.items.length).toBe(long.items.length);
  // As it comes through the wire, which what is undefined does not.
  const items = filledIn(JSON.parse(JSON.stringify(list)));
  expect(byOrder(items)).toEqual(byOrder(long.items));
  for (const [index, item] of items.entries()) {
    const { sortText: _, data: __, ...shown } = resolveCompletion(JSON.parse(JSON.stringify(item)), short);
    const { sortText: ___, data: ____, ...wanted } = resolveCompletion(long.items[index] ?? item, shop);
    expect(shown).toEqual(JSON.parse(JSON.stringify(wanted)));
  }
});

test("a list of all tools inside a name stays below 40 kB", async () => {
  const catalogue = await odooCatalogue();
  const marked = '{ "version": "1", "default": "deny", "tools": { "odoo_re|ad": {} } }';
  const list = offered(marked, { ...short, catalogue });
  expect(list.items.length).toBeGreaterThan(150);
  expect(JSON.stringify(list).length).toBeLessThan(40_000);
});

/** Lists of tools between which what is around the name differs, in one point each. */
const inTools = [
  '{ "tools": { "run_job": {}, | } }',
  '{ "tools": { "run_job": {} | } }',
  '{ "tools": { "run_job": {}| } }',
  '{ "tools": { | "run_job": {} } }',
  '{ "tools": { "run_job": {}, "|" } }',
  '{ "tools": { "run_job": {}, "|": {} } }',
  '{ "tools": { "run_job": {}, "|" {} } }',
  '{ "tools": {|}, "hide": ["unknown", "pay_out"] }',
  '{ "tools": {|}, "hide": ["pay_out", "another"] }',
  '{\n  "tools": {\n    "run_job": {},|\n  }\n}',
  '{ "hide": ["run_job", "|"] }',
  '{ "hide": ["run_job" "|"] }',
];
const abilities = [short, { ...short, snippets: false }, { ...short, clientCommands: true }];

test("no item is left of an earlier list that does not fit: a list is the same after any other", () => {
  const asked = inTools.flatMap((marked) => abilities.map((env) => ({ marked, env })));
  const listed = (marked: string, env: typeof shop) => JSON.stringify(offered(marked, env));
  const alone = asked.map(({ marked, env }) => listed(marked, { ...env, catalogue: { ...env.catalogue } }));
  for (const [index, first] of asked.entries())
    for (const [other, { marked, env }] of asked.entries()) {
      offered(first.marked, first.env);
      expect(listed(marked, env), `${marked} after ${asked[index]?.marked}`).toBe(alone[other]);
    }
});
