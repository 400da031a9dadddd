/** Every rule: its page, its two examples, and the texts in fixtures/ with marks and golden texts after each fix. */
import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/policy/text/textEdit";
import { ruleAreas } from "../../server/src/rules/engine/rule";
import { rules } from "../../server/src/rules/index";
import { fixAll } from "../../server/src/service/actions/fixAll";
import type { Environment } from "../../server/src/service/environment";
import { markProblems } from "../policy/fixtures/markedText";
import { applyGolden, codesOf, fixesFor, problemOf, readRuleTexts, reviewOf, worldWith } from "./ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

const files = readdirSync(new URL("fixtures", import.meta.url)).filter((file) => file.endsWith(".txt"));

describe.each(files)("%s", (file) => {
  const texts = readRuleTexts(file);
  it.each(texts)("$title", ({ marked, text }) => {
    expect(markProblems(text, reviewOf(text, world).items.map(problemOf))).toBe(marked);
  });
  const fixed = texts.flatMap(({ title, text, golden }) =>
    [...golden].map(([fix, after]) => ({ title, fix, text, after })),
  );
  if (fixed.length > 0)
    it.each(fixed)("$title: $fix", ({ text, fix, after }) => {
      expect(applyGolden(text, fix, world, ({ edits }) => applyEdits(text, edits))).toBe(after);
    });
});

describe.each(rules)("$code", (rule) => {
  it("has a name, a title and a page", () => {
    expect(rule.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.title).toMatch(/^[A-Z`"].*[^.]$/);
    expect(rule.docs.what).toMatch(/\.$/);
    expect(rule.docs.why).toMatch(/\.$/);
  });
  it("fires on its bad example, and nothing else does", () => {
    expect(codesOf(rule.docs.bad, world)).toEqual([rule.code]);
  });
  it("is silent on its good example, as is everything", () => {
    expect(codesOf(rule.docs.good, world)).toEqual([]);
  });
  it("offers the fixes that its page names, and no others", () => {
    const patterns = rule.fixes.map((title) => new RegExp(`^${title.split("…").map(literally).join(".*")}$`, "s"));
    const offered = [rule.docs.bad, ...files.flatMap((file) => readRuleTexts(file).map(({ text }) => text))].flatMap(
      (text) =>
        reviewOf(text, world).items.flatMap((item) =>
          item.kind === "finding" && item.finding.rule === rule ? item.finding.fixes() : [],
        ),
    );
    const titles = offered.map(({ title }) => title);
    expect(titles.filter((title) => !patterns.some((pattern) => pattern.test(title)))).toEqual([]);
    expect(patterns.filter((pattern) => !titles.some((title) => pattern.test(title)))).toEqual([]);
    // Fixing all asks no other rules.
    expect(offered.some(({ automatic }) => automatic)).toBe(rule.isAutomatic === true);
  });
  it("is silent when a setting says so", async () => {
    const silent = await worldWith({ rules: { [rule.code]: "off" } });
    const { items } = reviewOf(rule.docs.bad, silent);
    expect(items.filter((item) => item.kind === "finding")).toEqual([]);
  });
});

describe("all rules", () => {
  it("have codes of their own", () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  });
  it("are listed by area", () => {
    const areas = Object.keys(ruleAreas);
    const ranks = rules.map(({ area }) => areas.indexOf(area));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
  it("have fixes that remove what they fix, or make the text parse as before", () => {
    for (const { docs } of rules)
      for (const fix of fixesFor(docs.bad, world)) expect(applyEdits(docs.bad, fix.edits)).not.toBe(docs.bad);
  });
  it("let fix all come to rest", () => {
    for (const { docs } of rules) {
      const once = fixAll(docs.bad, world);
      expect(fixAll(once, world)).toBe(once);
    }
  });
});

/** A text as a pattern of itself. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
