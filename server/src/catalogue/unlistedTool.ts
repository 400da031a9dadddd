import type { Policy } from "../policy/model/policy";
import { nearest } from "../policy/text/nearest";
import { quote } from "../policy/words/plain/quote";
import { toolBehindService } from "./authorHints";
import type { ToolCatalogue } from "./catalogue";

/** A name on no list, as in a call of a misspelt tool. */
export interface UnlistedTool {
  /** A sentence, or two. Contains names of a policy and of a server. */
  readonly inWords: string;
  /** The tool that was probably meant. */
  readonly meant: string | undefined;
}

/**
 * What there is to say of a tool that neither the policy nor its server's list names: a call of it is decided like any
 * other. undefined for a tool that one of them names.
 */
export function unlistedTool(
  { tools, hide }: Policy,
  catalogue: ToolCatalogue,
  name: string,
): UnlistedTool | undefined {
  if (tools.has(name) || hide.has(name) || catalogue.find(name) !== undefined) return undefined;
  const known = [...tools.keys(), ...hide.keys(), ...catalogue.tools.map((tool) => tool.name)];
  const meant = toolBehindService(catalogue, name)?.name ?? nearest(name, known);
  const fact =
    catalogue.tools.length === 0
      ? `The policy does not name a tool ${quote(name)}`
      : `Neither the policy nor the tools of ${quote(catalogue.serverName)} include ${quote(name)}`;
  return { inWords: meant === undefined ? `${fact}.` : `${fact}. Did you mean ${quote(meant)}?`, meant };
}
