import type { ArgumentPath } from "../../catalogue/argumentPaths";
import { approvalMessage } from "../../catalogue/recommendedRule";
import { knownArguments, likelyOperator, openOperators, operandTemplate } from "./argument";
import type { Context } from "./context";
import { list, object, type Template, type TemplateMember, templateOf, textPlaceholder } from "./template";

/** The lists of predicates that a tool can have (spec §1). */
export type PredicateList = "require" | "deny_if";

/** A message for the agent when a predicate denies. */
export const refusalMessage = "This call is not permitted.";

const mostPaths = 30;

/** A path to type, with the tool's arguments to choose from, the required ones first. */
export function pathPlaceholder(context: Context): Template {
  const paths = likelyArguments(context).map(({ path }) => path);
  return textPlaceholder(paths[0] ?? "args.", paths);
}

function likelyArguments(context: Context): readonly ArgumentPath[] {
  return knownArguments(context)
    .toSorted((a, b) => Number(b.required) - Number(a.required))
    .slice(0, mostPaths);
}

/** The members of a new condition on an argument. */
export function conditionMembers(argument: ArgumentPath, listName: PredicateList): readonly TemplateMember[] {
  const operator = likelyOperator(argument, listName);
  return [
    ["path", argument.path],
    ["op", operator],
    ["value", operandTemplate(operator, argument)],
  ];
}

/** The members of a new condition whose argument is still to be chosen; operator and value fit the likeliest one. */
export function openConditionMembers(context: Context, listName: PredicateList): readonly TemplateMember[] {
  const known = likelyArguments(context);
  const choices = openOperators(known, listName);
  const operator = choices[0] ?? "eq";
  return [
    ["path", pathPlaceholder(context)],
    ["op", textPlaceholder(operator, choices)],
    ["value", operandTemplate(operator, known[0])],
  ];
}

/** A kind of predicate that people write often. */
export interface PredicateIdea {
  readonly list: PredicateList;
  readonly label: string;
  readonly detail: string;
  readonly members: readonly TemplateMember[];
}

/** Predicates that people write often, in both lists. */
export function predicateIdeas(context: Context): readonly PredicateIdea[] {
  const present = object(["path", pathPlaceholder(context)], ["op", "exists"], ["value", true]);
  return [
    {
      list: "deny_if",
      label: "deny always",
      detail: "Every call needs a person's approval",
      members: [
        ["conditions", templateOf([])],
        ["on_deny", textPlaceholder(approvalMessage)],
      ],
    },
    {
      list: "require",
      label: "require an argument",
      detail: "Calls without it are denied",
      members: [
        ["conditions", list(present)],
        ["on_deny", textPlaceholder("This argument is required.")],
      ],
    },
    {
      list: "require",
      label: "require an argument's value",
      detail: "Calls with another value are denied",
      members: [
        ["conditions", list(object(...openConditionMembers(context, "require")))],
        ["on_deny", textPlaceholder(refusalMessage)],
      ],
    },
    {
      list: "deny_if",
      label: "forbid an argument's value",
      detail: "Calls that have it are denied",
      members: [
        ["conditions", list(object(...openConditionMembers(context, "deny_if")))],
        ["on_deny", textPlaceholder(refusalMessage)],
      ],
    },
  ];
}
