import { printInline } from "../../policy/edit/layout";
import type { PolicyDocument } from "../../policy/model/document";
import { isOperator, operators } from "../../policy/model/operators";
import { isJsonObject, type JsonValue } from "../../policy/text/json";
import type { BuilderChange } from "../../protocol/builder";
import { windows } from "../completion/limitTemplates";
import type { Environment } from "../environment";
import { changePart, type PartPath, partAt } from "./changePart";
import { type Changed, isRefused, refuse } from "./refusal";
import { argumentAt, valueFor, withPath } from "./startingValues";

type SetChange = Extract<BuilderChange, { kind: "set" }>;

/** Writes a field of an entry, a condition or a limit, after a look at what the format takes there. */
export function setPart(document: PolicyDocument, change: SetChange, environment: Environment): Changed {
  const { tool, path } = change;
  const value = change.value as JsonValue;
  const now = partAt(document, tool, path);
  if (change.was !== undefined && printInline(now) !== printInline(change.was))
    return refuse("The text has changed meanwhile. Look at it again.");
  if (now !== undefined && printInline(now) === printInline(value)) return document;
  const field = path.at(-1);
  const shape = shapeOf(path);
  if (shape === "entry" && field === "on_deny") {
    if (typeof value !== "string") return refuse("A message must be a string.");
    return value === "" && now === undefined
      ? document
      : changePart(document, tool, path, value === "" ? undefined : value);
  }
  if (shape === "limit") return setInLimit(document, tool, path, value);
  if (shape === "condition" && tool !== null) return setInCondition(document, tool, path, value, environment);
  return refuse("The builder does not write this part. Change it in the text.");
}

/** What a path leads into. */
export function shapeOf(path: PartPath): "entry" | "condition" | "limit" | undefined {
  const [list, index, field, condition] = path;
  if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0) return undefined;
  if (list === "limits") return path.length <= 3 ? "limit" : undefined;
  if (list !== "require" && list !== "deny_if") return undefined;
  if (path.length === 2 || (path.length === 3 && field !== "conditions")) return "entry";
  return field === "conditions" && typeof condition === "number" && path.length <= 5 ? "condition" : undefined;
}

function setInLimit(document: PolicyDocument, tool: string | null, path: PartPath, value: JsonValue): Changed {
  switch (path.at(-1)) {
    case "max":
      if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1)
        return refuse("A maximum must be a whole number from 1 on.");
      break;
    case "window":
      if (!windows.some((name) => name === value)) return refuse('A window is "minute", "hour" or "day".');
      break;
    case "counter":
      if (typeof value !== "string" || value === "") return refuse("A counter needs a name.");
      break;
    default:
      return refuse("The builder does not write this part. Change it in the text.");
  }
  return changePart(document, tool, path, value);
}

function setInCondition(
  document: PolicyDocument,
  tool: string,
  path: PartPath,
  value: JsonValue,
  environment: Environment,
): Changed {
  const at = path.slice(0, -1);
  const before = partAt(document, tool, at);
  if (!isJsonObject(before)) return refuse("The condition is not in the text any more.");
  const field = path.at(-1);
  const argument = argumentAt(environment, tool, String(field === "path" ? value : before.path));
  if (field === "path") {
    if (typeof value !== "string" || !/^args(\.[^.\s]([^.]*[^.\s])?)+$/.test(value))
      return refuse('An argument is written "args." and its name, with a dot before the name of a field in it.');
    return written(document, tool, at, before, withPath(before, value, argument));
  }
  if (field === "op") {
    if (typeof value !== "string" || !isOperator(value)) return refuse("There is no such operator.");
    return written(document, tool, at, before, { op: value, value: valueFor(value, before.value, argument) });
  }
  if (field !== "value") return refuse("The builder does not write this part. Change it in the text.");
  const why = misfit(String(before.op), value);
  return why === undefined ? changePart(document, tool, path, value) : refuse(why);
}

/** Writes the fields that change, and no other. */
function written(
  document: PolicyDocument,
  tool: string,
  at: PartPath,
  before: JsonValue & object,
  after: { readonly [field: string]: JsonValue },
): Changed {
  let changed: Changed = document;
  for (const [field, value] of Object.entries(after)) {
    if (isRefused(changed)) return changed;
    if (
      printInline((before as Record<string, JsonValue>)[field]) !== printInline(value) ||
      !Object.hasOwn(before, field)
    )
      changed = changePart(changed, tool, [...at, field], value);
  }
  return changed;
}

function misfit(op: string, value: JsonValue): string | undefined {
  switch (operators.get(op)?.takes) {
    case "array":
      return Array.isArray(value) ? undefined : `"${op}" takes a list of values.`;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? undefined : `"${op}" takes a number.`;
    case "boolean":
      return typeof value === "boolean" ? undefined : `"${op}" takes true or false.`;
    case "pattern":
      return typeof value === "string" ? undefined : `"${op}" takes a pattern.`;
    default:
      return undefined;
  }
}
