/** Every string of the manifest is in every language, and nothing else is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const project = join(import.meta.dirname, "../../..");

type Words = Readonly<Record<string, string>>;

const words = (file: string): Words => JSON.parse(readFileSync(join(project, file), "utf8"));
/** What stands for itself in each language: commands in links, settings, code. */
const asWritten = (text = ""): string[] =>
  [...text.matchAll(/\]\(command:[\w.]+\)|`[^`]*`/g)].map(([found]) => found).sort();

const languages = readdirSync(project).flatMap((file) => /^package\.nls\.(\w+)\.json$/.exec(file)?.[1] ?? []);

describe("package.nls.json", () => {
  const english = words("package.nls.json");
  const manifest = readFileSync(join(project, "package.json"), "utf8");

  it("has each key that package.json names, and no other", () => {
    const named = [...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    expect([...new Set(named)].sort()).toEqual(Object.keys(english).sort());
  });

  it.each(languages)("is whole in %s, with the same links and code", (language) => {
    const translated = words(`package.nls.${language}.json`);
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
    for (const [key, entry] of Object.entries(english))
      expect(asWritten(translated[key]), key).toEqual(asWritten(entry));
  });
});
