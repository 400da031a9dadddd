import { resolvePath } from "../../policy/decide/condition";
import type { JsonObject } from "../../policy/text/json";
import { callWhere, policyOf } from "./callWhere";
import type { GuardedArgument } from "./guardedTool";
import { guessedCalls } from "./guessedCalls";
import { isAllowed } from "./isAllowed";
import { passes } from "./passes";

/**
 * The first of some values of an argument that gets through, with the arguments of a call that the rules let through;
 * undefined when there is none. `decide` has allowed what is returned. What other arguments have to be is found by the
 * solver where a guess does not do, and only where conditions look at others.
 */
export function firstCallWith(
  argument: GuardedArgument,
  values: readonly string[],
): { readonly value: string; readonly arguments: JsonObject } | undefined {
  const { tool, path } = argument;
  const passing = values.filter((value) => passes(argument, value));
  const [first] = passing;
  if (first === undefined) return undefined;
  const policy = policyOf(tool, tool.rules);
  const guess = guessedCalls(argument);
  for (const value of passing) {
    const guessed = guess(value);
    if (isAllowed(policy, tool.name, guessed)) return { value, arguments: guessed };
  }
  const callWithOneOf = (some: readonly string[]): JsonObject | undefined =>
    callWhere(tool, [{ path, op: "in", value: [...some], span: { start: 0, end: 0 } }]);
  // The first one is the easiest to read.
  const found = callWithOneOf([first]) ?? (passing.length > 1 ? callWithOneOf(passing) : undefined);
  const at = found && resolvePath(path, found);
  return found !== undefined && at?.found === true && typeof at.value === "string"
    ? { value: at.value, arguments: found }
    : undefined;
}
