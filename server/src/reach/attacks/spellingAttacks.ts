import { testCondition } from "../../policy/decide/condition";
import { quote } from "../../policy/words/plain/quote";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { argumentsWith, passes } from "./passes";
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
  const denies = (text: string): boolean => testCondition(condition, argumentsWith(argument.path, text)).holds === true;
  // Of those, the one that it denies is what it was meant for.
  const meant = [usual, ...others].find(denies);
  if (meant === undefined || passes(argument, meant)) return undefined;
  const found = firstCallWith(argument, others);
  if (found === undefined) return undefined;
  return {
    condition,
    ...found,
    says: `${quote(meant)} is denied, and ${quote(found.value)} passes: it does the same.`,
  };
}

function isSql({ kind, path, node }: GuardedArgument): boolean {
  return kind === "sql" || (/query$/i.test(path) && /\bSQL\b/.test(node?.description ?? ""));
}

/** The word of a known command or statement that a condition forbids; undefined when it forbids none. */
export function deniedWord(condition: Hole["condition"], isShell: boolean): string | undefined {
  const text = wordsOf(condition);
  const spelling = (isShell ? shellSpellings : sqlSpellings).find(({ word }) => word.test(text));
  return spelling && /^\w+/.exec(spelling.usual)?.[0];
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
