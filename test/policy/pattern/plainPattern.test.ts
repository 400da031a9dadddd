import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf } from "../../../server/src/policy/pattern/patternOutline";
import { isPlainPattern } from "../../../server/src/policy/pattern/plainPattern";
import { compileRe2, type Refusal } from "../../../server/src/policy/pattern/re2";

const refusalOf = (pattern: string): Refusal | undefined => {
  const compiled = compileRe2(pattern);
  return "description" in compiled ? compiled : undefined;
};

describe("a plain pattern", () => {
  it.each([
    "",
    "feat",
    "^[a-z0-9-]+$",
    "^(EUR|USD)$",
    "@example\\.com$",
    "^/srv/data/",
    "^inv_[0-9]{6}$",
    "^[A-Z]{2}$",
    "^https://(?:www\\.)?example\\.com/.*$",
    "[^/]*",
    "a{3,}?",
  ])("is %s", (pattern) => {
    expect(isPlainPattern(pattern)).toBe(true);
    expect(refusalOf(pattern)).toBe(undefined);
  });

  it.each([
    "(",
    ")",
    "a**",
    "^*",
    "()",
    "(?i)a",
    "(?P<n>a)",
    "[z-a]",
    "[a-\\d]",
    "[[:alpha:]]",
    "\\p{L}",
    "\\q",
    "\\Qa",
    "a{1001}",
    "a{2,1}",
    "a|*",
    "(a|)",
    "é",
    "a\nb",
    "\ud800",
    "a".repeat(201),
  ])("is not %j, which the engine looks at", (pattern) => {
    expect(isPlainPattern(pattern)).toBe(false);
  });

  it("is compiled by the engine, whatever its first four characters are", () => {
    const characters = [...'a0z-.[](){},?*+|^$\\d2:<"'];
    let patterns = [""];
    const refused: string[] = [];
    let plain = 0;
    for (let length = 1; length <= 4; length++) {
      patterns = patterns.flatMap((start) => characters.map((character) => start + character));
      for (const pattern of patterns) {
        if (!isPlainPattern(pattern)) continue;
        plain++;
        if (refusalOf(pattern) !== undefined) refused.push(pattern);
      }
    }
    expect(refused).toEqual([]);
    expect(plain).toBeGreaterThan(20_000);
  });

  it("is compiled by the engine unless it repeats more than a thousand times", () => {
    const piece = fc.constantFrom(
      ...[
        "a",
        "Z",
        "_",
        "/",
        "-",
        ".",
        "\\.",
        "\\d",
        "\\W",
        "\\-",
        "[a-z]",
        "[^A-F0-9_-]",
        "[\\w.-]",
        "[a",
        "-",
        "]",
        "\\]",
      ],
      ...[
        "*",
        "+",
        "?",
        "??",
        "{2}",
        "{9,}",
        "{99}",
        "{0}",
        "{2,3}",
        "(",
        "(?:",
        "(?",
        ")",
        "|",
        "^",
        "$",
        "[",
        "{",
        "}",
        "\\",
      ],
    );
    const pattern = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(pattern, (source) => {
        if (isPlainPattern(source) && outlineOf(source).repeats <= 1000) expect(refusalOf(source)).toBe(undefined);
      }),
      { numRuns: 20_000 },
    );
  });

  it("is told in linear time", () => {
    for (const part of ["(a", "a", "[a", "(a|", "(?:a)", "a{2}", "(a)(", "[a-z"])
      for (const end of ["", "!\\", "(", "]"])
        expect(typeof isPlainPattern(part.repeat(60).slice(0, 198) + end)).toBe("boolean");
  });
});
