import type { ArgumentPath } from "../../catalogue/argumentPaths";
import type { WindowName } from "../../policy/model/policy";
import type { About } from "./about";
import { knownArguments, likelyOperator } from "./argument";
import { argumentTypes } from "./argumentWords";
import { type Context, memberValue, otherElements } from "./context";
import { limitMembers, type UsedLimits, usedLimits, windowsByUse } from "./limitTemplates";
import { conditionMembers, openConditionMembers, type PredicateList, predicateIdeas } from "./ruleTemplates";
import type { TemplateMember } from "./template";

/** Lists of a policy whose elements are objects (spec §1). */
export type ObjectList = "limits" | "require" | "deny_if" | "conditions";

/** An element that people are likely to want in a list. */
export interface ElementIdea {
  readonly label: string;
  readonly detail: string;
  readonly members: readonly TemplateMember[];
  readonly about?: About;
}

/** Elements for a list, the likeliest first. `depth` says where the list is on the path: -1 is the innermost. */
export function elementIdeas(context: Context, list: ObjectList, depth: -1 | -2): readonly ElementIdea[] {
  switch (list) {
    case "limits": {
      const used = usedLimits(otherElements(context, depth));
      return windowsByUse(used).map((window) => limitIdea(context, used, window));
    }
    case "require":
    case "deny_if":
      return predicateIdeas(context).filter((idea) => idea.list === list);
    case "conditions":
      return conditionIdeas(context, depth);
  }
}

function limitIdea(context: Context, used: UsedLimits, window: WindowName): ElementIdea {
  const members = limitMembers(context, used, window);
  return {
    label: `limit per ${window}`,
    detail: `A highest number of calls per ${window}`,
    members,
    about: { about: "value", place: "limit", field: "window", value: window },
  };
}

/** A list of hundreds is no help: the rest is found by the path of an open condition. */
const mostArguments = 50;

function conditionIdeas(context: Context, depth: -1 | -2): readonly ElementIdea[] {
  const list: PredicateList = context.path[2] === "deny_if" ? "deny_if" : "require";
  const tool = String(context.path[1]);
  const used = new Set(otherElements(context, depth).map((each) => (each as { path?: unknown } | null)?.path));
  const known = knownArguments(context).filter(({ types }) => types.length !== 1 || types[0] !== "object");
  const ideas = [...known.filter(({ path }) => !used.has(path)), ...known.filter(({ path }) => used.has(path))]
    .slice(0, mostArguments)
    .map((argument) => ({
      label: argument.path,
      detail: `${likelyOperator(argument, list)} · ${argumentInWords(argument)}`,
      members: conditionMembers(argument, list),
      about: { about: "argument", tool, path: argument.path } as const,
    }));
  return [...ideas, { label: "condition", detail: "path, op and value", members: openConditionMembers(context, list) }];
}

/** "text, required". */
export function argumentInWords(argument: ArgumentPath): string {
  return `${argumentTypes(argument)}${argument.required ? ", required" : ""}`;
}

/** The argument that the condition at `depth` of the path looks at, as far as the catalogue knows it. */
export function argumentHere(context: Context, depth = -1): ArgumentPath | undefined {
  const path = memberValue(context, "path", depth);
  return typeof path === "string" ? knownArguments(context).find((argument) => argument.path === path) : undefined;
}

/** The operator of the condition at `depth` of the path. */
export function operatorHere(context: Context, depth = -1): string | undefined {
  const operator = memberValue(context, "op", depth);
  return typeof operator === "string" ? operator : undefined;
}
