import { effectiveState } from "../../catalogue/effectiveState";
import type { ToolChanges } from "../../catalogue/files/compareTools";
import { quote } from "../../policy/words/plain/quote";
import type { StackServer } from "./stack";

/** More sentences about one policy are counted only. */
const most = 20;

/** What changes of a server's tools mean to the policies that are about it, in sentences. Contains names: untrusted. */
export function touchedPolicies({ added, removed, changed }: ToolChanges, policies: StackServer["policies"]): string[] {
  return policies.flatMap(({ path, policy }) => {
    const names = (tool: string): boolean => policy.tools.has(tool) || policy.hide.has(tool);
    const sentences = [
      ...added.flatMap((tool) => {
        const state = effectiveState(policy, tool);
        if (state.kind === "denied" || state.kind === "hidden") return [];
        const why = names(tool) ? "it is listed" : '"default": "allow" lets it through';
        return [`${path}: ${quote(tool)} is new, and ${why}.`];
      }),
      ...removed.filter(names).map((tool) => `${path}: names ${quote(tool)}, which is gone.`),
      ...changed
        .filter(({ name }) => policy.tools.has(name))
        .map(({ name }) => `${path}: has rules for ${quote(name)}, which has changed.`),
    ];
    return sentences.length > most
      ? [...sentences.slice(0, most), `${path}: and ${sentences.length - most} more.`]
      : sentences;
  });
}
