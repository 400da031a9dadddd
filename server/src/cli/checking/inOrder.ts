import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { policyFileKind } from "../../policy/policyFiles";
import type { Environment } from "../../service/environment";
import type { FoundFile } from "../findFiles";
import type { CheckedFile, LeftAlone } from "../formats/checked";
import type { ConfigChoice, ProjectConfigs } from "../projectConfig";
import { checkFile } from "./checkFile";
import { FilesAhead } from "./filesAhead";

/** Fewer bytes are checked before other threads have started. */
const manyBytes = 4_000_000;

/** More threads would take more memory than time. */
const mostThreads = 4;

/** How files are checked. The result depends on none of this but on `fixes`. */
export interface CheckOptions {
  readonly fixes: boolean;
  readonly config: ConfigChoice;
  /** How many threads share the work when there are many files. */
  readonly threads?: number;
  /** From how many bytes on. */
  readonly threadsFrom?: number;
  readonly module?: string;
}

/**
 * What is found in each file, in their order; a configuration is read, and says what is found in it itself. Many policies
 * are checked by several threads, of which nothing can be seen from here: notes come in the order of the files.
 */
export async function* inOrder(
  files: readonly FoundFile[],
  world: Environment,
  configs: ProjectConfigs,
  { fixes, config, threads = Math.min(availableParallelism(), mostThreads), threadsFrom, module }: CheckOptions,
): AsyncGenerator<CheckedFile | LeftAlone> {
  const policies = files.filter(({ path }) => policyFileKind(path) !== "config" && policyFileKind(path) !== "test");
  // A fix is written file by file: two names may lead to one file.
  const isLong = !fixes && threads > 1 && areLong(policies, threadsFrom);
  const { settings, now } = world;
  const ahead = isLong
    ? new FilesAhead(policies, { role: "mcp-policy check", known: { settings, now }, config }, threads, module)
    : undefined;
  try {
    const taken = new Set(ahead === undefined ? [] : policies);
    for (const file of files) {
      if (policyFileKind(file.path) === "config") await configs.read(file.path);
      else if (ahead === undefined || !taken.has(file)) yield await checkFile(file, world, configs, fixes);
      else {
        const found = await ahead.next(file);
        // Configurations are listed here, in the order in which files ask for them.
        if (!("product" in found) && found.problem === undefined) await configs.of(file.path);
        yield found;
      }
    }
  } finally {
    await ahead?.stop();
  }
}

/** Whether there is enough to do for several threads. */
function areLong(files: readonly FoundFile[], least = manyBytes): boolean {
  if (files.length < 2) return false;
  let bytes = 0;
  for (const { path } of files) {
    bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes > least) return true;
  }
  return false;
}
