import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { parseEditedByLines } from "../../../server/src/policy/model/parseEditedByLines";
import { changedPart } from "../../../server/src/policy/text/changedPart";
import { seeded } from "../seeded";
import { facts } from "./facts";

const limits = { limits: [{ counter: "c", window: "minute", max: 1, scope: "grant" }] };
const predicate = { require: [{ conditions: [{ path: "args.x", op: "in", value: ["{", '"', "}"] }], on_deny: "no" }] };

/** A policy of so many tools, laid out in one of several ways; `at` decides on everything. */
function policyOf(at: (below: number) => number): string {
  const tools: Record<string, unknown> = {};
  for (let index = 3 + at(12); index > 0; index--)
    tools[`tool_${at(30)}${at(9) === 0 ? "_é" : ""}`] = [{}, limits, predicate, null, 7][at(5)];
  const hide = ["a", "tools"];
  const policy = at(2) === 0 ? { version: "1", hide, tools } : { default: "deny", tools, hide, all_tools: limits };
  const text = JSON.stringify(policy, undefined, ["  ", "\t", 4, 1][at(4)]);
  const odd = [
    (sound: string) => sound,
    (sound: string) => sound,
    (sound: string) => sound.replaceAll("\n", "\r\n"),
    (sound: string) => `\ufeff${sound}`,
    (sound: string) => sound.replace("{}", "{ }"),
    (sound: string) => sound.replaceAll(/,(?=\n\s+"tool_1)/g, "\n,"),
    (sound: string) => sound.replaceAll(/,\n(\s+)"tool_2/g, ', "tool_2'),
    (sound: string) => sound.replace('"tools"', '"t\\u006fols"'),
    (sound: string) => sound.replace(/"tool_\d+": \{\}/, '"tool_x"'),
    (sound: string) => sound.replace(/"max": 1/, '"max": 01'),
    (sound: string) => sound.replace(/tool_\d+/, "tool_5"),
    (sound: string) => sound.replace(/\n\s+\}(?=,?\n\s+"tool)/, "}"),
  ];
  return odd[at(odd.length)]?.(text) ?? text;
}

const pieces = [
  "",
  "{",
  "}",
  "[",
  "]",
  '"',
  ",",
  ":",
  "\\",
  "\n",
  " ",
  "a",
  '"a": {}',
  ',\n  "e"',
  '\n    "e": {},',
  "/",
  "}\n",
];

/** The text with something taken out, put in, or both; near a comma or bracket mostly. */
function brokenForm(text: string, at: (below: number) => number): string {
  const places = [...text.matchAll(/[,{}[\]]/g)].map(({ index }) => index);
  const start = at(3) === 0 ? at(text.length + 1) : (places[at(places.length)] ?? 0) + at(2);
  const end = start + (at(4) === 0 ? at(80) : at(3));
  return text.slice(0, start) + (pieces[at(3) === 0 ? at(pieces.length) : 0] ?? "") + text.slice(end);
}

const rounds = Number(process.env.MCP_POLICY_ROUNDS ?? 1);

describe("a text that an edit has broken", () => {
  test.each([1, 2, 3, 4])("is what it is when it is read for the first time (seed %i)", (seed) => {
    const at = seeded(seed);
    let ownWay = 0;
    for (let round = 0; round < 400 * rounds; round++) {
      const text = policyOf(at);
      const document = parsePolicy(text);
      if (!document.isSplit) continue;
      // One version is broken in several ways, since what is known of it is kept.
      for (let form = 0; form < 4; form++) {
        const broken = brokenForm(text, at);
        const fresh = parsePolicy(broken);
        const what = JSON.stringify([text, broken]);
        expect(facts(parsePolicy(broken, document)), what).toEqual(facts(fresh));
        if (fresh.isSplit) continue;
        const edited = parseEditedByLines(broken, { document, changed: changedPart(text, broken) });
        if (edited === undefined) continue;
        ownWay++;
        const marked = broken.startsWith("\ufeff") ? fresh.problems.slice(1) : fresh.problems;
        expect(facts(edited), what).toEqual(facts({ ...fresh, problems: marked }));
      }
    }
    expect(ownWay).toBeGreaterThan(300);
  });

  test("is looked at where it is broken: nothing else is another object than before", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `tool_${index}`);
    const text = `{\n  "hide": [],\n  "tools": {\n${names.map((name) => `    "${name}": {}`).join(",\n")}\n  }\n}\n`;
    const document = parsePolicy(text);
    const broken = parsePolicy(text.replace('"tool_990": {},', '"tool_990": {}'), document);
    expect(broken.isSplit).toBe(false);
    expect(broken.members[0]).toBe(document.members[0]);
    // Placed anew are the tools behind the edit, which have moved; and the one in front of it.
    expect(broken.tools.findIndex((tool, index) => tool !== document.tools[index])).toBe(990);
  });

  test("and is put back is what it was", () => {
    const text = '{\n  "tools": {\n    "a": {},\n    "b": {}\n  }\n}';
    const document = parsePolicy(text);
    expect(parsePolicy(text, parsePolicy(text.replace(",", ""), document))).toBe(document);
  });
});
