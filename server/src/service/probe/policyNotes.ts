import type { ToolCatalogue } from "../../catalogue/catalogue";
import { kindByName } from "../../catalogue/inputSchema/argumentKind";
import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { admit } from "../../policy/decide/admit";
import { applicableLimits } from "../../policy/decide/applicableLimits";
import type { Policy } from "../../policy/model/policy";
import { listOf } from "../../policy/words/plain/listOf";
import { plural } from "../../policy/words/plain/plural";
import { quote } from "../../policy/words/plain/quote";
import { classifyTool } from "../../risk/classifyTool";
import { denyLists } from "./denyLists";

/** What concerns a policy as a whole: no single call shows it. */
export interface PolicyNote {
  readonly kind:
    | "any-arguments"
    | "no-limit"
    | "default-allow"
    | "reads-and-sends"
    | "same-act"
    | "credential-argument"
    | "deny-list";
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
  return [
    ...defaultAllow(policy),
    ...anyArguments(policy, names, catalogue),
    ...noLimit(policy, names),
    ...readsAndSends(policy, names, catalogue),
    ...sameAct(policy, names, catalogue),
    ...credentialArguments(policy, names, catalogue),
    ...forbiddenAlone(policy, names, catalogue),
  ];
}

function defaultAllow(policy: Policy): readonly PolicyNote[] {
  if (policy.default !== "allow" || policy.hide.has("*")) return [];
  const says =
    'Under "default": "allow", every tool that is neither listed nor hidden may be called with any arguments, including one that a new version of the server adds.';
  return [{ kind: "default-allow", says, tools: [] }];
}

/** Tools without a condition have nothing that a call could get past: that is said, since no hole is found in them. */
function anyArguments(policy: Policy, names: readonly string[], catalogue: ToolCatalogue): readonly PolicyNote[] {
  const unchecked = names.filter((tool) => {
    const rules = policy.tools.get(tool)?.value;
    const entries = [...(rules?.require ?? []), ...(rules?.denyIf ?? [])];
    if (entries.some(({ conditions }) => conditions.length > 0)) return false;
    return catalogue.find(tool) === undefined || argumentNames(policy, tool, catalogue).length > 0;
  });
  if (unchecked.length === 0) return [];
  const says = `${inWords(unchecked)} may be called with any arguments: no condition looks at them.`;
  return [{ kind: "any-arguments", says, tools: unchecked }];
}

function noLimit(policy: Policy, names: readonly string[]): readonly PolicyNote[] {
  const unlimited = names.filter((tool) => applicableLimits(policy, policy.tools.get(tool)).length === 0);
  if (unlimited.length === 0) return [];
  const says = `An agent in a loop may call ${inWords(unlimited)} any number of times: no limit counts the calls, in "limits" or in "all_tools".`;
  return [{ kind: "no-limit", says, tools: unlimited }];
}

const sending = new Set(["recipient", "url"]);

function readsAndSends(policy: Policy, names: readonly string[], catalogue: ToolCatalogue): readonly PolicyNote[] {
  const readers: string[] = [];
  const senders: string[] = [];
  for (const name of names) {
    const takesRecipient = argumentNames(policy, name, catalogue).some((each) => sending.has(kindByName(each) ?? ""));
    if (categoryOf(name, catalogue) === "Read") readers.push(name);
    else if (takesRecipient) senders.push(name);
  }
  if (readers.length === 0 || senders.length === 0) return [];
  const says = `${inWords(readers)} may read what others have written, and ${inWords(senders)} may send it out: what the agent reads can tell it to.`;
  return [{ kind: "reads-and-sends", says, tools: [...readers, ...senders] }];
}

/** Acts of a tool that another one may do as well. */
const grave = new Set(["Destructive", "Financial"]);
const running = new Set(["command", "code", "sql"]);

/** Tools that are hidden or always denied for what they do, next to open ones that run anything: the same act. */
function sameAct(policy: Policy, names: readonly string[], catalogue: ToolCatalogue): readonly PolicyNote[] {
  const stopped = [...new Set([...policy.hide.keys(), ...policy.tools.keys()])].filter(
    (name) => name !== "*" && !names.includes(name) && grave.has(categoryOf(name, catalogue)),
  );
  const runners = names.filter((name) => runsAnything(policy, name, catalogue));
  if (stopped.length === 0 || runners.length === 0) return [];
  const says = `${inWords(stopped)} ${plural(stopped.length, "is", "are")} denied, and ${inWords(runners)} may run any command, code or SQL, including the same action: no condition checks what is run.`;
  return [{ kind: "same-act", says, tools: [...runners, ...stopped] }];
}

/** Whether a tool runs what it is told, and no condition looks at that. */
function runsAnything(policy: Policy, name: string, catalogue: ToolCatalogue): boolean {
  const looked = new Set(pathsOf(policy, name));
  const runs = (word: string): boolean => running.has(kindByName(word) ?? "");
  const told = argumentNames(policy, name, catalogue).filter(runs);
  if (told.length > 0) return told.every((each) => !looked.has(each));
  return (
    catalogue.find(name) === undefined && looked.size === 0 && categoryOf(name, catalogue) === "Execute" && runs(name)
  );
}

/** Tokens that are no secrets: the place in a list, or how long a text may be. */
const noSecret = /page|next|cursor|continu|sync|max|count|limit/i;

/** Secrets that an agent has to know to make a call: it can be talked into telling them. */
function credentialArguments(
  policy: Policy,
  names: readonly string[],
  catalogue: ToolCatalogue,
): readonly PolicyNote[] {
  const takers = names.flatMap((name) => {
    const secret = argumentNames(policy, name, catalogue).find(
      (each) => kindByName(each) === "credential" && !noSecret.test(each),
    );
    return secret === undefined ? [] : [{ name, secret }];
  });
  const [first] = takers;
  if (first === undefined) return [];
  const tools = takers.map(({ name }) => name);
  const says = `${inWords(tools)} ${plural(tools.length, "takes", "take")} a secret as an argument, such as ${quote(`args.${first.secret}`)}: the agent has to know it, and what it reads can ask for it. Keep secrets in the server's own configuration.`;
  return [{ kind: "credential-argument", says, tools }];
}

function forbiddenAlone(policy: Policy, names: readonly string[], catalogue: ToolCatalogue): readonly PolicyNote[] {
  const lists = denyLists(policy, names, catalogue);
  const [first] = lists;
  if (first === undefined) return [];
  const tools = lists.map(({ tool }) => tool);
  const of = tools.length > 1 ? ` of ${quote(first.tool)}` : "";
  const says = `${inWords(tools)} ${plural(tools.length, "is", "are")} checked only for what is forbidden, and everything else passes, such as ${JSON.stringify(first.arguments)}${of}. Say in "require" what is allowed.`;
  return [{ kind: "deny-list", says, tools }];
}

function categoryOf(name: string, catalogue: ToolCatalogue): string {
  return catalogue.find(name)?.category ?? classifyTool({ name }).category;
}

/** The arguments that a tool is known to take, or else those that its conditions look at. */
function argumentNames(policy: Policy, name: string, catalogue: ToolCatalogue): readonly string[] {
  const tool = catalogue.find(name);
  return tool === undefined ? pathsOf(policy, name) : [...argumentTree(tool.inputSchema).fields.keys()];
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
