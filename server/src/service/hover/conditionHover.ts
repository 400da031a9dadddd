import { operators } from "../../policy/model/operators";
import type { Condition, Policy } from "../../policy/model/policy";
import type { ConditionSyntax } from "../../policy/model/toolModel";
import { conditionPitfall } from "../../policy/words/conditionPitfalls";
import { conditionInWords } from "../../policy/words/inWords";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import type { NodeAtOffset } from "../cursor";
import { enclosing } from "./enclosing";
import { effectOf, type PredicatePlace, predicateAround } from "./predicateHover";
import { paragraphs } from "./prose";

/** What the condition around a node does, with its pitfall; undefined for one that is not complete. */
export function conditionHover(policy: Policy, place: PredicatePlace, pointed: NodeAtOffset): string | undefined {
  const entry = predicateAround(policy, place, pointed);
  const found = entry && enclosing(entry.conditions, pointed.node);
  if (entry?.predicate === undefined || found === undefined || !isComplete(found)) return undefined;
  const { length } = entry.conditions;
  const own =
    length === 1
      ? undefined
      : `One of ${length} conditions that are joined by AND: ${plainMarkdown(conditionInWords(found.condition))}.`;
  return paragraphs(own, effectOf(entry.predicate, place.list), pitfallOf(found.condition, place));
}

/** What an operator means; undefined for a text that is none. */
export function operatorHover(name: unknown): string | undefined {
  const operator = typeof name === "string" ? operators.get(name) : undefined;
  if (operator === undefined) return undefined;
  const pitfall = operator.pitfall === undefined ? "" : ` ${plainMarkdown(operator.pitfall)}`;
  return `**${codeSpan("op")}: ${codeSpan(operator.name)}**\n\n${plainMarkdown(operator.meaning)}${pitfall}`;
}

/** The most important one: a hover is read at a glance. */
function pitfallOf(condition: Condition, { list }: PredicatePlace): string | undefined {
  const pitfall = conditionPitfall(condition, list);
  return pitfall === undefined ? undefined : `**Pitfall:** ${plainMarkdown(pitfall)}`;
}

/** A half-typed condition never holds; a sentence about it would only mislead. */
function isComplete({ path, op, value }: ConditionSyntax): boolean {
  return path !== undefined && op !== undefined && value !== undefined;
}
