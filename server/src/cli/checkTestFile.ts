import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver-types";
import { policyPathsOf } from "../policyTests/policyPaths";
import type { PolicyTestFile } from "../policyTests/policyTestFile";
import type { Environment } from "../service/environment";
import { type FoundPolicy, openTestFile } from "../service/policyTests/openTestFile";
import { testDiagnostics } from "../service/policyTests/testDiagnostics";
import { snapshotOf } from "../service/snapshot";
import { readText } from "./readText";

/** What there is to say about a test file, as the editor says it; `test` runs it. */
export async function checkTestFile(path: string, text: string, known: Environment): Promise<readonly Diagnostic[]> {
  const uri = pathToFileURL(resolve(path)).href;
  const read = openTestFile(uri, text, () => undefined).file;
  const policy = await policyOf(path, read);
  return testDiagnostics(
    openTestFile(uri, text, () => policy, read),
    known,
    { hasSchema: false, isLenient: false },
  );
}

async function policyOf(path: string, { policy }: PolicyTestFile): Promise<FoundPolicy> {
  const lookedFor = policyPathsOf(resolve(path), policy);
  const found = lookedFor.map((each) => join(dirname(path), each)).find((each) => existsSync(each));
  if (found === undefined) return { lookedFor };
  // One that cannot be read is its own failure, and is said where it is checked.
  const read = await readText(found).catch(() => undefined);
  return read === undefined ? undefined : snapshotOf(read.text);
}
