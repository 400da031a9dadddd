import { type ArgumentPath, argumentPaths } from "../../catalogue/argumentPaths";
import { operators } from "../../policy/model/operators";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { literally } from "../../policy/text/literally";
import { likelyOperator, operandTemplate, operatorsByFit } from "../completion/argument";
import { limitTemplate, usedLimits } from "../completion/limitTemplates";
import { plainValue } from "../completion/plainValue";
import type { Environment } from "../environment";

/** What an agent is told until a person writes something better. */
const unlessWritten = "This call is not allowed by policy.";

/** The argument that a path leads to; undefined when it is not known. */
export function argumentAt({ catalogue }: Environment, tool: string, path: string): ArgumentPath | undefined {
  const schema = catalogue.find(tool)?.inputSchema;
  return schema === undefined ? undefined : argumentPaths(schema).find((argument) => argument.path === path);
}

/** A condition to start from: the operator and the value that fit the argument. */
export function startingCondition(
  path: string,
  argument: ArgumentPath | undefined,
  list: "require" | "deny_if",
): JsonObject {
  const op = argument === undefined ? "eq" : likelyOperator(argument, list);
  return { path, op, value: plainValue(operandTemplate(op, argument)) };
}

/** An entry with one condition, and a message. */
export function startingEntry(condition: JsonObject): JsonObject {
  return { conditions: [condition], on_deny: unlessWritten };
}

/** A limit to start from, with a counter of its own. */
export function startingLimit(env: Environment, tool: string | null, others: JsonValue | undefined): JsonObject {
  const path = tool === null ? ["all_tools", "limits"] : ["tools", tool, "limits"];
  const limit = plainValue(limitTemplate({ path, env }, usedLimits(Array.isArray(others) ? others : [])));
  return isJsonObject(limit) ? limit : {};
}

/** A condition on another argument: operator and value stay if they fit. */
export function withPath({ op, value }: JsonObject, path: string, argument: ArgumentPath | undefined): JsonObject {
  const fits = operatorsByFit(argument).some(({ name, fits }) => fits && name === op);
  if (fits && argument?.enumValues === undefined) return { path, op: op ?? "eq", value: value ?? null };
  const { op: likely, value: starting } = startingCondition(path, argument, "require");
  const kept = fits ? (op ?? null) : (likely ?? null);
  return { path, op: kept, value: fits ? valueFor(String(op), value, argument) : (starting ?? null) };
}

/** A value for an operator: what is there, turned into what the operator takes, else one to start from. */
export function valueFor(op: string, value: JsonValue | undefined, argument: ArgumentPath | undefined): JsonValue {
  const starting = plainValue(operandTemplate(op, argument));
  const single: JsonValue | undefined = Array.isArray(value) ? value[0] : (value as JsonValue | undefined);
  switch (operators.get(op)?.takes) {
    case "array":
      if (Array.isArray(value)) return value;
      return single === undefined || typeof single === "boolean" ? starting : [single];
    case "number":
      return typeof single === "number" ? single : starting;
    case "boolean":
      return typeof value === "boolean" ? value : true;
    case "pattern":
      return typeof single === "string" && single !== "" ? asPattern(single) : starting;
    default:
      return single === undefined || single === null || typeof single === "object" ? starting : single;
  }
}

/** What a person compared with before is matched as a whole; a pattern stays one. */
function asPattern(text: string): string {
  return text.startsWith("^") || text.endsWith("$") ? text : `^${literally(text)}$`;
}
