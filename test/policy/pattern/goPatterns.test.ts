import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { goBuilds } from "../../../server/src/policy/model/assumptions";
import type { CompiledPattern } from "../../../server/src/policy/pattern/compiledPattern";
import { classIn, longNames, newScripts, scripts } from "../../../server/src/policy/pattern/goClassNames";
import { patternEntry } from "../../../server/src/policy/pattern/patternEntry";

interface Answer {
  readonly matches?: boolean;
  readonly refuses?: string;
}

interface Row {
  readonly about: string;
  readonly pattern: string;
  readonly text: string;
  readonly go: Answer;
  readonly re2js: Answer;
}

/** Recorded by findings/go-regexp-differs-from-re2js.sh, which says which Go answered. */
const { go, patterns }: { readonly go: string; readonly patterns: readonly Row[] } = JSON.parse(
  readFileSync(new URL("goPatterns.json", import.meta.url), "utf8"),
);

/** What Go takes that the one that answered does not: named groups without P came with Go 1.22. */
const newerThanRecorded: readonly string[] = ["(?<n>a)b"];

describe(`Go's regular expressions, as ${go} answered`, () => {
  it("are at least 150 patterns", () => {
    expect(new Set(patterns.map(({ pattern }) => pattern)).size).toBeGreaterThanOrEqual(150);
  });

  it.each(patterns.map((row) => [short(row.pattern), short(row.text), row] as const))("%s in %s", (_p, _t, row) => {
    const { result, builds } = patternEntry(row.pattern);
    const ours = builds?.["go1.24"] ?? result;
    if (newerThanRecorded.includes(row.pattern)) expect(row.go.matches).toBe(undefined);
    else if (row.go.matches === undefined) expect(ours).toEqual(expect.objectContaining({ kind: "refused" }));
    else expect(answer(ours, row.text)).toBe(row.go.matches);
  });

  it("what we say of each", async () => {
    const lines = patterns.map(({ pattern, text, go, re2js }) => {
      const { result, builds } = patternEntry(pattern);
      const says = result.kind === "compiled" ? "" : `${result.kind}: ${result.why}`;
      const ours = goBuilds.map((build) => inWords(builds?.[build] ?? result, text)).join(", ");
      const columns = [
        short(JSON.stringify(pattern)),
        short(JSON.stringify(text)),
        `${go.refuses ?? go.matches} | ${re2js.refuses ?? re2js.matches}`,
        ours,
        says,
      ];
      return columns.join(" | ");
    });
    const head = `pattern | text | ${go} | re2js | ours for ${goBuilds.join(", ")} | what we say\n`;
    await expect(`${head}${lines.join("\n")}\n`).toMatchFileSnapshot("goPatterns.answers.txt");
  });
});

describe("class names by version (spec §2, Conditions)", () => {
  const accepted = (name: string): string => goBuilds.filter((build) => classIn(build, name) !== undefined).join(" ");
  const [all, none] = ["go1.24 go1.25-1.26 go1.27", ""];

  it("A1: no Go has the 17 classes that re2js has", () => {
    const names =
      "ASCII_Hex_Digit Alphabetic Dash Emoji Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Extended_Pictographic Hex_Digit Lowercase Math Quotation_Mark Terminal_Punctuation Uppercase White_Space Unknown".split(
        " ",
      );
    expect(names.map(accepted)).toEqual(Array(17).fill(none));
  });

  it("1.25 and 1.26 refuse the 46 scripts with an underscore or a second capital, 1.24 and 1.27 take them", () => {
    const refused = scripts.filter((name) => accepted(name) === "go1.24 go1.27");
    expect(refused).toHaveLength(46);
    expect(refused.every((name) => /_|.[A-Z]/.test(name))).toBe(true);
    expect(scripts.filter((name) => accepted(name) === all)).toHaveLength(scripts.length - 46);
    expect(scripts).toHaveLength(163);
  });

  it("only 1.27 has the scripts of Unicode 16 and 17", () => {
    expect(newScripts.map(accepted)).toEqual(Array(11).fill("go1.27"));
  });

  it("long names, and names spelt differently, are accepted from 1.25 on", () => {
    const names = [
      ...longNames.keys(),
      "ASCII",
      "greek",
      "GREEK",
      "l",
      "lu",
      "any",
      "Assigned",
      "LC",
      "Cn",
      "private use",
    ];
    expect(names.map(accepted)).toEqual(Array(names.length).fill("go1.25-1.26 go1.27"));
  });

  it("the classes of the recorded Go are those of 1.24, but for the scripts that came after it", () => {
    const sure = patterns.filter(({ about }) => about.startsWith("Unicode classes that all"));
    expect(sure.length).toBeGreaterThan(15);
    expect(sure.every(({ go, re2js }) => go.matches === re2js.matches && go.matches !== undefined)).toBe(true);
  });

  it("a name means the same class in all versions that have it", () => {
    const means = (name: string) => new Set(goBuilds.flatMap((build) => classIn(build, name) ?? [])).size;
    expect(
      [...scripts, ...newScripts, ...longNames.keys(), "Any", "L", "Lu"].filter((name) => means(name) !== 1),
    ).toEqual([]);
  });
});

function answer(pattern: CompiledPattern, text: string): boolean | string | undefined {
  return pattern.kind === "compiled" ? pattern.matches(text) : pattern.kind;
}

function inWords(pattern: CompiledPattern, text: string): string {
  return String(answer(pattern, text));
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
