/** The strings of package.json are in package.nls.json, which VS Code puts into their places in the language of the window. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly string[];

/** The fields that VS Code shows. A model reads `modelDescription` and the schemas of its tools: they stay English. */
const shown: ReadonlySet<string> = new Set([
  ...["title", "displayName", "description", "markdownDescription", "name", "label", "contents", "altText"],
  ...["contextualTitle", "userDescription", "enumDescriptions", "markdownEnumDescriptions"],
]);
const rooms: ReadonlySet<string> = new Set([
  ...["colors", "commands", "configuration", "customEditors", "mcpServerDefinitionProviders", "semanticTokenModifiers"],
  ...["semanticTokenTypes", "views", "viewsWelcome", "walkthroughs", "languageModelTools"],
]);
/** The product's name is the same in each language. */
const productName = "MCP Policy";
const reference = /^%([\w.-]+)%$/;

/** The manifest with its strings in their places. */
export function withWords<Manifest>(manifest: Manifest, words: Readonly<Record<string, string>>): Manifest {
  return mapped(manifest as Json, [], (text) => {
    const key = reference.exec(text)?.[1];
    return key === undefined ? text : (words[key] ?? text);
  }) as Manifest;
}

/** The manifest with keys in place of its strings, and the strings by key. */
export function withKeys<Manifest>(manifest: Manifest): {
  readonly manifest: Manifest;
  readonly words: Readonly<Record<string, string>>;
} {
  const words: Record<string, string> = {};
  const keyed = mapped(manifest as Json, [], (text, path) => {
    if (!isShown(path) || text === productName) return text;
    const key = keyOf(path);
    words[key] = text;
    return `%${key}%`;
  });
  return { manifest: keyed as Manifest, words };
}

function mapped(value: Json, path: Path, change: (text: string, path: Path) => string): Json {
  if (typeof value === "string") return change(value, path);
  if (Array.isArray(value))
    return value.map((each: Json, index) => mapped(each, [...path, nameOf(each, index)], change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, [...path, key], change)]));
}

/** What an element is known by, so that its key stays when others come and go. */
function nameOf(value: Json, index: number): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return String(index);
  const fields = value as { readonly [key: string]: Json };
  for (const field of ["toolReferenceName", "command", "id", "viewType"])
    if (typeof fields[field] === "string") return fields[field].replace(/^mcpPolicy\./, "");
  return String(index);
}

function isShown(path: Path): boolean {
  const [first = "", room = ""] = path;
  if (path.length === 1) return first === "displayName" || first === "description";
  if (first !== "contributes" || !rooms.has(room) || path.includes("inputSchema")) return false;
  const fields = path.filter((part) => !/^\d+$/.test(part));
  if (room === "languageModelTools" && fields.at(-1) === "name") return false;
  return shown.has(fields.at(-1) ?? "");
}

/** `commands.simulateCall.title`, `configuration.annotations.markdownDescription`. */
function keyOf(path: Path): string {
  const parts = path[0] === "contributes" ? path.slice(1) : path;
  const [room = "", ...rest] = parts;
  const named =
    room === "configuration" && rest.includes("properties") ? rest.slice(rest.indexOf("properties") + 1) : rest;
  return [room, ...named].map((part) => part.replace(/^mcpPolicy\./, "")).join(".");
}

/** The manifest of the project, in English. */
export function readManifest<Manifest>(project: string): Manifest {
  const read = (file: string) => JSON.parse(readFileSync(join(project, file), "utf8"));
  return withWords(read("package.json") as Manifest, read("package.nls.json"));
}
