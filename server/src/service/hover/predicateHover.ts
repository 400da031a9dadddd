import { deniedPrefix } from "../../policy/decide/decision";
import { byPredicate } from "../../policy/decide/denial";
import type { Policy, Predicate, PredicateList } from "../../policy/model/policy";
import { isRead } from "../../policy/model/readPolicy";
import { type PredicateSyntax, toolSyntaxOf } from "../../policy/model/toolModel";
import { predicateInWords } from "../../policy/words/inWords";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import type { NodeAtOffset } from "../cursor";
import { enclosing } from "./enclosing";
import { paragraphs } from "./prose";

/** Where a predicate is. */
export interface PredicatePlace {
  readonly tool: string;
  readonly list: PredicateList;
}

const longestSentence = 600;
const longestMessage = 300;

/** What the predicate around a node does, and what the agent then reads; undefined for one that means nothing. */
export function predicateHover(policy: Policy, place: PredicatePlace, pointed: NodeAtOffset): string | undefined {
  const predicate = predicateAround(policy, place, pointed)?.predicate;
  return predicate && paragraphs(effectOf(predicate, place.list), agentReads(predicate, place));
}

/** The predicate around a node. None in an earlier duplicate of a tool: its rules are lost. */
export function predicateAround(
  policy: Policy,
  { list }: PredicatePlace,
  { member, node }: NodeAtOffset,
): PredicateSyntax | undefined {
  if (!isRead(policy, member)) return undefined;
  const { require, denyIf } = toolSyntaxOf(member.value);
  return enclosing(list === "require" ? require : denyIf, node);
}

/** When a predicate denies a call, as a sentence. */
export function effectOf(predicate: Predicate, list: PredicateList): string {
  const words = plainMarkdown(predicateInWords(predicate), longestSentence);
  if (predicate.conditions.length === 0)
    return list === "deny_if" ? "Denies every call." : "Denies no call: without conditions a requirement always holds.";
  return list === "deny_if" ? `Denies the call when ${words}.` : `Denies the call unless ${words}.`;
}

function agentReads(predicate: Predicate, { tool, list }: PredicatePlace): string | undefined {
  if (list === "require" && predicate.conditions.length === 0) return undefined;
  const { message } = byPredicate(list, 0, predicate, undefined, tool, 0);
  return `The agent then receives: ${codeSpan(deniedPrefix + message, longestMessage)}`;
}
