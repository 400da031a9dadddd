/** Every string of the client is in every language, with the same placeholders, and nothing else is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wordsOfClient } from "../../documents/words.mjs";

const project = join(import.meta.dirname, "../../..");

type Bundle = Readonly<Record<string, string | { readonly message: string }>>;

const bundle = (file: string): Bundle => JSON.parse(readFileSync(join(project, file), "utf8"));
const textOf = (entry: Bundle[string] | undefined): string =>
  typeof entry === "object" ? entry.message : (entry ?? "");
const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([found]) => found).sort();
const languages = (folder: string, name: RegExp): string[] =>
  readdirSync(join(project, folder)).flatMap((file) => name.exec(file)?.[1] ?? []);

describe.each(languages("l10n", /^bundle\.l10n\.(\w+)\.json$/))("l10n/bundle.l10n.%s.json", (language) => {
  const english = bundle("l10n/bundle.l10n.json");
  const translated = bundle(`l10n/bundle.l10n.${language}.json`);

  it("has each string, and no other", () =>
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort()));

  it("has the same placeholders, and white space at the ends", () => {
    for (const [key, entry] of Object.entries(english)) {
      const [was, is] = [textOf(entry), textOf(translated[key])];
      expect(placeholders(is), key).toEqual(placeholders(was));
      expect([is === "", /^ /.test(is), / $/.test(is)], key).toEqual([false, /^ /.test(was), / $/.test(was)]);
    }
  });
});

describe("l10n/bundle.l10n.json", () => {
  // The tool parses each file: 23 s of a processor's time.
  it("is what VS Code's tool finds in the client: npm run words", { timeout: 300_000 }, async () =>
    expect(bundle("l10n/bundle.l10n.json")).toEqual(await wordsOfClient()),
  );
});
