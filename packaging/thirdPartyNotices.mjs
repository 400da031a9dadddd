/** The licences of what a bundle contains, as they ask to be passed on: `node packaging/thirdPartyNotices.mjs FILE BUNDLE…`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const licenceFile = /^(licen[cs]e|copying|notice|third.?party.?notices)([.-]\w+)*$/i;

/**
 * The notices for bundles, by the source maps beside them.
 *
 * @param {string[]} bundles
 * @returns {string}
 */
export function thirdPartyNotices(bundles) {
  const folders = [...new Set(bundles.flatMap(packageFolders))];
  const notices = new Map(folders.map((folder) => [packageName(folder), notice(folder)]));
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return ["This package contains the following packages of others.", ...sorted].join(`\n\n${"-".repeat(80)}\n\n`);
}

/**
 * The folders of the packages that a bundle is made of.
 *
 * @param {string} bundle
 * @returns {string[]}
 */
export function packageFolders(bundle) {
  const { sources } = JSON.parse(readFileSync(`${bundle}.map`, "utf8"));
  const inPackages = sources.map((source) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0]);
  const found = inPackages.filter((folder) => folder !== undefined);
  return [...new Set(found)].map((folder) => resolve(dirname(bundle), folder));
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = typeof author === "string" ? author : author?.name;
  const files = readdirSync(folder).filter((file) => licenceFile.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  const heading = [`${name} ${version} (${license})`, ...(by ? [by] : []), ...(homepage ? [homepage] : [])].join("\n");
  return [heading, ...texts].join("\n\n");
}

/** @param {string} folder */
function packageName(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;
}

const [script, file, ...bundles] = process.argv.slice(1);
if (file && script && basename(script) === basename(fileURLToPath(import.meta.url))) {
  writeFileSync(file, `${thirdPartyNotices(bundles)}\n`);
}
