import { describe, expect, it } from "vitest";
import { anchoringOf } from "../../server/src/policy/anchoring";
import { compilePattern } from "../../server/src/policy/pattern";

function search(source: string, text: string): boolean | string {
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
    ["a(?=b)", "a«(?=»b) | Lookahead (?=…) is not supported: the gateway uses RE2, which has no lookaround."],
    ["(?!b)", "«(?!»b) | Negative lookahead (?!…) is not supported: the gateway uses RE2, which has no lookaround."],
    ["(?<=b)a", "«(?<=b)a» | Lookbehind (?<=…) is not supported: the gateway uses RE2, which has no lookaround."],
    [
      "(?<!b)a",
      "«(?<!b)a» | Negative lookbehind (?<!…) is not supported: the gateway uses RE2, which has no lookaround.",
    ],
    ["(?>a)", "«(?>»a) | The atomic group (?>…) is not supported: RE2 never backtracks, so (?:…) does the same."],
    ["(?#a)", "«(?#»a) | Comments (?#…) are not supported by RE2."],
    ["(?x)a", "«(?x»)a | The flag x (spaces and comments in patterns) is not supported by RE2."],
    [
      "(?P<n>a)(?P=n)",
      "(?P<n>a)«(?P»=n) | (?P is only known in (?P<name>…): the gateway uses RE2, which has no backreferences and no recursion.",
    ],
    [
      "(?y)a",
      "«(?y»)a | (?y starts no group that RE2 knows. Its groups are (…), (?:…), (?P<name>…) and flags such as (?i).",
    ],
    [
      "(?P<a-b>c)",
      "«(?P<a-b>»c) | The group's name in (?P<a-b> is not valid: write (?P<name>…), with letters, digits and _ in the name.",
    ],
    ["(?P<a>b)(?P<a>c)", "(?P<a>b)(?P<«a»>c) | Two groups are named a."],
    ["(a)\\1", "(a)«\\1» | The backreference \\1 is not supported: the gateway uses RE2, which has no backreferences."],
    ["\\8", "«\\8» | The backreference \\8 is not supported: the gateway uses RE2, which has no backreferences."],
    ["a\\Z", "a«\\Z» | \\Z is not supported. For the end of the text, write \\z or $."],
    ["\\u0041", "«\\u»0041 | \\u is not supported. For a character by its code, write \\x{…}, as in \\x{20AC}."],
    [
      "\\x{110000}",
      "«\\x{110000»} | \\x{110000 is no character: write two hex digits, or \\x{…} with a code up to 10FFFF.",
    ],
    ["\\ba[\\b]", "\\ba[«\\b»] | \\b has no meaning inside a character class."],
    ["\\C", "«\\C» | \\C has no meaning in RE2."],
    ["\\h", "«\\h» | \\h has no meaning in RE2."],
    ["[a[b", "«[a[b» | A character class that opens with [ is never closed with ]."],
    ["(a(b)", "«(»a(b) | A group that opens with ( is never closed with )."],
    ["(\\(a[(]", "«(»\\(a[(] | A group that opens with ( is never closed with )."],
    ["(a))b", "(a)«)»b | A ) closes no group. To match the character itself, write \\)."],
    ["a\\", "a«\\» | The pattern ends with a backslash that has nothing to escape. To match a backslash, write \\\\."],
    ["*a", "«*»a | * has nothing before it to repeat. To match the character itself, put a backslash before it."],
    ["[*]|*", "[*]|«*» | * has nothing before it to repeat. To match the character itself, put a backslash before it."],
    ["a**", "a«**» | ** repeats a repetition. Put what is repeated into a group: (?:…)."],
    ["a++", "a«++» | The possessive repetition ++ is not supported: RE2 never backtracks, so a plain + does the same."],
    ["a{1001}", "a«{1001}» | {1001} repeats too often: RE2 repeats at most 1000 times."],
    ["a{3,2}", "a«{3,2}» | {3,2} has its larger count first."],
    [
      "((a{1000}){1000})",
      "((a{1000})«{1000}») | {1000} repeats too often together with the repetition inside it: RE2 repeats at most 1000 times in all.",
    ],
    ["[z-a]", "[«z-a»] | The range z-a in a character class ends before it starts."],
    ["[[:foo:]]", "[«[:foo:]»] | [:foo:] is no character class that RE2 knows. An example is [[:alpha:]]."],
    [
      "\\p{Foo}",
      "«\\p{Foo}» | \\p{Foo} is no Unicode class that RE2 knows. Examples are \\p{L}, \\p{Lu} and \\p{Greek}.",
    ],
    ["\\p{Greek", "«\\p{Greek» | A \\p is not finished: write it as in \\p{Greek}."],
  ])("%j is refused with a sentence", (source, expected) => {
    expect(refusal(source)).toBe(expected);
  });

  it.each([
    ["50,000 open groups", "(".repeat(50_000), "The pattern has 50000 characters"],
    ["9,000 open groups", "(".repeat(9_000), "A group that opens with ( is never closed"],
    ["4,000 nested groups", `${"(".repeat(4_000)}a${")".repeat(4_000)}`, "nested too deeply"],
    ["3,000 nested repetitions", `${"(".repeat(3_000)}a${")*".repeat(3_000)}`, "nested too deeply"],
    ["100 KB", "a".repeat(100_000), "Patterns of more than 10000 are not tried here"],
    ["a program of a gigabyte", "a{1000}".repeat(1_390), "the pattern has about 1390000 steps"],
    ["nested counts", "((((a{9}){9}){9}){9}){9}", "{9} repeats too often together"],
    ["thousands of Unicode classes", `[${"\\pL".repeat(3_000)}]`, "more than 200 Unicode classes"],
    ["classes that never close", `[[:${"[:".repeat(4_900)}`, "never closed with ]"],
  ])("answers %s quickly", (_, source, why) => {
    const started = performance.now();
    expect(compilePattern(source)).toEqual(expect.objectContaining({ why: expect.stringContaining(why) }));
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("searches in linear time", () => {
    const started = performance.now();
    expect(search("(a+)+$", `${"a".repeat(100_000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("gives the cached pattern back, and survives more patterns than the cache holds", () => {
    expect(compilePattern("cached")).toBe(compilePattern("cached"));
    for (let index = 0; index < 1_500; index++) expect(search(`^p${index}$`, `p${index}`)).toBe(true);
    for (let index = 0; index < 60; index++) expect(search(`^(?:x{900}){20}${index}`, "x")).not.toBe(true);
    expect(search("^p0$", "p0")).toBe(true);
  });
});

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
