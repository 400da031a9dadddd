/** README and changelog of the packed extension: VS Code shows them without images, and follows no link into a folder. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { forExtensionPage } from "../../packaging/extensionDocuments.mjs";

const project = resolve(import.meta.dirname, "../..");

describe.each(["README.md", "CHANGELOG.md"])("%s of the packed extension", (name) => {
  const page = forExtensionPage(readFileSync(resolve(project, name), "utf8"));

  it("has no images, and no links but to https and to its own headings", () => {
    expect(page).not.toMatch(/!\[|<img/i);
    const targets = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, target = ""]) => target);
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title.toLowerCase().replaceAll(" ", "-"));
    for (const target of targets)
      if (!target.startsWith("https://")) expect(anchors.map((anchor) => `#${anchor}`)).toContain(target);
  });

  it("speaks of no file and no command of the repository", () => {
    expect(page).not.toMatch(/\b(?:docs|samples|test|server|client)\//);
    expect(page).not.toMatch(/npm (?:start|run|ci|test)/);
    expect(page).not.toMatch(/\bsee\s+\W/i);
  });

  it("says what it says in the repository", () => {
    expect(page).toMatch(/^# /);
    expect(page.length).toBeGreaterThan(1500);
  });
});

it("shows pictures from a public repository, where there is one", () => {
  const text = "a\n\n![picture](docs/x.png)\n\nb [link](docs/y.md)";
  expect(forExtensionPage(text, "https://example.com/raw/v1")).toBe(
    "a\n\n![picture](https://example.com/raw/v1/docs/x.png)\n\nb link",
  );
});

describe("a document for the page of the extension", () => {
  it.each([
    ["a [link](docs/x.md) stays as text", "a link stays as text"],
    ["[out](https://example.com) and [in](#keys) stay", "[out](https://example.com) and [in](#keys) stay"],
    ["Said. See [x](docs/x.md).\nNext", "Said.\nNext"],
    ["said (see\n[x](docs/x.md)). Next", "said. Next"],
    ["engine ([a](docs/a.md), [b](docs/b.md)).", "engine."],
    ["(see [x](https://example.com))", "(see [x](https://example.com))"],
    ["a\n\n![picture](docs/x.png)\n\nb", "a\n\nb"],
    ["a\n\n## Try it\n\n### Deeper\n\nx\n\n## Keys\n\nb", "a\n\n## Keys\n\nb"],
  ])("%j becomes %j", (text, expected) => {
    expect(forExtensionPage(text)).toBe(expected);
  });
});
