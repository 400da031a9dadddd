/** Changes of a text that lead to trouble. */
import fc from "fast-check";
import { oddNames, pieces } from "./texts";

/** One change. `at` and `length` are shares of the text, in ten-thousandths, so that they fit any text. */
export interface Mutation {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  readonly length: number;
  readonly piece: string;
}

const kinds = [
  "insert",
  "insert",
  "remove",
  "cut",
  "double",
  "drop quote",
  "drop separator",
  "drop bracket",
  "swap bracket",
  "odd key",
  "odd value",
  "huge number",
  "byte order mark",
  "nest",
  "nest deeply",
  "open deeply",
  "line ends",
] as const;

/** Values that are wrong in most places, and only nearly wrong in others. */
const oddValues = [
  ...["null", "true", "1.5", "0", "-1", "[]", "{}", '""', '"1"', '"regex"', '"("', '"(?<=a)b"', '"eqq"', '"args."'],
  ...['"arg.a"', '"week"', '"tool"', '"*"', '[["a"]]', '{"conditions": []}', '[{"limits": 1}]', '"\\ud83d"'],
];

const share = fc.integer({ min: 0, max: 10_000 });

/** Any one change. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...kinds),
  at: share,
  length: share,
  piece: fc.constantFrom(...pieces),
});

/** The text after a change. */
export function mutate(text: string, { kind, at, length, piece }: Mutation): string {
  const start = Math.floor((text.length * at) / 10_000);
  const end = Math.min(text.length, start + Math.floor((length / 10_000) ** 3 * text.length) + 1);
  const cut = (from: number, to: number, replacement: string) => text.slice(0, from) + replacement + text.slice(to);
  switch (kind) {
    case "insert":
      return cut(start, start, piece);
    case "remove":
      return cut(start, end, "");
    case "cut":
      return text.slice(0, start);
    case "double":
      return cut(end, end, text.slice(start, end));
    case "drop quote":
      return replaceNext(text, start, /"/g, "");
    case "drop separator":
      return replaceNext(text, start, /[,:]/g, "");
    case "drop bracket":
      return replaceNext(text, start, /[{}[\]]/g, "");
    case "swap bracket":
      return replaceNext(text, start, /[{}[\]]/g, "{}[]".charAt(length % 4));
    case "odd key":
      return replaceNext(text, start, /"(?:[^"\\]|\\.)*"/g, JSON.stringify(oddNames[length % oddNames.length]));
    case "odd value":
      return replaceNext(
        text,
        start,
        /(?<=:\s*)(?:"(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+)/g,
        oddValues[length % oddValues.length] ?? "",
      );
    case "byte order mark":
      return `\ufeff${text}`;
    case "huge number":
      return replaceNext(
        text,
        start,
        /\d+/g,
        ["1e999", "9007199254740993", "-1e400", "1".repeat(500)][length % 4] ?? "",
      );
    case "nest":
      return cut(start, end, `[${text.slice(start, end)}]`);
    case "nest deeply": {
      // Around the parser's limit, and far beyond what a stack can hold.
      const depth = [3, 250, 255, 256, 257, 20_000][length % 6] ?? 1;
      return cut(start, end, "[".repeat(depth) + text.slice(start, end) + "]".repeat(depth));
    }
    case "open deeply":
      return cut(start, start, ["[", "{", '{"a":', '{"tools":', "[{"][length % 5]?.repeat((at % 300) + 1) ?? "");
    case "line ends":
      return text.replace(/\r\n|\r|\n/g, ["\n", "\r\n", "\r"][length % 3] ?? "");
  }
}

/** Replaces the first match at or after `start`. */
function replaceNext(text: string, start: number, pattern: RegExp, replacement: string): string {
  pattern.lastIndex = start;
  const found = pattern.exec(text);
  if (found === null) return text;
  return text.slice(0, found.index) + replacement + text.slice(found.index + found[0].length);
}

/** Texts of the given kind with up to `most` changes. */
export function mutated(text: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.array(mutation, { minLength: 1, maxLength: most }))
    .map(([start, mutations]) => mutations.reduce(mutate, start));
}
