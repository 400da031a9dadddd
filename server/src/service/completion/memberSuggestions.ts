import { CompletionItemKind } from "vscode-languageserver-types";
import { type Field, fieldsOf, type Place } from "../../policy/model/schema";
import { operandTemplate, operatorsByFit } from "./argument";
import { type Context, memberValue, otherElements, otherNames } from "./context";
import { argumentHere, type ElementIdea, elementIdeas, type ObjectList, operatorHere } from "./elementIdeas";
import {
  counterNames,
  likelyMaximum,
  limitTemplate,
  noLimits,
  type UsedLimits,
  usedLimits,
  windowsByUse,
} from "./limitTemplates";
import { pathPlaceholder, predicateIdeas, refusalMessage } from "./ruleTemplates";
import { type Suggestion, sortKey } from "./suggestion";
import { emptyBrackets, list, object, type Template, textPlaceholder, valuePlaceholder } from "./template";

/** The fields that an object does not have yet, each with a value to start from; and what fits as a whole. */
export function memberSuggestions(context: Context, place: Place): readonly Suggestion[] {
  const present = otherNames(context);
  const missing = fieldsOf(place).filter(({ name }) => !present.has(name));
  return [
    ...missing.map((field, index) => fieldSuggestion(context, place, field, index)),
    ...(place === "tool"
      ? ruleIdeas(context)
          .filter(({ list }) => !present.has(list))
          .map(ruleMember)
      : []),
    ...(present.size === 0 ? wholeElements(context) : []),
  ];
}

function fieldSuggestion(context: Context, place: Place, { name, title }: Field, index: number): Suggestion {
  const value = startValue(context, place, name);
  return {
    label: name,
    kind: CompletionItemKind.Property,
    detail: title,
    content: { members: [[name, value]] },
    sort: sortKey(0, index),
    about: { about: "field", place, name },
    opensNext: typeof value === "object" && value !== null && "brackets" in value,
  };
}

/** What a field is given at first: valid, and what most people write. */
export function startValue(context: Context, place: Place, name: string): Template {
  switch (`${place}.${name}`) {
    case "policy.version":
      return "1";
    case "policy.default":
      return textPlaceholder("deny", ["deny", "allow"]);
    case "policy.hide":
      return emptyBrackets("[]", "inline");
    case "policy.all_tools":
      return object(["limits", list(limitTemplate({ ...context, path: ["all_tools"] }, noLimits))]);
    case "policy.tools":
      return emptyBrackets("{}", "block");
    case "predicate.on_deny":
      return textPlaceholder(refusalMessage);
    case "condition.path":
      return pathPlaceholder(context);
    case "condition.op":
      return textPlaceholder(
        "eq",
        operatorsByFit(argumentHere(context)).flatMap((each) => (each.fits ? [each.name] : [])),
      );
    case "condition.value":
      return operandTemplate(operatorHere(context), argumentHere(context));
    case "limit.counter":
      return textPlaceholder(counterNames(context, otherLimits(context))[0] ?? "");
    case "limit.window":
      return textPlaceholder("minute", windowsByUse(otherLimits(context)));
    case "limit.max":
      return valuePlaceholder(likelyMaximum(context, windowHere(context)));
    case "limit.scope":
      return "grant";
    default:
      return emptyBrackets("[]", "block");
  }
}

/** What the other limits of the list use that holds the limit at the cursor. */
export function otherLimits(context: Context): UsedLimits {
  return usedLimits(otherElements(context, -2));
}

/** The window of the limit at the cursor, or the one that it will probably have. */
export function windowHere(context: Context) {
  const order = windowsByUse(otherLimits(context));
  return order.find((window) => window === memberValue(context, "window")) ?? order[0] ?? "minute";
}

/** A rule of a tool that people write often, as one of its members. */
export interface RuleIdea {
  readonly list: string;
  readonly label: string;
  readonly detail: string;
  readonly value: Template;
}

/** Rules of a tool that people write often. */
export function ruleIdeas(context: Context): readonly RuleIdea[] {
  const limits = list(limitTemplate(context, noLimits));
  return [
    { list: "limits", label: "rate limit", detail: "A highest number of calls per minute", value: limits },
    ...predicateIdeas(context).map((idea) => ({ ...idea, value: list(object(...idea.members)) })),
  ];
}

function ruleMember({ list: name, label, detail, value }: RuleIdea, index: number): Suggestion {
  const content = { members: [[name, value]] } as const;
  return { label, kind: CompletionItemKind.Snippet, detail, content, sort: sortKey(1, index), whole: true };
}

/** All members at once, for an object in a list that is still empty. */
function wholeElements(context: Context): readonly Suggestion[] {
  const list = context.path.at(-2);
  if (typeof context.path.at(-1) !== "number" || !isObjectList(list)) return [];
  return elementIdeas(context, list, -2).map((idea, index) => ({ ...ideaSuggestion(idea, index), content: idea }));
}

/** The elements that people are likely to want in a list. */
export function elementSuggestions(context: Context, list: ObjectList): readonly Suggestion[] {
  return elementIdeas(context, list, -1).map((idea, index) => ({
    ...ideaSuggestion(idea, index),
    content: { value: object(...idea.members) },
  }));
}

function ideaSuggestion({ label, detail, about }: ElementIdea, index: number): Omit<Suggestion, "content"> {
  const suggestion = { label, kind: CompletionItemKind.Snippet, detail, sort: sortKey(1, index), whole: true };
  return about === undefined ? suggestion : { ...suggestion, about };
}

/** Whether a member holds a list of objects. */
export function isObjectList(name: unknown): name is ObjectList {
  return name === "limits" || name === "require" || name === "deny_if" || name === "conditions";
}
