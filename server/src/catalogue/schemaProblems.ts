import { type OutputUnit, type Schema, validate } from "@cfworker/json-schema";
import type { JsonObject, JsonValue } from "../policy/text/json";
import { boundedSchema } from "./boundedSchema";
import { misfitMessage, missingMessage } from "./misfit";

/** One thing in which a call's arguments differ from the tool's input schema. */
export interface SchemaProblem {
  /** From the arguments to the value that is wrong, or to the object that lacks something: `["filter", "ids", 0]`. */
  readonly path: readonly (string | number)[];
  /** A sentence. */
  readonly message: string;
}

/** More would not be read. */
const mostProblems = 50;

/**
 * Where the arguments of a call do not fit the tool's input schema. The schema is untrusted: it is checked in
 * bounded time, without its regular expressions, and whatever the validator cannot digest counts as fitting. A simulation
 * decides by the policy alone: these are hints about what the server itself would refuse.
 */
export function schemaProblems(callArguments: JsonObject, inputSchema: JsonObject): readonly SchemaProblem[] {
  try {
    const schema = boundedSchema(inputSchema);
    // No lookup: a bounded schema has no references. Not short-circuit: a person wants to see every problem at once.
    const { errors } = validate(callArguments, schema, "2020-12", Object.create(null), false);
    return describe(errors, callArguments, schema);
  } catch {
    return [];
  }
}

/** Errors about parts of a value: those of the parts themselves follow, and say it better. */
const summaries = new Set(["properties", "additionalProperties", "items", "prefixItems", "allOf", "if"]);
const choices = new Set(["anyOf", "oneOf"]);

function describe(errors: readonly OutputUnit[], root: JsonValue, schema: Schema | boolean): readonly SchemaProblem[] {
  const problems = new Map<string, SchemaProblem>();
  let choice: string | undefined;
  for (const { keyword, keywordLocation, instanceLocation } of errors) {
    if (problems.size >= mostProblems) break;
    // Why each alternative of a choice does not fit is no help: which one was meant is not known.
    if (choice !== undefined && keywordLocation.startsWith(choice)) continue;
    choice = choices.has(keyword) ? `${keywordLocation}/` : undefined;
    if (summaries.has(keyword)) continue;
    const path = instancePath(instanceLocation, root);
    const value = follow(root, path);
    const holder = schemaAt(schema, keywordLocation, keyword);
    if (value === undefined || holder === undefined) continue;
    const messages =
      keyword === "required" ? missingMessage(value, holder, path) : misfitMessage(keyword, value, holder, path);
    for (const message of messages) problems.set(`${instanceLocation} ${message}`, { path, message });
  }
  return [...problems.values()];
}

function segmentsOf(location: string): string[] {
  return location
    .split("/")
    .slice(1)
    .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The validator's location, with the indexes of arrays as numbers. */
function instancePath(location: string, root: JsonValue): (string | number)[] {
  let current: JsonValue | undefined = root;
  return segmentsOf(location).map((segment) => {
    const step = Array.isArray(current) ? Number(segment) : segment;
    current = follow(current, [step]);
    return step;
  });
}

function follow(root: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  let current = root;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as { readonly [key: string | number]: JsonValue })[step];
  }
  return current;
}

/** The schema whose keyword was not fulfilled. A `false` schema has the location of the value, not of a keyword. */
function schemaAt(schema: Schema | boolean, keywordLocation: string, keyword: string): Schema | undefined {
  if (keyword === "false") return {};
  const steps = segmentsOf(keywordLocation).slice(0, -1);
  const found = follow(schema as JsonValue, steps);
  return typeof found === "object" && found !== null ? (found as Schema) : undefined;
}
