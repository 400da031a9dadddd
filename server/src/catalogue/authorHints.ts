import type { Policy } from "../policy/model/policy";
import type { Tool, ToolCatalogue } from "./catalogue";

/** An argument that makes a tool more dangerous than its rate. */
interface DangerousArgument {
  readonly name: string;
  /** What a caller can do with it. */
  readonly danger: string;
}

const dangerousArguments: ReadonlyMap<string, DangerousArgument> = new Map([
  [
    "ai_invoice_plugins_reload",
    { name: "plugins_dir", danger: "every Python file of the directory that it names is imported" },
  ],
]);

/**
 * The argument of a tool that the open policy ought to check and does not, so that a rate limit alone is weak. `known` is
 * the name in the catalogue, `toolName` the one in the policy.
 */
export function uncheckedArgument(policy: Policy, toolName: string, known: string): DangerousArgument | undefined {
  const argument = dangerousArguments.get(known);
  if (argument === undefined) return undefined;
  const rules = policy.tools.get(toolName)?.value;
  const predicates = [...(rules?.require ?? []), ...(rules?.denyIf ?? [])];
  const isChecked = predicates.some(({ conditions }) =>
    conditions.some(({ path }) => path === `args.${argument.name}`),
  );
  return isChecked ? undefined : argument;
}

/** What may stand between the name of a server or service and that of its tool; two low lines may, too. */
const separators = new Set("-_.:/");

/**
 * The tool that `<service>__<tool>` stands for: the server's own proxy calls the tools of its sub-services so, and clients
 * show tools with their server's name in front, with any separator. After a single `_` or `-`, which are within names too,
 * only a name of several words counts.
 */
export function toolBehindService(catalogue: ToolCatalogue, name: string): Tool | undefined {
  // Each name of each policy is looked at: a pattern takes several times as long.
  let next = 0;
  for (let index = 0; index < name.length; index = next) {
    const between = name.startsWith("__", index) ? "__" : name.charAt(index);
    next = index + between.length;
    if (between.length === 1 && !separators.has(between)) continue;
    const rest = name.slice(next);
    const isSure = (between !== "_" && between !== "-") || /[_-]/.test(rest);
    const tool = isSure ? catalogue.find(rest) : undefined;
    if (tool !== undefined && /[\p{L}\d]/u.test(name.slice(0, index))) return tool;
  }
  return undefined;
}
