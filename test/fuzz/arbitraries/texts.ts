import fc from "fast-check";

/** Names that programs trip over, in every place where a name can stand. */
export const oddNames: readonly string[] = [
  "",
  "*",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "args",
  "tools",
  "hide",
  "a b",
  'a"b',
  "a\\b",
  "a/b~1",
  "a.b",
  "$\u007b1:x}",
  "$0 }",
  "<b>&amp;</b>",
  "[x](command:y)",
  "café",
  "😀",
  "\ud83d",
  "\ude00",
  "\0",
  "\u2028",
  "\ufeff",
  "x\ny",
  "x\r\ty",
  "0",
  "-1",
  "n".repeat(300),
];

/** Pieces of text that a person types, pastes or loses; most of them are half of something. */
export const pieces: readonly string[] = [
  ...['"', '""', "'", "`", "\\", '\\"', "\\u", "\\u12", "\\ud800", "\\x"],
  ...["{", "}", "[", "]", "{}", "[]", "[{", "}]", "{{", "]]", ",", ",,", ":", "::", ": ,"],
  ...["\n", "\r", "\r\n", "\n\r", "\t", " ", "\u00a0", "\u2028", "\ufeff", "\0", "\ud83d", "\ude00", "😀", "é"],
  ...["//", "/*", "*/", "// x\n", "/* x */", "#", "/"],
  ...["1", "-", "-0", "0x1", "1.", ".5", "1e", "1e999", "-1e999", "9007199254740993", "9".repeat(400), "NaN"],
  ...["true", "false", "null", "nul", "undefined", "deny", '"deny"', '"de', '"version"', '"version": "1",'],
  ...['"tools"', '"tools": {', '"tools": {},', '"t\\u006fols": {}', '"tools": 1,', '"hide": [', '"hide": ["a"],'],
  ...['"default": "allow",', '"all_tools": {', '"limits": [', '"limits": [{', '"conditions": []', '"path": "args.'],
  ...['"op": "regex", "value": "("', '"__proto__": {},', '"constructor": 1,', '"": {},', '"a": {}, "a": {},'],
];

/** Any sequence of UTF-16 code units, halves of surrogate pairs among them. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
      { weight: 1, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }) },
    ),
    { maxLength: 60 },
  )
  .map((units) => String.fromCharCode(...units));

/** Pieces of policies in no order. */
export const noise: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: anyText }), {
    maxLength: 40,
  })
  .map((parts) => parts.join(""));
