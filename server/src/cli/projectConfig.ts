import { basename, dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import type { Diagnostic } from "vscode-languageserver-types";
import type { PolicyPlace } from "../catalogue/chooseServer";
import { configToMake, findConfig, folderOfConfig, type KnownFolders } from "../disk/findConfig";
import { policyFileKind } from "../policy/policyFiles";
import { configDiagnostics } from "../service/config/configDiagnostics";
import { configuredKind } from "../service/config/configuredKind";
import { configuredServer } from "../service/config/configuredServer";
import { emptyConfig, type ProjectConfig } from "../service/config/projectConfig";
import { readConfig } from "../service/config/readConfig";
import { messageOf, severityOf } from "./formats/checked";
import { readText, shortest, slashed } from "./readText";
import { complain, UsageError } from "./terminal";

/** What the command line says of configurations: a file to use for all policies, false for none, else the nearest. */
export type ConfigChoice = string | boolean | undefined;

/** Adds the two options. */
export function withConfigOptions(command: Command): Command {
  return command
    .option("--config <file>", "configuration to use instead of the nearest .mcp-policy/config.json")
    .option("--no-config", "use no configuration");
}

/** A configuration that was read for some file. */
export interface UsedConfig {
  readonly path: string;
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** Why it could not be read, in a sentence. */
  readonly problem?: string;
}

/** Finds and reads the configuration of each file, once for all files of a repository. */
export class ProjectConfigs {
  readonly #choice: ConfigChoice;
  readonly #read = new Map<string, UsedConfig>();
  readonly #known: KnownFolders = new Map();

  constructor(choice: ConfigChoice) {
    this.#choice = choice;
  }

  /** The configuration that a file goes by; `-` is in the current folder. */
  async of(path: string): Promise<ProjectConfig> {
    const found = this.#pathFor(path === "-" ? "." : dirname(path));
    return found === undefined ? emptyConfig : (await this.read(found)).config;
  }

  /** Where a policy is, as far as it tells which server it is about; `-` is in the current folder. */
  async place(path: string): Promise<PolicyPlace> {
    const folder = path === "-" ? "." : dirname(path);
    const found = this.#pathFor(folder) ?? configToMake(folder, ".");
    const inside = path === "-" ? "" : slashed(relative(patternFolder(found), resolve(path)));
    return {
      folder: join(dirname(found), "servers"),
      path: inside,
      configured: configuredServer(inside, await this.of(path)),
    };
  }

  /** Whether a file is looked for in a folder: as it is called, unless its configuration says otherwise. */
  async takes(path: string, wanted: "policy" | "test"): Promise<boolean> {
    const found = this.#pathFor(dirname(path));
    if (found === undefined) return policyFileKind(path) === wanted;
    const inside = slashed(relative(patternFolder(found), resolve(path)));
    return configuredKind(inside, (await this.read(found)).config) === wanted;
  }

  #pathFor(folder: string): string | undefined {
    if (typeof this.#choice === "string") return this.#choice;
    if (this.#choice === false) return undefined;
    return findConfig(folder, ".", this.#known);
  }

  /**
   * Reads a configuration; a broken one is its own fault, and what can be read of it holds. Throws a `UsageError` for the
   * one that a person has named when it is not there: nothing is decided without what was asked for.
   */
  async read(path: string): Promise<UsedConfig> {
    const key = resolve(path);
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const used = await readNow(shortest(path));
    if (used.problem !== undefined && path === this.#choice) throw new UsageError(used.problem);
    this.#read.set(key, used);
    return used;
  }

  /** Those that were read. */
  used(): readonly UsedConfig[] {
    return [...this.#read.values()];
  }

  /** Says what is wrong with those that were read. A broken one makes the command end with 2; the rest has its defaults. */
  report(): void {
    for (const { path, diagnostics, problem } of this.used()) {
      if (problem !== undefined) complain(problem);
      for (const diagnostic of diagnostics) {
        const { line, character } = diagnostic.range.start;
        complain(`${slashed(path)}:${line + 1}:${character + 1}: ${messageOf(diagnostic)}`);
      }
    }
    if (this.used().some(isBroken)) process.exitCode = 2;
  }
}

/** Whether a configuration could not be read as it was meant. */
export function isBroken({ diagnostics, problem }: UsedConfig): boolean {
  return problem !== undefined || diagnostics.some((diagnostic) => severityOf(diagnostic) === "error");
}

/** The folder that the patterns of a configuration count from. */
function patternFolder(path: string): string {
  return basename(dirname(resolve(path))) === ".mcp-policy" ? resolve(folderOfConfig(path)) : resolve(".");
}

async function readNow(path: string): Promise<UsedConfig> {
  try {
    const { text } = await readText(path);
    const config = readConfig(text);
    return { path, config, diagnostics: configDiagnostics(text, config) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { path, config: emptyConfig, diagnostics: [], problem: error.message };
  }
}
