/** The licences of what a bundle contains, as they ask to be passed on: `node packaging/thirdPartyNotices.mjs FILE BUNDLE…`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));
const licenceFile = /^(licen[cs]e|copying|notice|third.?party.?notices)([.-]\w+)*$/i;

/**
 * The notices for bundles that have been built.
 *
 * @param {string[]} bundles
 * @returns {string}
 */
export function thirdPartyNotices(bundles) {
  const folders = [...new Set(bundles.flatMap(packageFolders))];
  const notices = new Map(folders.map((folder) => [packageName(folder), notice(folder)]));
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return ["This package contains the following third-party packages.", ...sorted].join(`\n\n${"-".repeat(80)}\n\n`);
}

/**
 * The folders of the packages that a bundle contains, by the metafile that the build writes next to it. A module that the
 * build left out as unused does not count.
 *
 * @param {string} bundle
 * @returns {string[]}
 */
export function packageFolders(bundle) {
  const { outputs } = JSON.parse(readFileSync(`${bundle}.meta.json`, "utf8"));
  const modules = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((module) => inputs[module].bytesInOutput > 0),
  );
  const folders = modules.map((module) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].map((folder) => resolve(projectFolder, folder));
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = typeof author === "string" ? author : author?.name;
  const texts = licenceFiles(folder, name).map((file) => readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim());
  const heading = [`${name} ${version} (${license})`, ...(by ? [by] : []), ...(homepage ? [homepage] : [])].join("\n");
  return [heading, ...texts].join("\n\n");
}

/**
 * The licence files of a package; `packaging/licences/` has those of packages that name a licence and leave its text out.
 *
 * @param {string} folder
 * @param {string} name
 */
function licenceFiles(folder, name) {
  const files = readdirSync(folder).filter((file) => licenceFile.test(file));
  if (files.length > 0) return files.map((file) => join(folder, file));
  const kept = join(projectFolder, "packaging/licences", `${name.replace("/", "+")}.txt`);
  if (existsSync(kept)) return [kept];
  throw new Error(`${name} has no licence file, and its licence has to be passed on. Add ${kept}.`);
}

/** @param {string} folder */
function packageName(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;
}

const [script, file, ...bundles] = process.argv.slice(1);
if (file && script && basename(script) === basename(fileURLToPath(import.meta.url))) {
  writeFileSync(file, `${thirdPartyNotices(bundles)}\n`);
}
