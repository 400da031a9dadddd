import { recommendedRule, recommendedRuleInWords } from "../../../catalogue/recommendedRule";
import { applicableLimits } from "../../../policy/decide/applicableLimits";
import {
  addTool,
  removeElement,
  removeElementOrField,
  removeFromHide,
  removeMember,
} from "../../../policy/edit/memberEdits";
import { findMember, lastThatCounts, type Member } from "../../../policy/model/document";
import type { Limit, Placed } from "../../../policy/model/policy";
import { countedLimits, type LimitSyntax, type PredicateSyntax, toolSyntaxOf } from "../../../policy/model/toolModel";
import { propertiesOf } from "../../../policy/text/navigate";
import { spanOf } from "../../../policy/text/span";
import { conditionInWords, limitInWords, predicateInWords } from "../../../policy/words/inWords";
import { quote } from "../../../policy/words/plain/quote";
import { windowInWords } from "../../../policy/words/plain/windowInWords";
import type { Candidate, DecidedCall } from "./candidate";
import { maximumFor } from "./maximumFor";
import { turnCondition } from "./turnCondition";

/** What may let a denied call pass the check that denied it, narrower edits first. */
export function allowCandidates(denied: DecidedCall): readonly Candidate[] {
  const { snapshot, call, decision } = denied;
  const { document, policy } = snapshot;
  const { reason } = decision;
  switch (reason.kind) {
    case "hidden": {
      const name = reason.by === "*" ? "*" : call.tool;
      const others = name === "*" ? ", which hides every tool" : "";
      const title = `Remove ${quote(name)} from "hide"${others}`;
      return [{ title, edits: removeFromHide(document, name), way: "other" }];
    }
    case "default-deny":
      return listTool(denied);
    case "require":
    case "deny_if": {
      const member = toolMember(denied);
      const predicate = member && predicateOf(member, reason.kind, reason.predicate);
      return member === undefined || predicate === undefined
        ? []
        : changePredicate(denied, member, predicate, reason.kind === "require" ? reason.condition : undefined);
    }
    case "limit": {
      const member = reason.list === "tool" ? toolMember(denied) : findMember(document, "all_tools");
      const denying = applicableLimits(policy, policy.tools.get(call.tool)).find(
        ({ list, span }) => list === reason.list && span.start === decision.span?.start,
      );
      const written = member && denying && countedLimits(member.value)[denying.index];
      return member === undefined || denying === undefined || written === undefined
        ? []
        : changeLimit(denied, member, written, denying.limit);
    }
    default:
      return [];
  }
}

function listTool({ snapshot: { document }, call: { tool }, catalogue }: DecidedCall): readonly Candidate[] {
  const known = catalogue.find(tool);
  const rule = known && recommendedRule(known);
  const candidates: Candidate[] = [];
  if (known !== undefined && rule?.kind === "rules" && Object.keys(rule.rules).length > 0)
    candidates.push({
      title: `List ${quote(tool)} with its recommended rule: ${recommendedRuleInWords(known)}`,
      edits: addTool(document, tool, rule.rules),
      way: "other",
    });
  const isGrave = known?.risk === "High" || known?.risk === "Critical";
  const warning = isGrave ? `, although its risk is ${known.risk.toLowerCase()}` : "";
  candidates.push({
    title: `List ${quote(tool)} without any checks${warning}`,
    edits: addTool(document, tool, {}),
    way: "other",
  });
  return candidates;
}

function changePredicate(
  { snapshot: { document }, call }: DecidedCall,
  member: Placed<Member>,
  { list, node, conditions, index, predicate }: PredicateSyntax,
  failed: number | undefined,
): readonly Candidate[] {
  // Of a requirement the condition that failed has to hold; of a denial it is enough when one does not.
  const turned = failed === undefined ? conditions : conditions.slice(failed, failed + 1);
  const candidates = turned.flatMap((condition) => [
    ...turnCondition(document, member, condition, call.arguments ?? {}, list === "require"),
    ...(list === "require" && conditions.length > 1
      ? [
          {
            title: `Remove the condition ${conditionInWords(condition.condition)}`,
            edits: removeElement(condition.node, member.offset),
            way: "removal" as const,
          },
        ]
      : []),
  ]);
  const words =
    predicate === undefined || conditions.length === 0
      ? `entry ${index + 1}, which denies every call`
      : predicateInWords(predicate);
  return [
    ...candidates,
    {
      title: `Remove from ${list}: ${words}`,
      edits: removeElementOrField(node, member.offset),
      way: "removal",
    },
  ];
}

function changeLimit(
  denied: DecidedCall,
  member: Placed<Member>,
  { node, max }: LimitSyntax,
  limit: Limit,
): readonly Candidate[] {
  const {
    snapshot: { document },
    decision: { reason },
  } = denied;
  if (reason.kind !== "limit" || max === undefined) return [];
  const { counter, window } = reason;
  const isAlone = member.value.name === "all_tools" && propertiesOf(member.value.value).length === 1;
  const isLast = isAlone && node.parent?.children?.length === 1;
  const enough = maximumFor(denied, reason.list, limit);
  const name = quote(counter) + (reason.list === "tool" ? "" : " over all tools");
  return [
    {
      title: `Raise the maximum of ${name} from ${reason.max} to ${enough} calls ${windowInWords(window)}`,
      edits: [{ span: spanOf(max, member.offset), newText: String(enough) }],
      way: "change",
    },
    {
      title: `Remove the limit ${name}: ${limitInWords(limit)}`,
      way: "removal",
      edits:
        isLast && reason.list === "all_tools"
          ? removeMember(document, "policy", member)
          : removeElementOrField(node, member.offset),
    },
  ];
}

/** The member under `tools` that counts for the call's tool. */
export function toolMember({ snapshot: { document }, call: { tool } }: DecidedCall): Placed<Member> | undefined {
  return lastThatCounts(document.tools, tool);
}

/** A predicate of the policy with its nodes: the policy leaves out entries that mean nothing. */
function predicateOf({ value }: Placed<Member>, list: "require" | "deny_if", index: number) {
  const { require, denyIf } = toolSyntaxOf(value);
  return (list === "require" ? require : denyIf).filter(({ predicate }) => predicate !== undefined)[index];
}
