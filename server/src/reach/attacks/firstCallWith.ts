import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { sampleValue } from "../../catalogue/inputSchema/sampleValue";
import { resolvePath } from "../../policy/decide/condition";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import { allowedText } from "./allowedText";
import { callWhere, policyOf } from "./callWhere";
import { type GuardedArgument, type GuardedTool, guardedArguments } from "./guardedTool";
import { isAllowed } from "./isAllowed";
import { argumentsWith, passes } from "./passes";

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
  const others = otherArguments(argument);
  for (const value of passing) {
    const guessed = { ...requiredArguments(tool, path), ...others, ...argumentsWith(path, value) };
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

/** A text for each other argument that has to be there, as far as one is found at once. */
function otherArguments({ tool, path }: GuardedArgument): Record<string, JsonValue> {
  const args: Record<string, JsonValue> = Object.create(null);
  for (const other of guardedArguments(tool)) {
    const [, name = "", ...inner] = other.path.split(".");
    if (inner.length > 0 || name === path.split(".")[1] || other.required.length === 0) continue;
    const value = likelyValues(other).find((each) => passes(other, each));
    if (value !== undefined) args[name] = value;
  }
  return args;
}

function likelyValues(argument: GuardedArgument): readonly JsonValue[] {
  const compared = argument.required.flatMap(({ value }) => [value].flat() as JsonValue[]);
  return [allowedText(argument) ?? "example", ...compared, ...compared.map((each) => Number(each) - 1), 1, true];
}

/** What every call of the tool has beside the argument, so that the call reads like one. */
function requiredArguments({ inputSchema }: GuardedTool, path: string): Record<string, JsonValue> {
  const args: Record<string, JsonValue> = Object.create(null);
  if (inputSchema === undefined) return args;
  for (const [name, field] of argumentTree(inputSchema).fields)
    if (field.required === "always" && path.split(".")[1] !== name) {
      const value = sampleValue(field);
      args[name] = value === "" ? "example" : value;
    }
  return args;
}
