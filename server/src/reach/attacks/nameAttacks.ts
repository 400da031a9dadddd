import { nameParts } from "../../catalogue/nameParts";
import type { Condition } from "../../policy/model/policy";
import { quote } from "../../policy/words/plain/quote";
import { denies } from "./deniedTexts";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument, GuardedTool } from "./guardedTool";
import type { Hole } from "./hole";

/** Names that a list of forbidden ones forgets, by what the forbidden one looks like. */
const forgotten: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^[a-z_]+(?:\.[a-z_]+)+$/, ["ir.config_parameter", "hr.employee", "res.users.apikeys"]],
  [/^(?:main|master|develop|release)$/, ["refs/heads/main", "refs/heads/master", "production"]],
  [/./, ["secrets", "admin", "users"]],
];

/**
 * Names that a requirement lets through since it says what is forbidden: everything else passes. Silent where another
 * requirement says what is allowed, and where the schema lists the values.
 */
export function nameAttacks(argument: GuardedArgument): readonly Hole[] {
  const { kind, required } = argument;
  const condition = required.find(({ op }) => op === "neq" || op === "not_in");
  if (kind !== "name" && kind !== "branch" && kind !== "path" && kind !== "host" && kind !== "url") return [];
  // Every list differs from a text, which is another finding.
  if (
    condition === undefined ||
    argument.isList ||
    required.some(({ op }) => op === "eq" || op === "in" || op === "regex")
  )
    return [];
  const names = [condition.value].flat().filter((each): each is string => typeof each === "string" && each !== "");
  const [first] = names;
  if (first === undefined) return [];
  const others = forgotten.find(([looksLike]) => looksLike.test(first))?.[1] ?? [];
  const found = firstCallWith(argument, [...others, `${first}_2`]);
  if (found === undefined) return [];
  const all = names.length === 1 ? quote(first) : `the ${names.length} names`;
  return [{ condition, ...found, says: `Everything but ${all} passes, ${quote(found.value)} among it.` }];
}

/** Branches that people protect. Any other name may be no branch but a version, or a folder. */
const protectedBranches: ReadonlySet<string> = new Set(
  "main master trunk develop dev prod production release stable staging live".split(" "),
);

/** Whether a tool hands what it gets to `git push`, which takes refspecs: the API of a code host does not. */
export function takesRefspecs({ name }: GuardedTool): boolean {
  const words = nameParts(name);
  return words.includes("git") && words.includes("push");
}

/** Branches that a denial names, by their full names or as refspecs, which git takes as well. */
export function branchAttacks(argument: GuardedArgument): readonly Hole[] {
  if (argument.kind !== "branch") return [];
  return argument.denied.flatMap((condition) => {
    const names = deniedBranches(argument, condition);
    const starts = ["refs/heads/", ...(takesRefspecs(argument.tool) ? ["HEAD:", "+"] : [])];
    const found = firstCallWith(
      argument,
      starts.flatMap((start) => names.map((each) => `${start}${each}`)),
    );
    if (found === undefined) return [];
    const says = `${quote(names.find((each) => found.value.endsWith(each)) ?? "")} is denied, and ${quote(found.value)} passes: it is the same branch.`;
    return [{ condition, ...found, says }];
  });
}

/** The protected branches that a condition denies by their bare names. */
export function deniedBranches(argument: GuardedArgument, condition: Condition): readonly string[] {
  if (condition.op !== "eq" && condition.op !== "in" && condition.op !== "regex") return [];
  return [...protectedBranches].filter((each) => denies(argument, condition, each));
}
