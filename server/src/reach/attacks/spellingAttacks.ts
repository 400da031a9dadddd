import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { quote } from "../../policy/words/plain/quote";
import { denies } from "./deniedTexts";
import { firstCallWith } from "./firstCallWith";
import { type GuardedArgument, guardedArguments } from "./guardedTool";
import type { Hole } from "./hole";
import { passes } from "./passes";
import { type Spelling, shellSpellings, sqlSpellings } from "./spellings";

/** Operators by which a denial forbids a piece of text. */
const naming = new Set(["contains", "regex", "eq", "in"]);

/** Commands and statements that a denial forbids, in another spelling that it lets through. */
export function spellingAttacks(argument: GuardedArgument): readonly Hole[] {
  const spellings = argument.kind === "command" ? shellSpellings : isSql(argument) ? sqlSpellings : [];
  const found: Hole[] = [];
  for (const condition of argument.denied) {
    if (!naming.has(condition.op)) continue;
    const text = wordsOf(condition);
    const hole = spellings
      .filter(({ word }) => word.test(text))
      .map((spelling) => otherSpelling(argument, condition, spelling))
      .find((each) => each !== undefined);
    if (hole !== undefined) found.push(hole);
  }
  return found;
}

function otherSpelling(
  argument: GuardedArgument,
  condition: Hole["condition"],
  { usual, others }: Spelling,
): Hole | undefined {
  // Of those, the one that it denies is what it was meant for.
  const meant = [usual, ...others].find((text) => denies(argument, condition, text));
  const alone = meant === undefined ? wordAlone(argument, usual) : undefined;
  const what = meant ?? alone;
  if (what === undefined || !denies(argument, condition, what) || passes(argument, what)) return undefined;
  const found = firstCallWith(argument, alone === undefined ? others : [usual, ...others]);
  if (found === undefined) return undefined;
  const says =
    alone === undefined
      ? `${quote(what)} is denied, and ${quote(found.value)} passes: it does the same.`
      : `${quote(what)} is denied as a whole string, and ${quote(found.value)} passes.`;
  return { condition, ...found, says };
}

/** The first word, as a list of forbidden words has it; undefined where the rest of a command is an argument of its own. */
function wordAlone({ tool }: GuardedArgument, usual: string): string | undefined {
  const names = tool.inputSchema === undefined ? [] : [...argumentTree(tool.inputSchema).fields.keys()];
  const hasRest = [...names, ...guardedArguments(tool).map(({ path }) => path.split(".")[1] ?? "")].some((name) =>
    /^(?:args|argv|arguments|parameters|params)$/i.test(name),
  );
  return hasRest ? undefined : usual.split(" ")[0];
}

function isSql({ kind, path, node }: GuardedArgument): boolean {
  return kind === "sql" || (/query$/i.test(path) && /\bSQL\b/.test(node?.description ?? ""));
}

/** The words of known commands or statements that a condition forbids. */
export function deniedWords(condition: Hole["condition"], isShell: boolean): readonly string[] {
  const text = wordsOf(condition);
  return (isShell ? shellSpellings : sqlSpellings)
    .filter(({ word }) => word.test(text))
    .map(({ usual }) => usual.split(" ")[0] ?? "");
}

/** What a condition names, without what is special in a pattern. */
function wordsOf({ value }: Hole["condition"]): string {
  return (
    [value]
      .flat()
      // An object of a policy has no prototype, and cannot be printed as a string; no argument equals one anyway.
      .filter((each) => typeof each !== "object")
      .map(String)
      .join(" ")
      .replace(/\\[bsSwWdD]/g, " ")
  );
}
