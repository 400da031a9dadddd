import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What the numbers were measured on, for people who compare. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly packages: Readonly<Record<string, string>>;
}

const compared = [
  "vscode-langservers-extracted",
  "vscode-json-languageservice",
  "@cedar-policy/cedar-wasm",
  "json-rules-engine",
  "vscode-languageserver",
  "jsonc-parser",
];

/** Describes the machine without naming it. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}`,
    node: process.version,
    packages: Object.fromEntries(compared.map((name) => [name, versionOf(`node_modules/${name}`)])),
  };
}

/** Processes that wanted to run in the last minute; other work on the machine shows here. */
export function load(): string {
  return loadavg()[0]?.toFixed(1) ?? "unknown";
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { readonly version: string }).version;
}
