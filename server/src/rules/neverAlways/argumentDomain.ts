import type { Tool } from "../../catalogue/catalogue";
import { type ArgumentNode, argumentTree } from "../../catalogue/inputSchema/argumentTree";
import type { JsonValue } from "../../policy/text/json";
import { listOf } from "../../policy/words/plain/listOf";
import { quote } from "../../policy/words/plain/quote";
import { typesInWords } from "../../policy/words/plain/types";
import type { ArgumentDomain } from "./possibleArguments";

/** What the input schema of a tool says about one argument. */
export interface DescribedArgument extends ArgumentDomain {
  /** What the server takes when the argument is missing; undefined when the schema does not say. */
  readonly default: JsonValue | undefined;
}

/**
 * What an argument can be in a call that follows the tool's input schema; undefined where the schema does not list it,
 * or is too intricate to be sure. The gateway does not check schemas: a call may send anything.
 */
export function describedArgument(record: Tool | undefined, path: string): DescribedArgument | undefined {
  if (record === undefined || !path.startsWith("args.")) return undefined;
  let current: ArgumentNode = argumentTree(record.inputSchema);
  let missing = false;
  for (const name of path.slice("args.".length).split(".")) {
    const next = current.fields.get(name);
    if (next === undefined || !current.exact) return undefined;
    // An object that may be something else has no fields then.
    missing ||= current.nullable || current.types.length !== 1 || next.required !== "always";
    current = next;
  }
  if (!current.exact || (current.types.length === 0 && !current.nullable)) return undefined;
  const types = new Set<string>(current.types.map((type) => (type === "integer" ? "number" : type)));
  if (current.nullable) types.add("null");
  const values = current.values && (current.nullable ? [...current.values, null] : current.values);
  return { missing, types, values, default: current.default };
}

/** More values are counted. */
const mostValues = 6;

/** What an argument can be, for the end of a sentence: `a text or missing`. */
export function domainInWords({ values, types, missing }: ArgumentDomain): string {
  const also = missing ? ["missing"] : [];
  if (values === undefined) return typesInWords(types, also);
  const shown = values.slice(0, mostValues).map((value) => (typeof value === "string" ? quote(value) : String(value)));
  const more = values.length - shown.length;
  return listOf([...shown, ...(more > 0 ? [`${more} more`] : []), ...also], "or");
}
