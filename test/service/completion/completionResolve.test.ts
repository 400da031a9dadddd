import { describe, expect, test } from "vitest";
import { MarkupContent } from "vscode-languageserver-types";
import { resolveCompletion } from "../../../server/src/service/completion/completion";
import { bareEnvironment } from "../../../server/src/service/environment";
import { labelOf, offerAt, shop } from "./completionFixture";

/** What an item says when it is looked at, after its way over the wire. */
function documentation(document: string, label: string, env = shop): string {
  const item = offerAt(document).items.find((each) => labelOf(each) === label);
  if (item === undefined) throw new Error(`No ${label}`);
  expect(item.documentation).toBeUndefined();
  const resolved = resolveCompletion(JSON.parse(JSON.stringify(item)), env).documentation;
  return MarkupContent.is(resolved) ? resolved.value : "";
}

const condition = (inside: string): string =>
  `{ "tools": { "create_order": { "require": [{ "conditions": [{ ${inside} }] }] } } }`;

describe("an item explains", () => {
  test.each<readonly [document: string, label: string, ...parts: string[]]>([
    [
      '{ "tools": { | } }',
      "run_job",
      "Summary of run\\_job.",
      "Rationale of run\\_job.",
      "High risk",
      "at most 10 calls a minute",
      '"max": 10',
    ],
    ['{ "tools": { | } }', "delete_order (recommended: hide)", "hide it", '"hide": ['],
    ['{ "hide": [|] }', "pay_out", "Critical risk", "Requires human approval."],
    ['{ "hide": [|] }', "*", "every tool"],
    ["{ | }", "default", "Tools that are not listed", "required", "allow list"],
    [condition('"path": |'), "args.currency", "string, may be missing", '`"EUR"`, `"USD"`'],
    [condition('"path": |'), "args.note", 'Says "hi" for \\$1 {now}'],
    [condition('"path": |'), "args.address.country", "Two letters.", "string, required"],
    [condition('"op": |'), "not_in", "none of the values", "⚠ It does not hold when the argument is missing."],
    [condition('"op": |'), "regex", "Go's regular expressions"],
  ])("in %s: %s", (document, label, ...parts) => {
    const text = documentation(document, label);
    for (const part of parts) expect(text).toContain(part);
  });
});

// Helix shows the detail and the explanation below each other, and Neovim too.
test.each([
  ['{ "default": | }', "deny", "are denied"],
  ['{ "all_tools": { "limits": [{ "window": | }] } }', "day", "midnight"],
])("what an item of the list says already is not said again: %s", (document, label, part) => {
  expect(offerAt(document).items.find((each) => labelOf(each) === label)?.detail).toContain(part);
  expect(documentation(document, label)).toBe("");
});

test("without the catalogue, or with data of somebody else, an item stays as it is", () => {
  expect(documentation('{ "tools": { | } }', "run_job", bareEnvironment)).toBe("");
  for (const data of [
    undefined,
    null,
    1,
    "x",
    {},
    { about: "field", place: "__proto__", name: "x" },
    { about: "value" },
    { about: "operator" },
    { about: "argument" },
    { about: "note", text: 1 },
  ])
    expect(resolveCompletion({ label: "x", data }, shop)).toEqual({ label: "x", data });
});
