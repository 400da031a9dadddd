/** The pages of the rules, as the extension holds them. */
import { expect, it } from "vitest";
import { rulePagesFile } from "../../packaging/rulePagesFile.mjs";

const pages: Record<string, string> = JSON.parse(rulePagesFile());

it("Each link of a page leads to a page beside it, to https or to a heading", () => {
  const names = Object.keys(pages);
  expect(names).toEqual(expect.arrayContaining(["README.md", "path-escapes.md"]));
  for (const [name, page] of Object.entries(pages)) {
    const text = page.replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
    for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g))
      if (!/^(?:https:|#)/.test(target)) expect(names, `${name}: ${target}`).toContain(target.split("#")[0]);
  }
});

it("has no spaces that only line up the columns of a table", () => {
  expect(pages["README.md"]).toContain("| Rule | Severity | Fix | Reports |\n| --- | --- | --- | --- |\n");
});
