import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { anchoringOf } from "../../../server/src/policy/pattern/anchoring";
import { compilePattern } from "../../../server/src/policy/pattern/pattern";
import { translatePattern } from "../../../server/src/policy/pattern/patternTranslation";
import { compileRe2 } from "../../../server/src/policy/pattern/re2";

function search(source: string, text: string): boolean | string | undefined {
  const pattern = compilePattern(source);
  return pattern.kind === "compiled" ? pattern.matches(text) : pattern.why;
}

/** The pattern with the wrong part between «», and the sentence. */
function refusal(source: string): string {
  const result = compilePattern(source);
  if (result.kind !== "refused") return result.kind;
  const { at } = result;
  const marked = at && `${source.slice(0, at.start)}«${source.slice(at.start, at.end)}»${source.slice(at.end)}`;
  return `${marked ?? "?"} | ${result.why}`;
}

describe("compilePattern", () => {
  it.each([
    ["feat", "a feat/x", true],
    ["^feat/", "a feat/x", false],
    ["\\Aabc\\z", "abc", true],
    ["abc$", "abc\n", false],
    ["\\Qa.b\\E", "xa.by", true],
    ["\\Qa.b\\E", "aXb", false],
    ["(?i)ABC", "xabcx", true],
    ["(?i)k", "\u212a", true],
    ["(?P<n>a)b", "ab", true],
    ["(?<n>a)b", "ab", true],
    ["(?P<__proto__>a)(?P<constructor>b)", "ab", true],
    ["\\p{Greek}", "α", true],
    ["[[:alpha:]]", "é", false],
    ["\\bé", "é", false],
    [".", "\n", false],
    ["^.$", "😀", true],
    ["a\0b", "xa\0b", true],
    ["\\123", "S", true],
    ["a{,2}", "a{,2}", true],
    ["", "", true],
    ["\ud800", "\ud801", true],
  ])("%j in %j: %s", (source, text, expected) => {
    expect(search(source, text)).toBe(expected);
  });

  it.each([
    [
      "a(?=b)",
      "a«(?=»b) | Lookahead (?=…) does not compile: Go's regular expressions, which the gateway uses, have no lookaround.",
    ],
    [
      "(?!b)",
      "«(?!»b) | Negative lookahead (?!…) does not compile: Go's regular expressions, which the gateway uses, have no lookaround.",
    ],
    [
      "(?<=b)a",
      "«(?<=»b)a | Lookbehind (?<=…) does not compile: Go's regular expressions, which the gateway uses, have no lookaround.",
    ],
    [
      "(?<!b)a",
      "«(?<!»b)a | Negative lookbehind (?<!…) does not compile: Go's regular expressions, which the gateway uses, have no lookaround.",
    ],
    [
      "(?>a)",
      '«(?>»a) | The atomic group (?>…) does not compile: Go\'s regular expressions, which the gateway uses, have none. (?:…) compiles but can match more: ^(?:a|ab)c$ matches "abc", ^(?>a|ab)c$ does not.',
    ],
    ["(?#a)", "«(?#»a) | Comments (?#…) do not exist in Go's regular expressions. Remove it."],
    ["(?x)a", "«(?x»)a | The flag x (spaces and comments in patterns) does not exist in Go's regular expressions."],
    [
      "(?P<n>a)(?P=n)",
      "(?P<n>a)«(?P»=n) | The backreference (?P=…) does not compile: Go's regular expressions, which the gateway uses, have no backreferences.",
    ],
    [
      "(?P>n)",
      "«(?P»>n) | The recursion (?P>…) does not compile: Go's regular expressions, which the gateway uses, have none.",
    ],
    [
      "(?y)a",
      "«(?y»)a | (?y starts no group of Go's regular expressions. The groups are (…), (?:…), (?P<name>…), and the flags i, m, s and U, as in (?i).",
    ],
    [
      "(?i",
      "«(?i» | (?i is not finished. Write (?i) for a flag that applies from here on, (?i:…) for a group with a flag, or (?P<name>…).",
    ],
    [
      "(?",
      "«(?» | (? is not finished. Write (?i) for a flag that applies from here on, (?i:…) for a group with a flag, or (?P<name>…).",
    ],
    ["(?i-)", "«(?i-)» | (?i-) names no flag after the -, as (?-i) does."],
    [
      "(?P<a-b>c)",
      "«(?P<a-b>»c) | The group's name in (?P<a-b> is not valid: write (?P<name>…), with letters, digits and _ in the name.",
    ],
    ["(?P<n", "«(?P<n» | A group's name that opens with < is never closed with >."],
    [
      "(?P<a>b)(?P<a>c)\\k<a>",
      "(?P<a>b)(?P<a>c)«\\k»<a> | The backreference \\k does not compile: Go's regular expressions, which the gateway uses, have no backreferences.",
    ],
    [
      "(a)\\1",
      "(a)«\\1» | The backreference \\1 does not compile: Go's regular expressions, which the gateway uses, have no backreferences.",
    ],
    [
      "\\8",
      "«\\8» | The backreference \\8 does not compile: Go's regular expressions, which the gateway uses, have no backreferences.",
    ],
    [
      "[\\1]",
      "[«\\1»] | \\1 is not a character: a code in octal digits starts with 0 or has more digits, as in \\01 or \\101.",
    ],
    ["a\\Z", "a«\\Z» | \\Z does not exist in Go's regular expressions. For the end of the text, write \\z or $."],
    [
      "\\u0041",
      "«\\u»0041 | \\u does not exist in Go's regular expressions. For a character by its code, write \\x{…}, as in \\x{20AC}.",
    ],
    [
      "\\x{110000}",
      "«\\x{110000»} | \\x{110000 is not a character: write two hex digits, or \\x{…} with a code up to 10FFFF.",
    ],
    ["\\ba[\\b]", "\\ba[«\\b»] | \\b has no meaning inside a character class."],
    ["\\C", "«\\C» | \\C has no meaning in Go's regular expressions."],
    ["\\h", "«\\h» | \\h does not exist in Go's regular expressions. For a space or a tab, write [ \\t]."],
    [
      "[a-\\d]",
      "[a-«\\d»] | \\d stands for many characters, so it cannot end a range. To match a - as well, write it as the first or last character of the class.",
    ],
    [
      "[a-\\pL]",
      "[a-«\\p»L] | \\p stands for many characters, so it cannot end a range. To match a - as well, write it as the first or last character of the class.",
    ],
    ["[a[b", "«[a[b» | A character class that opens with [ is never closed with ]."],
    ["(a(b)", "«(»a(b) | A group that opens with ( is never closed with )."],
    ["(\\(a[(]", "«(»\\(a[(] | A group that opens with ( is never closed with )."],
    ["(a))b", "(a)«)»b | A ) closes no group. To match the character itself, write \\)."],
    ["a\\", "a«\\» | The pattern ends with a backslash that has nothing to escape. To match a backslash, write \\\\."],
    ["*a", "«*»a | * has nothing before it to repeat. To match the character itself, put a backslash before it."],
    ["[*]|*", "[*]|«*» | * has nothing before it to repeat. To match the character itself, put a backslash before it."],
    ["a**", "a«**» | ** repeats a repetition. Put what is repeated into a group: (?:…)."],
    [
      "a++",
      'a«++» | The possessive repetition ++ does not compile: Go\'s regular expressions, which the gateway uses, have none. Without the last + it compiles but can match more: ^a+a$ matches "aa", ^a++a$ does not.',
    ],
    [
      "a*+",
      'a«*+» | The possessive repetition *+ does not compile: Go\'s regular expressions, which the gateway uses, have none. Without the last + it compiles but can match more: ^a*a$ matches "a", ^a*+a$ does not.',
    ],
    [
      "a?+",
      'a«?+» | The possessive repetition ?+ does not compile: Go\'s regular expressions, which the gateway uses, have none. Without the last + it compiles but can match more: ^a?a$ matches "a", ^a?+a$ does not.',
    ],
    [
      "a{1,2}+",
      'a«{1,2}+» | The possessive repetition {1,2}+ does not compile: Go\'s regular expressions, which the gateway uses, have none. Without the last + it compiles but can match more: ^a{1,2}a$ matches "aa", ^a{1,2}+a$ does not.',
    ],
    ["a{1001}", "a«{1001}» | {1001} repeats too often: Go allows at most 1000 times."],
    ["a{3,2}", "a«{3,2}» | {3,2} has its larger count first."],
    [
      "((a{1000}){1000})",
      "((a{1000})«{1000}») | {1000} repeats too often together with the repetition inside it: Go allows at most 1000 times in all.",
    ],
    ["[z-a]", "[«z-a»] | The range z-a in a character class ends before it starts."],
    [
      "[[:foo:]]",
      "[«[:foo:]»] | [:foo:] is not a character class in Go's regular expressions. An example is [[:alpha:]].",
    ],
    [
      "\\p{Foo}",
      "«\\p{Foo}» | \\p{Foo} is not a class in Go's regular expressions. Examples are \\p{L}, \\p{Lu} and \\p{Greek}.",
    ],
    ["\\p{Greek", "«\\p{Greek» | A \\p is not finished: write it as in \\p{Greek}."],
    [
      "\\p{Uppercase}",
      "«\\p{Uppercase}» | \\p{Uppercase} is not a class in Go's regular expressions. \\p{Lu} comes close.",
    ],
    [
      "\\p{Emoji}",
      "«\\p{Emoji}» | \\p{Emoji} is not a class in Go's regular expressions. Write the characters that are meant, for example [\\x{1F300}-\\x{1FAFF}\\x{2600}-\\x{27BF}].",
    ],
    [
      "\\p{Script=Greek}",
      "«\\p{Script=Greek}» | \\p{Script=Greek} is not a class in Go's regular expressions. Did you mean \\p{Greek}?",
    ],
    [
      "\\p{White_Space}",
      "«\\p{White_Space}» | \\p{White_Space} is not a class in Go's regular expressions. [\\s\\p{Z}] comes close.",
    ],
    ["\\p{Greeek}", "«\\p{Greeek}» | \\p{Greeek} is not a class in Go's regular expressions. Did you mean \\p{Greek}?"],
  ])("%j is refused with a sentence", (source, expected) => {
    expect(refusal(source)).toBe(expected);
  });

  it.each([
    ["50,000 open groups", "(".repeat(50_000), "A group that opens with ( is never closed"],
    ["4,000 nested groups", `${"(".repeat(4_000)}a${")".repeat(4_000)}`, "nested too deeply"],
    ["3,000 nested repetitions", `${"(".repeat(3_000)}a${")*".repeat(3_000)}`, "nested too deeply"],
    ["nested counts", "((((a{9}){9}){9}){9}){9}", "{9} repeats too often together"],
    ["a program larger than Go takes", "a{1000}".repeat(3_400), "too large for Go"],
    ["classes that never close", `[[:${"[:".repeat(4_900)}`, "never closed with ]"],
  ])("Go refuses %s", (_, source, why) => {
    expect(compilePattern(source)).toEqual(
      expect.objectContaining({ kind: "refused", why: expect.stringContaining(why) }),
    );
  });

  it.each([
    ["200 kB", "a".repeat(200_000), "Patterns of more than 100,000 are not tried here; the gateway may accept it."],
    ["a program of a gigabyte", "a{1000}".repeat(1_390), "about 1,390,000 steps"],
    ["the same in alternatives", `${"a{1000}".repeat(3_400)}|b`, "about 3,400,002 steps"],
    ["thousands of Unicode classes", `[${"\\pL".repeat(3_000)}]`, "more Unicode classes"],
    ["ranges that ignore case", `(?i)${"[b-\\x{1E000}]".repeat(100)}`, "ranges that ignore case"],
  ])("A2: %s is beyond a limit of our own: not known, never refused", (_, source, why) => {
    expect(compilePattern(source)).toEqual({ kind: "not-known", because: "limit", why: expect.stringContaining(why) });
  });

  it.each([
    [
      "500 host names",
      `^(?:${hosts(500).join("|").replaceAll(".", "\\.")})$`,
      hosts(500).at(-1) ?? "",
      "host-1.example.org",
    ],
    ["a{1000} 21 times", `^(?:b|${"a{1000}".repeat(21)})$`, "b", "a".repeat(1_000)],
    ["more than 200 Unicode classes", `^${"\\pL".repeat(201)}$`, "é".repeat(201), "1".repeat(201)],
    ["a letter up to 1000 times", "^[a-zé]{1,1000}$", "é".repeat(1000), "é".repeat(1001)],
  ])("A2: %s compile and match", (_, source, match, other) => {
    expect([search(source, match), search(source, other)]).toEqual([true, false]);
  });

  it("does not search a large text with a large pattern: not known", () => {
    expect(search("^[a-z]{1,1000}$", "a".repeat(200_000))).toBe(undefined);
    expect(search("^[a-z]+$", "a".repeat(200_000))).toBe(true);
  });

  it("finds out in linear time whether a pattern compiles", () => {
    const steps = (times: number): number => shapeOf("(a{1000}[\\p{L}]host(?i:b)){10}|".repeat(times)).length;
    expect(steps(400)).toBeLessThanOrEqual(4 * steps(100));
  });

  it("gives the cached pattern back, and survives more patterns than the cache holds", () => {
    expect(compilePattern("cached")).toBe(compilePattern("cached"));
    for (let index = 0; index < 1_500; index++) expect(search(`^p${index}$`, `p${index}`)).toBe(true);
    for (let index = 0; index < 60; index++) expect(search(`^(?:x{900}){20}${index}`, "x")).not.toBe(true);
    expect(search("^p0$", "p0")).toBe(true);
  });

  it("A4: the examples of the sentences are true", () => {
    const holds = (["^(?:a|ab)c$ abc", "^a*a$ a", "^a+a$ aa", "^a?a$ a", "^a{1,2}a$ aa"] as const).map((each) => {
      const [pattern = "", text = ""] = each.split(" ");
      return search(pattern, text);
    });
    expect(holds).toEqual([true, true, true, true, true]);
  });
});

describe("translatePattern", () => {
  const piece = fc.constantFrom(
    ...[
      "a",
      "b",
      "abcde",
      "0",
      "12",
      "é",
      "😀",
      ".",
      "*",
      "+",
      "?",
      "|",
      "(",
      ")",
      "[",
      "]",
      "[^",
      "^",
      "$",
      "\\",
      "-",
    ],
    ...["{2}", "{1,9}", "{0}", "{0,}", "{,", "}", "{01}", "{3,2}", "(?i)", "(?:", "(?P<n>", "(?i:", "(?iii,ii)", "(?"],
    ...["\\1", "\\12", "\\p{L}", "\\pN", "\\P{^Lu}", "\\Q", "\\E", "\\x41", "\\x4", "\\d", "\\b", "[[:alpha:]]", "[:"],
  );
  it("makes a shape that compiles when the pattern does, and is empty when the pattern is", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { engine, shape } = translatePattern(pieces.join(""), []);
        const [pattern, shaped] = [compileRe2(engine), compileRe2(shape)];
        expect(shaped instanceof RE2JS).toBe(pattern instanceof RE2JS);
        if (pattern instanceof RE2JS && shaped instanceof RE2JS) expect(shaped.test("")).toBe(pattern.test(""));
      }),
      { numRuns: 2_000 },
    );
  });
});

function hosts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `host-${index}.example-${index % 7}.internal.example.com`);
}

function shapeOf(source: string): string {
  return translatePattern(source, []).shape;
}

describe("anchoringOf", () => {
  it.each([
    ["feat", "none"],
    ["^feat", "start"],
    ["feat$", "end"],
    ["^feat$", "both"],
    ["(?i)^feat\\z", "both"],
    ["\\Afeat$", "both"],
    ["^a|b$", "none"],
    ["^a$|^b$", "both"],
    ["^(a|b)$", "both"],
    ["^[a|b]$", "both"],
    ["^a\\|b$", "both"],
    ["^a\\$", "start"],
    ["^a\\\\$", "both"],
    ["\\^a$", "end"],
    ["(?m)^a$", "none"],
    ["", "none"],
    ["^$", "both"],
  ])("%s: %s", (source, expected) => {
    expect(anchoringOf(source)).toBe(expected);
  });
});
