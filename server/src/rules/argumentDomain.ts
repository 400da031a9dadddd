import type { Tool } from "../catalogue/catalogue";
import { listOf as elementsOfKeyword, jsonTypeOf, own } from "../catalogue/jsonSchema";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { listOf, quote } from "../policy/wording";
import type { ArgumentDomain } from "./possibleArguments";

/** What the input schema of a tool says about one argument. */
export interface DescribedArgument extends ArgumentDomain {
  /** What the server takes when the argument is missing; undefined when the schema does not say. */
  readonly default: JsonValue | undefined;
}

/** With one of these, a schema says more than is read here. */
const keywordsBeyond = ["$ref", "$dynamicRef", "allOf", "not", "if", "dependentSchemas", "patternProperties"];
const alternatives = ["anyOf", "oneOf"];

/**
 * What an argument can be in a call that follows the tool's input schema; undefined where the schema does not list it,
 * or is too intricate to be sure. The gateway does not check schemas: a call may send anything.
 */
export function describedArgument(record: Tool | undefined, path: string): DescribedArgument | undefined {
  if (record === undefined || !path.startsWith("args.")) return undefined;
  let current = record.inputSchema;
  let missing = false;
  for (const name of path.slice("args.".length).split(".")) {
    if ([...keywordsBeyond, ...alternatives].some((keyword) => Object.hasOwn(current, keyword))) return undefined;
    const properties = own(current, "properties");
    const next = isJsonObject(properties) ? own(properties, name) : undefined;
    if (!isJsonObject(next)) return undefined;
    // An object that may be something else has no fields then.
    missing ||= own(current, "type") !== "object" || !elementsOfKeyword(current, "required").includes(name);
    current = next;
  }
  const types = typesIn(current);
  return types && { missing, types, values: valuesIn(current), default: own(current, "default") };
}

/** The types that a schema allows; undefined when it is not sure. */
function typesIn(schema: JsonObject): ReadonlySet<string> | undefined {
  if (keywordsBeyond.some((keyword) => Object.hasOwn(schema, keyword))) return undefined;
  const written = own(schema, "type");
  const names = typeof written === "string" ? [written] : Array.isArray(written) ? written : undefined;
  if (names !== undefined) {
    const types = names.map((name) => (name === "integer" ? "number" : String(name)));
    return types.length === 0 ? undefined : new Set(types);
  }
  for (const keyword of alternatives) {
    const branches = own(schema, keyword);
    if (!Array.isArray(branches)) continue;
    const types = branches.map((branch) => (isJsonObject(branch) ? typesIn(branch) : undefined));
    const known = types.filter((each) => each !== undefined);
    // A branch without a type allows any.
    return types.length === 0 || known.length < types.length ? undefined : new Set(known.flatMap((each) => [...each]));
  }
  const values = valuesIn(schema);
  return values && new Set(values.map(jsonTypeOf));
}

function valuesIn(schema: JsonObject): readonly JsonValue[] | undefined {
  const listed = own(schema, "enum");
  if (Array.isArray(listed) && listed.length > 0) return listed;
  const only = own(schema, "const");
  return only === undefined ? undefined : [only];
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  null: "null",
};

/** What an argument can be, for the end of a sentence: `a text or missing`. */
export function domainInWords({ values, types, missing }: ArgumentDomain): string {
  const shown = (values ?? []).slice(0, 6).map((value) => (typeof value === "string" ? quote(value) : String(value)));
  const more = (values?.length ?? 0) - shown.length;
  const words =
    values === undefined
      ? [...types].map((type) => typeNames[type] ?? quote(type))
      : [...shown, ...(more > 0 ? [`${more} more`] : [])];
  return listOf([...words, ...(missing ? ["missing"] : [])], "or");
}
