/** Policies of made-up tools in every layout, and broken forms of them. */
const limits = { limits: [{ counter: "c", window: "minute", max: 1, scope: "grant" }] };
const predicate = { require: [{ conditions: [{ path: "args.x", op: "in", value: ["{", '"', "}"] }], on_deny: "no" }] };

/** A policy of so many tools, laid out in one of several ways; `at` decides on everything. */
export function policyOf(at: (below: number) => number): string {
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

/** Pieces of text that break a policy, or are a part of one. */
export const marks = ["{", "}", "[", "]", '"', ",", ":", "\\", "\n", " ", "a", '"a": {}', "/"];

const pieces = ["", ...marks, ',\n  "e"', '\n    "e": {},', "}\n"];

/** The text with something taken out, put in, or both; near a comma or bracket mostly. */
export function brokenForm(text: string, at: (below: number) => number): string {
  const places = [...text.matchAll(/[,{}[\]]/g)].map(({ index }) => index);
  const start = at(3) === 0 ? at(text.length + 1) : (places[at(places.length)] ?? 0) + at(2);
  const end = start + (at(4) === 0 ? at(80) : at(3));
  return text.slice(0, start) + (pieces[at(3) === 0 ? at(pieces.length) : 0] ?? "") + text.slice(end);
}
