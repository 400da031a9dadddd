/**
 * Fails unless a release's tag, the version and the changelog agree; prints what the changelog says about the version:
 * `node packaging/release/checkTag.mjs v1.2.3`.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What the changelog says about the version that a tag names.
 *
 * @param {string} tag
 * @param {string} version the version of package.json
 * @param {string} changelog
 * @returns {string}
 */
export function releaseNotes(tag, version, changelog) {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but package.json has version ${version}.`);
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.startsWith(`[${version}] - `));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## [${version}] - DATE".`);
  const [heading = "", ...lines] = section.split("\n");
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading))
    throw new Error(`CHANGELOG.md gives no date for ${version}: "## ${heading}".`);
  return `${lines.join("\n").trim()}\n`;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  try {
    process.stdout.write(
      releaseNotes(process.argv[2] ?? "", JSON.parse(read("package.json")).version, read("CHANGELOG.md")),
    );
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
