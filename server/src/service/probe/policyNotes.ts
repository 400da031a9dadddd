import type { ToolCatalogue } from "../../catalogue/catalogue";
import { kindByName } from "../../catalogue/inputSchema/argumentKind";
import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { admit } from "../../policy/decide/admit";
import { applicableLimits } from "../../policy/decide/applicableLimits";
import type { Policy } from "../../policy/model/policy";
import { listOf } from "../../policy/words/plain/listOf";
import { quote } from "../../policy/words/plain/quote";
import { classifyTool } from "../../risk/classifyTool";

/** What concerns a policy as a whole: no single call shows it. */
export interface PolicyNote {
  readonly kind: "no-limit" | "default-allow" | "reads-and-sends";
  readonly says: string;
  readonly tools: readonly string[];
}

/** What a policy leaves open as a whole. */
export function policyNotes(policy: Policy, catalogue: ToolCatalogue): readonly PolicyNote[] {
  const open = [...policy.tools].filter(
    ([tool, { value }]) =>
      admit(policy, tool).kind === "admitted" && !value.denyIf.some(({ conditions }) => conditions.length === 0),
  );
  const names = open.map(([tool]) => tool);
  return [...defaultAllow(policy), ...noLimit(policy, names), ...readsAndSends(policy, names, catalogue)];
}

function defaultAllow(policy: Policy): readonly PolicyNote[] {
  if (policy.default !== "allow" || policy.hide.has("*")) return [];
  const says =
    'Under "default": "allow", every tool that is neither listed nor hidden may be called with any arguments, also one that a new version of the server adds.';
  return [{ kind: "default-allow", says, tools: [] }];
}

function noLimit(policy: Policy, names: readonly string[]): readonly PolicyNote[] {
  const unlimited = names.filter((tool) => applicableLimits(policy, policy.tools.get(tool)).length === 0);
  if (unlimited.length === 0) return [];
  const says = `An agent in a loop may call ${inWords(unlimited)} any number of times: no limit counts the calls, in "limits" or in "all_tools".`;
  return [{ kind: "no-limit", says, tools: unlimited }];
}

/** Words of tools that read what others have written. */
const reading = new Set(["Read"]);
const sending = new Set(["recipient", "url"]);

function readsAndSends(policy: Policy, names: readonly string[], catalogue: ToolCatalogue): readonly PolicyNote[] {
  const readers: string[] = [];
  const senders: string[] = [];
  for (const name of names) {
    const tool = catalogue.find(name);
    const category = tool?.category ?? classifyTool({ name }).category;
    const arguments_ = tool === undefined ? pathsOf(policy, name) : [...argumentTree(tool.inputSchema).fields.keys()];
    const takesRecipient = arguments_.some((each) => sending.has(kindByName(each) ?? ""));
    if (reading.has(category)) readers.push(name);
    else if (takesRecipient) senders.push(name);
  }
  if (readers.length === 0 || senders.length === 0) return [];
  const says = `${inWords(readers)} may read what others have written, and ${inWords(senders)} may send it out: a text that is read can tell the agent to.`;
  return [{ kind: "reads-and-sends", says, tools: [...readers, ...senders] }];
}

function pathsOf(policy: Policy, tool: string): readonly string[] {
  const rules = policy.tools.get(tool)?.value;
  return [...(rules?.require ?? []), ...(rules?.denyIf ?? [])].flatMap(({ conditions }) =>
    conditions.map(({ path }) => path.split(".")[1] ?? ""),
  );
}

/** More names are counted. */
const mostNames = 3;

function inWords(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(quote);
  const more = names.length - shown.length;
  return listOf([...shown, ...(more > 0 ? [`${more} more`] : [])], "and");
}
