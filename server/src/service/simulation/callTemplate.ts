import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { findArgument } from "../../catalogue/inputSchema/findArgument";
import { sampleValue } from "../../catalogue/inputSchema/sampleValue";
import { jsonTypeOf } from "../../catalogue/jsonSchema";
import type { Condition, Policy } from "../../policy/model/policy";
import { isJsonObject, type JsonValue } from "../../policy/text/json";
import type { CallTemplateResult } from "../../protocol/callArguments";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";

/** More conditions than a person reads; the arguments stay a text to edit. */
const mostConditions = 200;
/** Deeper paths are no template to start from. */
const deepestPath = 16;

/**
 * Arguments of a call to start from: those that the tool requires, and those that the policy checks, each with the value
 * that the tool's schema suggests.
 */
export function callTemplate({ policy }: Snapshot, tool: string, { catalogue }: Environment): CallTemplateResult {
  const tree = argumentTree(catalogue.find(tool)?.inputSchema ?? {});
  const template: Draft = Object.create(null);
  for (const [name, field] of tree.fields) if (field.required === "always") template[name] = sampleValue(field);
  for (const condition of conditionsOf(policy, tool)) {
    const [root, ...names] = condition.path.split(".");
    if (root !== "args" || names.length > deepestPath || names.includes("")) continue;
    place(template, names, sampleValue(findArgument(tree, names), typeCompared(condition)));
  }
  return { text: JSON.stringify(template, undefined, 2) };
}

interface Draft {
  [name: string]: JsonValue | Draft;
}

function conditionsOf(policy: Policy, tool: string): readonly Condition[] {
  const rules = policy.tools.get(tool)?.value;
  if (rules === undefined) return [];
  return [...rules.require, ...rules.denyIf].flatMap(({ conditions }) => conditions).slice(0, mostConditions);
}

/** Puts a value where the names lead to, unless something is there; objects on the way are made. */
function place(template: Draft, names: readonly string[], value: JsonValue): void {
  const last = names.at(-1);
  if (last === undefined) return;
  let holder = template;
  for (const name of names.slice(0, -1)) {
    const next = holder[name];
    if (next !== undefined && !isJsonObject(next)) return;
    // A copy, since the object may be the schema's own default.
    const own: Draft = Object.assign(Object.create(null), next);
    holder[name] = own;
    holder = own;
  }
  if (!Object.hasOwn(holder, last)) holder[last] = value;
}

/** The type of argument that a condition is about. */
function typeCompared({ op, value }: Condition): string {
  switch (op) {
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return "number";
    case "eq":
    case "neq":
      return jsonTypeOf(value);
    case "in":
    case "not_in":
      return Array.isArray(value) && value[0] !== undefined ? jsonTypeOf(value[0]) : "string";
    default:
      return "string";
  }
}
