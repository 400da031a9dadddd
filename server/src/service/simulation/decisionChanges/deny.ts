import { applicableLimits } from "../../../policy/decide/applicableLimits";
import { addToHide, removeMember } from "../../../policy/edit/memberEdits";
import { findMember, type Member } from "../../../policy/model/document";
import type { Placed } from "../../../policy/model/policy";
import { countedLimits, toolSyntaxOf } from "../../../policy/model/toolModel";
import { spanOf } from "../../../policy/text/span";
import { plural } from "../../../policy/words/plain/plural";
import { quote } from "../../../policy/words/plain/quote";
import { windowInWords } from "../../../policy/words/plain/windowInWords";
import { toolMember } from "./allow";
import { anchorPattern } from "./anchorPattern";
import type { Candidate, DecidedCall } from "./candidate";
import { denyValue } from "./denyValue";
import { turnCondition } from "./turnCondition";

/** What may deny an allowed call, best first: what denies it for what it asks, and last what denies it for its number. */
export function denyCandidates(allowed: DecidedCall): readonly Candidate[] {
  const member = toolMember(allowed);
  return [
    ...(member === undefined ? [] : [...tightenChecks(allowed, member), ...denyValue(allowed, member)]),
    ...takeAway(allowed, member),
    ...lowerLimits(allowed, member),
  ];
}

function tightenChecks({ snapshot: { document }, call }: DecidedCall, member: Placed<Member>): readonly Candidate[] {
  const { require, denyIf } = toolSyntaxOf(member.value);
  const args = call.arguments ?? {};
  return [
    ...require.flatMap(({ conditions }) => conditions.flatMap((condition) => anchorPattern(member, condition))),
    ...require.flatMap(({ conditions }) =>
      conditions.flatMap((condition) => turnCondition(document, member, condition, args, false)),
    ),
    // Of several conditions more than one may fail: a single one is an edit that a person understands.
    ...denyIf.flatMap(({ conditions }) =>
      conditions.length === 1
        ? conditions.flatMap((condition) => turnCondition(document, member, condition, args, true))
        : [],
    ),
  ];
}

/** A limit that this call has not reached is lowered to what was counted before it. */
function lowerLimits(
  { snapshot: { document, policy }, call, decision }: DecidedCall,
  member: Placed<Member> | undefined,
): readonly Candidate[] {
  const allTools = findMember(document, "all_tools");
  return applicableLimits(policy, policy.tools.get(call.tool)).flatMap(({ limit, list, index }) => {
    const owner = list === "tool" ? member : allTools;
    const written = owner && countedLimits(owner.value)[index];
    const key = list === "tool" ? `tools/${call.tool}/${limit.counter}` : `all_tools/${limit.counter}`;
    const reading = decision.counters.find((counter) => counter.key === key && counter.window === limit.window);
    const before = (reading?.value ?? 0) - 1;
    if (owner === undefined || written?.max === undefined || before < 1 || before >= limit.max) return [];
    return [
      {
        title: `Lower the maximum of ${quote(limit.counter)}${list === "tool" ? "" : " over all tools"} from ${limit.max} to ${before} ${plural(before, "call")} ${windowInWords(limit.window)}`,
        edits: [{ span: spanOf(written.max, owner.offset), newText: String(before) }],
        way: "change",
        isLast: true,
      },
    ];
  });
}

/** The tool is hidden, or no longer listed. */
function takeAway(
  { snapshot: { document, policy }, call: { tool } }: DecidedCall,
  member: Placed<Member> | undefined,
): readonly Candidate[] {
  const unlist = member === undefined ? [] : removeMember(document, "tools", member);
  return [
    ...(member !== undefined && policy.default !== "allow"
      ? [{ title: `Remove ${quote(tool)} from "tools"`, edits: unlist, way: "other" as const }]
      : []),
    // The rules of a hidden tool are never looked at.
    {
      title: `Hide ${quote(tool)}${unlist.length === 0 ? "" : ', and remove it from "tools"'}`,
      edits: [...addToHide(document, tool), ...unlist],
      way: "other",
    },
  ];
}
