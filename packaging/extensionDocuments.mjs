/**
 * Writes what goes into the packed extension beside the bundles: `node packaging/extensionDocuments.mjs`.
 *
 * VS Code's page of an extension shows no images and follows no links but those to https and to headings, wherever the files
 * are; the galleries show no others either. So README.md and CHANGELOG.md are packed as far as they can be read there: with
 * pictures where there is a public repository to show them from, which the release workflow names, and without them elsewhere.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { narrowTables } from "./narrowTables.mjs";
import { packedBundles } from "./packedBundles.mjs";
import { thirdPartyNotices } from "./thirdPartyNotices.mjs";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));
const bundles = [...packedBundles, "pages"];

/** Sections about this repository, and what VS Code shows by itself in the tab _Features_. */
const leftOut = ["Try it", "Commands", "Settings", "Problems", "Other editors", "More"];

const link = String.raw`\[[^\]]*\]\((?!https:|#)[^)]*\)`;
const patterns = {
  image: /^!\[([^\]]*)\]\((?!https:)([^)]*)\)\n+/gm,
  /** Only leads elsewhere: "See [that](there)." or "([this](here), [that](there))". */
  reference: new RegExp(String.raw`\s+(?:See\s+${link}\.|\((?:see\s+)?${link}(?:(?:,| and)\s+${link})*\))`, "g"),
  link: /\[([^\]]*)\]\((?!https:|#)[^)]*\)/g,
};

/**
 * A document of this repository for VS Code's page of the extension.
 *
 * @param {string} text
 * @param {string} [pictures] the address of the repository's files, from which pictures are shown
 * @returns {string}
 */
export function forExtensionPage(text, pictures) {
  const sections = text.split(/^(?=## )/m);
  const kept = sections.filter((section) => !leftOut.some((title) => section.startsWith(`## ${title}\n`))).join("");
  return narrowTables(kept)
    .replace(patterns.image, (_, words, file) => (pictures === undefined ? "" : `![${words}](${pictures}/${file})\n\n`))
    .replace(patterns.reference, "")
    .replace(patterns.link, "$1");
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const read = (name) => readFileSync(join(projectFolder, name), "utf8");
  const write = (name, text) => writeFileSync(join(projectFolder, "dist", name), text);
  const { version } = JSON.parse(read("package.json"));
  const { PACKAGE_REPOSITORY: repository } = process.env;
  const pictures = repository && `${repository}/raw/v${version}`;
  for (const name of ["README.md", "CHANGELOG.md"]) write(name, forExtensionPage(read(name), pictures));
  write("ThirdPartyNotices.txt", `${thirdPartyNotices(bundles.map((name) => join(projectFolder, "dist", name)))}\n`);
}
