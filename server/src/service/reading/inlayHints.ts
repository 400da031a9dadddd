import type { InlayHint, Range } from "vscode-languageserver-types";
import { effectiveState, stateInShort } from "../../catalogue/effectiveState";
import { windowEnd } from "../../policy/decide/window";
import { findMember, type Member } from "../../policy/model/document";
import { spanOfMember } from "../../policy/model/memberSpan";
import type { Limit, Placed } from "../../policy/model/policy";
import { isRead } from "../../policy/model/readPolicy";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { oneLine } from "../../policy/words/plain/oneLine";
import { windowInWords } from "../../policy/words/plain/windowInWords";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { isPlainTool } from "./isPlainTool";

/** An editor asks for what is on the screen; one that asks for everything gets the first ones. */
const mostHints = 2000;

const assumption =
  "Assumed: the hosted gateway counts by the UTC calendar, as the vendor's open-source engine does. The count then starts again at 0.";

/** What is after words of the policy in a range, though not in the text: a tool's risk, and a limit in words. */
export function inlayHints(snapshot: Snapshot, range: Range, environment: Environment): InlayHint[] {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return [];
  const { document, policy, textDocument } = snapshot;
  const { inlayHints: wanted, annotations } = environment.settings;
  if (annotations === "minimal") return [];
  const start = textDocument.offsetAt(range.start);
  const end = textDocument.offsetAt(range.end);
  const isInRange = (offset: number): boolean => start <= offset && offset <= end;
  const touchesRange = (member: Placed<Member>): boolean => {
    const span = spanOfMember(member);
    return span.start <= end && start <= span.end;
  };
  const hints: InlayHint[] = [];
  const add = (offset: number, words: Words | undefined): void => {
    if (words === undefined || !isInRange(offset)) return;
    hints.push({ position: textDocument.positionAt(offset), ...words, paddingLeft: true });
  };
  const addLimits = ({ offset, value }: Placed<Member>, isOverAllTools: boolean): void => {
    if (!wanted.limits) return;
    for (const { max, limit } of toolSyntaxOf(value).limits)
      if (max !== undefined && limit !== undefined)
        add(offset + max.offset + max.length, limitWords(limit, isOverAllTools, environment.now));
  };
  const allTools = findMember(document, "all_tools");
  if (allTools !== undefined && touchesRange(allTools)) addLimits(allTools, true);
  for (const member of document.tools) {
    if (hints.length >= mostHints) break;
    if (!touchesRange(member)) continue;
    const { name, key } = member.value;
    const risk = wanted.risk ? riskWords(name, environment) : undefined;
    if (annotations === "normal" && isPlainTool(member.value))
      add(endOfEntry(textDocument.getText(), member), stateWords(snapshot, name, risk));
    else add(member.offset + key.offset + key.length, risk);
    // Of duplicate keys only the last one counts, and only its limits have a meaning.
    if (isRead(policy, member)) addLimits(member, false);
  }
  return hints.slice(0, mostHints);
}

/** Behind the comma of a tool that is one line long. */
function endOfEntry(text: string, member: Placed<Member>): number {
  const { end } = spanOfMember(member);
  return text[end] === "," ? end + 1 : end;
}

type Words = Pick<InlayHint, "label" | "tooltip">;

/** Behind the number of `max`: "a minute, resets 12:01 UTC". VS Code cuts what is longer than 43 characters in a line. */
function limitWords({ window }: Limit, isOverAllTools: boolean, now: number): Words {
  const quota = `${windowInWords(window)}${isOverAllTools ? " over all tools" : ""}`;
  const reset = new Date(windowEnd(window, now));
  // An instant beyond the calendar has no name.
  if (Number.isNaN(reset.getTime())) return { label: quota };
  const time = /T(\d\d:\d\d)/.exec(reset.toISOString())?.[1];
  return { label: `${quota}, resets ${time} UTC`, tooltip: assumption };
}

/** Behind a tool without rules, which has no line above it: "allowed · Low risk". Of a policy with errors nothing is known. */
function stateWords({ policy }: Snapshot, name: string, risk: Words | undefined): Words | undefined {
  if (policy.refusal !== undefined) return risk;
  const state = stateInShort(effectiveState(policy, name));
  return risk === undefined ? { label: state } : { ...risk, label: `${state} · ${risk.label}` };
}

/** Behind the name of a tool: "High risk"; nothing for a tool of no catalogue. */
function riskWords(name: string, { catalogue }: Environment): Words | undefined {
  const tool = catalogue.find(name);
  if (tool === undefined) return undefined;
  const why = oneLine(tool.rationale);
  return { label: `${tool.risk} risk`, tooltip: `${tool.category}${why === "" ? "" : `: ${why}`}` };
}
