import type { ToolCatalogue } from "../catalogue/catalogue";
import type { Policy } from "../policy/model/policy";

/** So many names tell which server a policy is about. */
const enough = 300;

/** The first tools that a policy names. */
export function namedTools({ tools, hide }: Pick<Policy, "tools" | "hide">): readonly string[] {
  const names = new Set<string>();
  for (const name of tools.keys()) if (names.size < enough && name !== "") names.add(name);
  for (const name of hide.keys()) if (names.size < enough && name !== "" && name !== "*") names.add(name);
  return [...names];
}

/** Whether a policy names tools, and none that the catalogue has: it is about another server. */
export function namesOthersOnly(policy: Policy, { find }: ToolCatalogue): boolean {
  const names = namedTools(policy);
  return names.length > 0 && !names.some((name) => find(name) !== undefined);
}
