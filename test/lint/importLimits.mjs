/**
 * What each room of the server may import: the one table behind importLimits.json, which biome.json
 * includes and `node test/lint/importLimits.mjs` writes. ARCHITECTURE.md says why. A room's own files, at any depth, are always allowed.
 */

import { writeFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const { relative } = posix;

/** @typedef {{ folder: string, may: readonly string[], packages: readonly string[] }} Room */

const policy = ["policy"];

/** @type {readonly Room[]} In the order of the rings: a room knows only rooms above it. */
export const rooms = [
  { folder: "protocol", may: [], packages: ["vscode-languageserver-types"] },
  { folder: "policy/words/plain", may: [], packages: [] },
  { folder: "policy/text", may: ["policy/words/plain"], packages: ["jsonc-parser"] },
  { folder: "policy/model", may: ["policy/words/plain", "policy/text", "../schema"], packages: ["jsonc-parser"] },
  {
    folder: "policy/pattern",
    may: ["policy/words/plain", "policy/text", "policy/model"],
    packages: ["re2js", "jsonc-parser"],
  },
  {
    folder: "policy/decide",
    may: ["policy/text", "policy/model", "policy/pattern", "policy/words"],
    packages: ["jsonc-parser"],
  },
  {
    folder: "policy/words",
    may: ["policy/text", "policy/model", "policy/pattern", "policy/decide"],
    packages: ["jsonc-parser"],
  },
  {
    folder: "policy/problems",
    may: ["policy/text", "policy/model", "policy/pattern", "policy/decide", "policy/words"],
    packages: ["jsonc-parser"],
  },
  { folder: "policy/edit", may: ["policy/words/plain", "policy/text", "policy/model"], packages: ["jsonc-parser"] },
  { folder: "catalogue", may: policy, packages: ["@cfworker/json-schema", "jsonc-parser"] },
  { folder: "reach", may: [...policy, "catalogue", "risk"], packages: ["refa", "re2js"] },
  { folder: "risk", may: [...policy, "catalogue"], packages: [] },
  { folder: "policyTests", may: [...policy, "reach", "../schema"], packages: ["jsonc-parser"] },
  { folder: "worker", may: ["protocol"], packages: ["path-browserify"] },
  { folder: "notation", may: policy, packages: ["yaml"] },
  { folder: "disk", may: policy, packages: ["node:*", "node:fs/promises"] },
  {
    folder: "mcp",
    may: [...policy, "catalogue", "risk", "notation", "disk"],
    packages: ["node:*", "node:fs/promises", "cross-spawn", "eventsource-parser", "jsonc-parser", "smol-toml", "yaml"],
  },
  { folder: "rules", may: [...policy, "catalogue", "reach", "risk"], packages: [] },
  {
    folder: "service",
    may: [...policy, "policyTests", "catalogue", "reach", "risk", "rules", "notation", "protocol", "../schema"],
    packages: ["vscode-languageserver-types", "vscode-languageserver-textdocument", "jsonc-parser"],
  },
  {
    folder: "assistant",
    may: [...policy, "policyTests", "catalogue", "reach", "risk", "service", "protocol"],
    packages: [
      "@modelcontextprotocol/server",
      "@modelcontextprotocol/server/stdio",
      "@modelcontextprotocol/server/validators/cf-worker",
      "vscode-languageserver-types",
    ],
  },
];

/** How deep folders within a room may be nested. */
const deepest = 2;

/** @param {number} times */
const up = (times) => "../".repeat(times);

/**
 * The files of a room that stand `depth` folders below it, and the patterns of what they must not import: everything,
 * but their own room and those in the table. A path that leaves a room on the way (`./x/../../y`) is refused.
 * @param {Room} room @param {number} depth
 */
function override({ folder, may, packages }, depth) {
  const paths = may.map((name) => relative(`${folder}${"/x".repeat(depth)}`, name));
  const names = may.map((name) => name.replace(/^\.\.\//, "")).join(", ");
  return {
    includes: [`server/src/${folder}/${"*/".repeat(depth)}${depth === deepest ? "**" : "*"}`],
    linter: {
      rules: {
        style: {
          noRestrictedImports: {
            level: "error",
            options: {
              patterns: [
                {
                  group: [
                    "**",
                    "!./**",
                    ...(depth === 0 ? [] : ["!../**"]),
                    `${up(depth + 1)}**`,
                    ...paths.flatMap((path) => [`!${path}`, `!${path}/**`]),
                    ...paths.map((path) => `${path}/**/../**`),
                    "./**/../**",
                    ...packages.map((name) => `!${name}`),
                  ],
                  message: `${folder} knows only itself${names === "" ? "" : `, ${names}`}${packages.length === 0 ? "" : ` and ${packages.join(", ")}`}: test/lint/importLimits.mjs.`,
                },
              ],
            },
          },
        },
      },
    },
  };
}

/** The table as Biome's configuration. */
export const importLimits = {
  // The last one that fits a file holds: a room within a room comes after it.
  overrides: rooms
    .toSorted((a, b) => a.folder.split("/").length - b.folder.split("/").length)
    .flatMap((room) => Array.from({ length: deepest + 1 }, (_, depth) => override(room, depth))),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL("importLimits.json", import.meta.url));
  writeFileSync(file, `${JSON.stringify(importLimits, null, 2)}\n`);
}
