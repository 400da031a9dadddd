import { readFileSync, writeFileSync } from "node:fs";
import { it } from "vitest";
import { applyEdits } from "../../../server/src/policy/textEdit";
import { markProblems } from "../../policy/fixtures/markedText";
import { applyGolden, problemOf, readRuleTexts, remarksOf, worldWith } from "../ruleTexts";
it("writes", async () => {
  const world = await worldWith();
  for (const name of (process.env.GOLD ?? "").split(",")) {
    const file = `/work/main/test/rules/fixtures/${name}.txt`;
    const head = readFileSync(file, "utf8").split(/^=== /m)[0];
    const texts = readRuleTexts(`${name}.txt`);
    const out = texts.map(({ title, text, golden }) => {
      const m = markProblems(text, remarksOf(text, world).remarks.map(problemOf));
      const g = [...golden.keys()].map((fix) => `--- ${fix}\n${applyGolden(text, fix, world, ({ edits }) => applyEdits(text, edits)) ?? "!!! NOT OFFERED"}\n`);
      return `=== ${title}\n${m}\n${g.join("")}`;
    });
    writeFileSync(file, head + out.join("\n"));
  }
}, 60000);
