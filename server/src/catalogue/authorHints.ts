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

/**
 * The tool that `<service>__<tool>` stands for: the server's own proxy calls the tools of its sub-services so, while the
 * registry lists their bare names.
 */
export function toolBehindService(catalogue: ToolCatalogue, name: string): Tool | undefined {
  for (let at = name.indexOf("__", 1); at > 0; at = name.indexOf("__", at + 1)) {
    const tool = catalogue.find(name.slice(at + 2));
    if (tool !== undefined) return tool;
  }
  return undefined;
}
