import { kindByName } from "../../catalogue/inputSchema/argumentKind";
import type { JsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { classifyTool } from "../../risk/classifyTool";
import { callWhere, policyOf } from "./callWhere";
import type { GuardedArgument } from "./guardedTool";
import { guessedCalls } from "./guessedCalls";
import type { Hole } from "./hole";
import { isAllowed } from "./isAllowed";
import { passes } from "./passes";

/** Operators by which a list keeps large numbers out. */
const fromAbove = { required: new Set(["lt", "lte"]), denied: new Set(["gt", "gte"]) };

/**
 * Negative amounts that get past a rule that says how large an amount may be. Where the tool's schema is known, only if it
 * takes numbers and says nothing of the smallest: a server that checks it itself is no hole. Where it is not known, only
 * if the tool does more than read: the highest price that is looked for may as well be negative.
 */
export function amountAttacks(argument: GuardedArgument): readonly Hole[] {
  const { path, required, denied, tool } = argument;
  if (kindByName(path.split(".").at(-1) ?? "") !== "amount") return [];
  const condition =
    required.find(({ op }) => fromAbove.required.has(op)) ?? denied.find(({ op }) => fromAbove.denied.has(op));
  const bound = condition?.value;
  if (condition === undefined || typeof bound !== "number" || bound <= 0) return [];
  if (!passes(argument, -1) || !mayBeNegative(argument)) return [];
  const guessed = guessedCalls(argument)(-1);
  const args = isAllowed(policyOf(tool, tool.rules), tool.name, guessed) ? guessed : callWith(argument, -1);
  if (args === undefined) return [];
  const text = String(bound + 1);
  const says =
    tool.inputSchema !== undefined
      ? `-1 passes: only large values of ${quote(path)} are stopped, and the schema names no smallest one.`
      : `-1 passes${passes(argument, text) ? `, and so does the string ${quote(text)}` : ""}: only large numbers are stopped in ${quote(path)}.`;
  return [{ condition, arguments: args, value: "-1", says }];
}

/** The solver looks for what the other arguments have to be. The string "-1" equals -1 as well; lt holds for numbers alone. */
function callWith({ tool, path }: GuardedArgument, amount: number): JsonObject | undefined {
  const span = { start: 0, end: 0 };
  return callWhere(tool, [
    { path, op: "eq", value: amount, span },
    { path, op: "lt", value: 0, span },
  ]);
}

function mayBeNegative({ tool, node }: GuardedArgument): boolean {
  if (tool.inputSchema === undefined) return classifyTool({ name: tool.name }).category !== "Read";
  if (node === undefined || !node.exact || node.values !== undefined) return false;
  const isNumber = node.types.includes("number") || node.types.includes("integer");
  return isNumber && node.bounds.minimum === undefined && node.bounds.exclusiveMinimum === undefined;
}
