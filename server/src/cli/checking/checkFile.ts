import type { Diagnostic } from "vscode-languageserver-types";
import { admit } from "../../policy/decide/admit";
import type { ToolRules } from "../../policy/model/policy";
import { policyFileKind } from "../../policy/policyFiles";
import { grouped } from "../../policy/words/plain/grouped";
import { counted, plural } from "../../policy/words/plain/plural";
import { quote } from "../../policy/words/plain/quote";
import { countFound } from "../../service/diagnostics/countFound";
import { diagnostics } from "../../service/diagnostics/diagnostics";
import type { Environment } from "../../service/environment";
import { type Snapshot, snapshotOf } from "../../service/snapshot";
import { checkTestFile } from "../checkTestFile";
import { environmentOf } from "../environment";
import type { FoundFile } from "../findFiles";
import { fixFile } from "../fixFile";
import type { CheckedFile, LeftAlone } from "../formats/checked";
import { refuseOversized } from "../openPolicy";
import type { ProjectConfigs } from "../projectConfig";
import { nameOf, readText, slashed } from "../readText";
import { note, UsageError } from "../terminal";

/** Checks one file, whatever is wrong with it. That another product's policy is left alone is noted. */
export async function checkFile(
  file: FoundFile,
  world: Environment,
  configs: ProjectConfigs,
  fixes: boolean,
): Promise<CheckedFile | LeftAlone> {
  const path = slashed(file.path);
  let found = (): readonly Diagnostic[] => [];
  try {
    const read = await readText(file.path);
    if (policyFileKind(file.path) === "test")
      return { path, diagnostics: await checkTestFile(file.path, read.text, world, configs) };
    const before = snapshotOf(read.text);
    if (before.foreign !== undefined) {
      if (fixes && file.path === "-") await fixFile(file, read, before, world);
      note(`${nameOf(file.path)} is a policy of ${before.foreign}, and is left alone.`);
      return { path, product: before.foreign };
    }
    refuseOversized(before, nameOf(file.path));
    const known = await environmentOf(world, file.path, before, configs);
    found = () => diagnostics(before, known);
    const unjudged = unjudgedInWords(file.path, before, known);
    unjudged.forEach(note);
    const notes = [...known.notes, ...unjudged];
    if (!fixes) return { path, diagnostics: found(), notes };
    // What all rules find is kept, so that fixing need not ask some of them again.
    const first = countFound(before, known);
    const after = await fixFile(file, read, before, known);
    const left = diagnostics(after, known);
    if (after !== before && file.path !== "-") {
      const rest = countFound(after, known);
      const done = rest < first ? "fixed" : "changed";
      note(`${nameOf(path)} is ${done}: ${counted(first, "problem")} before, ${grouped(rest)} left.`);
    }
    return { path, diagnostics: left, notes };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { path, diagnostics: found(), problem: error.message };
  }
}

/** "Nothing found" is said only of what was looked at. */
function unjudgedInWords(path: string, { policy }: Snapshot, { catalogue }: Environment): readonly string[] {
  const names = [...policy.tools].flatMap(([tool, { value }]) =>
    admit(policy, tool).kind === "admitted" && catalogue.find(tool) === undefined && isOpen(value) ? [tool] : [],
  );
  const [first] = names;
  if (first === undefined) return [];
  const which = names.length === 1 ? quote(first) : counted(names.length, "tool");
  return [
    `${nameOf(path)}: not known: nothing was judged about ${which}, since no catalogue lists ${plural(names.length, "it", "them")}.`,
  ];
}

function isOpen({ require, denyIf }: ToolRules): boolean {
  return require.length + denyIf.length === 0;
}
