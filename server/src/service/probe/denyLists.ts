import type { ToolCatalogue } from "../../catalogue/catalogue";
import type { Policy } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { attemptsOn } from "../../reach/attacks/attempts";
import { guessedCalls } from "../../reach/attacks/guessedCalls";
import { isAllowed } from "../../reach/attacks/isAllowed";

/** A tool with an argument of which only forbidden values are named, and a call that passes all the same. */
export interface DenyList {
  readonly tool: string;
  readonly arguments: JsonObject;
}

/** Tools that an attack gets through since no requirement looks at its argument: a list of what is forbidden is never complete. */
export function denyLists(policy: Policy, tools: readonly string[], catalogue: ToolCatalogue): readonly DenyList[] {
  return tools.flatMap((name): DenyList[] => {
    const rules = policy.tools.get(name)?.value;
    if (rules === undefined || rules.denyIf.length === 0) return [];
    for (const { argument, value } of attemptsOn({ name, rules, inputSchema: catalogue.find(name)?.inputSchema })) {
      if (argument.kind === undefined || argument.denied.length === 0 || argument.required.length > 0) continue;
      const args = guessedCalls(argument)(value);
      if (isAllowed(policy, name, args)) return [{ tool: name, arguments: args }];
    }
    return [];
  });
}
