import { kindByName } from "../../catalogue/inputSchema/argumentKind";
import { isJsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { callWhere } from "./callWhere";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { passes } from "./passes";

/** Operators by which a list keeps large numbers out. */
const fromAbove = { required: new Set(["lt", "lte"]), denied: new Set(["gt", "gte"]) };

/**
 * Negative amounts that get past a rule that says how large an amount may be. Only where the tool's schema is known, takes
 * numbers, and says nothing of the smallest: a server that checks it itself is no hole.
 */
export function amountAttacks(argument: GuardedArgument): readonly Hole[] {
  const { path, node, required, denied, tool } = argument;
  if (node === undefined || !node.exact || node.values !== undefined) return [];
  if (kindByName(path.split(".").at(-1) ?? "") !== "amount") return [];
  const isNumber = node.types.includes("number") || node.types.includes("integer");
  if (!isNumber || node.bounds.minimum !== undefined || node.bounds.exclusiveMinimum !== undefined) return [];
  const condition =
    required.find(({ op }) => fromAbove.required.has(op)) ?? denied.find(({ op }) => fromAbove.denied.has(op));
  if (condition === undefined || isJsonObject(condition.value)) return [];
  if (!(Number(condition.value) > 0) || !passes(argument, -1)) return [];
  const args = callWhere(tool, [{ path, op: "eq", value: -1, span: { start: 0, end: 0 } }]);
  if (args === undefined) return [];
  const says = `-1 passes: only large values of ${quote(path)} are stopped, and the schema names no smallest one.`;
  return [{ condition, arguments: args, value: "-1", says }];
}
