import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver-types";
import { policyPathsOf } from "../policyTests/policyPaths";
import type { PolicyTestFile } from "../policyTests/policyTestFile";
import { withConfig } from "../service/config/withConfig";
import type { Environment } from "../service/environment";
import { type FoundPolicy, openTestFile } from "../service/policyTests/openTestFile";
import { testDiagnostics } from "../service/policyTests/testDiagnostics";
import { snapshotOf } from "../service/snapshot";
import { environmentOf } from "./environment";
import type { ProjectConfigs } from "./projectConfig";
import { readText } from "./readText";

/** What there is to say about a test file, as the editor says it; `test` runs it. */
export async function checkTestFile(
  path: string,
  text: string,
  world: Environment,
  configs: ProjectConfigs,
): Promise<readonly Diagnostic[]> {
  const uri = pathToFileURL(resolve(path)).href;
  const read = openTestFile(uri, text, () => undefined).file;
  const found = await policyOf(path, read);
  const policy = found?.policy;
  const known =
    found?.at === undefined || policy === undefined || "lookedFor" in policy
      ? withConfig(world, await configs.of(path))
      : await environmentOf(world, found.at, policy, configs);
  return testDiagnostics(
    openTestFile(uri, text, () => policy, read),
    known,
    { hasSchema: false, isLenient: false },
  );
}

async function policyOf(
  path: string,
  { policy }: PolicyTestFile,
): Promise<{ readonly at?: string; readonly policy: FoundPolicy }> {
  const lookedFor = policyPathsOf(resolve(path), policy);
  const found = lookedFor.map((each) => join(dirname(path), each)).find((each) => existsSync(each));
  if (found === undefined) return { policy: { lookedFor } };
  // One that cannot be read is its own failure, and is said where it is checked.
  const read = await readText(found).catch(() => undefined);
  return read === undefined ? { policy: undefined } : { at: found, policy: snapshotOf(read.text) };
}
