import { nameParts } from "../../catalogue/nameParts";
import type { JsonValue } from "../../policy/text/json";
import { policyOf } from "./callWhere";
import { type GuardedArgument, guardedArguments } from "./guardedTool";
import { guessedCalls } from "./guessedCalls";
import type { Hole } from "./hole";
import { isAllowed } from "./isAllowed";

/** Arguments that choose what a tool changes, by their names. */
const filters = /^(?:filter|where|criteria|selector|domain)$/i;
const deletes = /^(?:delete|remove|unlink|purge|destroy)$/;
const changes = /^(?:update|write|edit|patch|modify|replace|archive|cancel|close)$/;
const many = /^(?:many|bulk|batch|mass|all|records|documents|rows)$/;

/** Filters that choose everything, where a requirement asks only that there is one. Silent about tools that change one thing. */
export function emptyFilterAttacks(argument: GuardedArgument): readonly Hole[] {
  const { tool, path, required, node } = argument;
  // Not an argument of the tool, as another rule says.
  if (tool.inputSchema !== undefined && node === undefined) return [];
  const condition = required.find(({ op, value }) => op === "exists" && value === true);
  if (condition === undefined || !filters.test(path.split(".").at(-1) ?? "")) return [];
  const words = nameParts(tool.name);
  const has = (meaning: RegExp): boolean => words.some((word) => meaning.test(word));
  if (!has(deletes) && !(has(changes) && has(many))) return [];
  // What is in it is looked at.
  if (guardedArguments(tool).some((each) => each.path.startsWith(`${path}.`))) return [];
  const empty = emptyOf(argument);
  if (empty === undefined) return [];
  const args = guessedCalls(argument)(empty);
  if (!isAllowed(policyOf(tool, tool.rules), tool.name, args)) return [];
  const value = JSON.stringify(empty);
  return [{ condition, arguments: args, value, says: `${value} passes, a filter that chooses everything.` }];
}

/** undefined where the schema says that it is something else, or never empty. */
function emptyOf({ node }: GuardedArgument): JsonValue | undefined {
  const type = node === undefined ? "object" : node.types.join();
  return type === "object" ? {} : type === "array" && node?.bounds.minItems === undefined ? [] : undefined;
}
