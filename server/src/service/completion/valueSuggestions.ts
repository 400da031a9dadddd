import { CompletionItemKind } from "vscode-languageserver-types";
import { approvalMessage, recommendedRule, recommendedRuleInWords } from "../../catalogue/recommendedRule";
import { operators } from "../../policy/model/operators";
import { type Field, findField, type Place } from "../../policy/model/schema";
import type { JsonValue } from "../../policy/text/json";
import { literally } from "../../policy/text/literally";
import { knownArguments, likelyValues, operandTemplate, operatorsByFit, toolOf } from "./argument";
import { type Context, otherElements } from "./context";
import { argumentHere, argumentInWords, operatorHere } from "./elementIdeas";
import { counterNames, likelyMaximum, windowsByUse } from "./limitTemplates";
import { elementSuggestions, isObjectList, otherLimits, ruleIdeas, startValue, windowHere } from "./memberSuggestions";
import { refusalMessage } from "./ruleTemplates";
import { type Content, type Suggestion, sortKey } from "./suggestion";
import { emptyBrackets, list, object, type Template, templateOf, textPlaceholder, writeValue } from "./template";

/** Values for a field of an object. */
export function fieldValueSuggestions(context: Context, place: Place, name: string): readonly Suggestion[] {
  const field = findField(place, name);
  switch (`${place}.${name}`) {
    case "predicate.on_deny":
      return messageSuggestions(context);
    case "condition.path":
      return pathSuggestions(context);
    case "condition.op":
      return operatorSuggestions(context);
    case "condition.value":
      return operandSuggestions(context);
    case "limit.counter":
      return counterNames(context, otherLimits(context)).map((each, index) => constant(each, index));
    case "limit.max":
      return maximumSuggestions(context);
    case "limit.window":
      return windowsByUse(otherLimits(context)).flatMap((each, index) => choiceSuggestion(place, field, each, index));
    default:
      if (field?.values !== undefined)
        return field.values.flatMap(({ value }, index) => choiceSuggestion(place, field, value, index));
      return field === undefined ? [] : containerSuggestions(context, place, field);
  }
}

/** Values for the rules of a tool: none, the recommended ones, and those that people write often. */
export function rulesSuggestions(context: Context, name: string): readonly Suggestion[] {
  const tool = context.env.catalogue.find(name);
  const rule = tool === undefined ? undefined : recommendedRule(tool);
  const within = { ...context, path: ["tools", name] };
  // The first item never opens a tool of high risk.
  const isRisky = tool?.risk === "High" || tool?.risk === "Critical";
  const open = whole("{}", "Allow without further checks", emptyBrackets("{}", "inline"), isRisky ? 2 : 0);
  const recommended =
    tool !== undefined && rule?.kind === "rules" && Object.keys(rule.rules).length > 0
      ? [
          {
            ...whole("recommended rule", recommendedRuleInWords(tool), templateOf(rule.rules), 1),
            about: { about: "tool", name } as const,
          },
        ]
      : [];
  const ideas = ruleIdeas(within).map(({ list: name, label, detail, value }, index) => {
    // Where hiding is recommended, what comes next to it comes first.
    const isFirst = isRisky && recommended.length === 0 && label === "deny always";
    return whole(label, `${name} · ${detail}`, object([name, value]), isFirst ? 1 : index + 3);
  });
  return [open, ...recommended, ...ideas];
}

/** The values of `in` and `not_in`, one by one. */
export function operandElementSuggestions(context: Context): readonly Suggestion[] {
  const present = new Set(otherElements(context, -1).map((each) => JSON.stringify(each)));
  const values = likelyValues(argumentHere(context, -2), operatorHere(context, -2));
  return values
    .filter((each) => !present.has(JSON.stringify(each)))
    .map((each, index) => literal(each, describeValue(context, each, -2), index));
}

function containerSuggestions(context: Context, place: Place, { name, title }: Field): readonly Suggestion[] {
  const start = startValue(context, place, name);
  if (!isObjectList(name)) return [{ ...whole(emptyLabels[name] ?? name, title, start, 0), opensNext: true }];
  const filled = elementSuggestions(context, name).map((each) => ({
    ...each,
    content: { value: inList(each.content) },
  }));
  return [...filled, { ...whole("[]", title, start, 9), opensNext: true }];
}

/** How fields that hold neither text nor a list of objects are shown while they are empty. */
const emptyLabels: Readonly<Record<string, string>> = { hide: "[]", tools: "{}", all_tools: "rate limit" };

function inList(content: Content): Template {
  return "value" in content ? list(content.value) : list(object(...content.members));
}

/** Texts for `on_deny`, only while it is empty, so no sentence is lost. */
function messageSuggestions(context: Context): readonly Suggestion[] {
  const { start, end } = context.position.replaced;
  if (!/^"?"?$/.test(context.snapshot.document.text.slice(start, end))) return [];
  return [approvalMessage, refusalMessage, "This value is not permitted."].map((each, index) => {
    return { ...constant(each, index), content: { value: textPlaceholder(each) } };
  });
}

function pathSuggestions(context: Context): readonly Suggestion[] {
  const tool = toolOf(context) ?? "";
  const known = knownArguments(context).map((argument, index): Suggestion => {
    const { path, required } = argument;
    return {
      label: path,
      kind: CompletionItemKind.Field,
      detail: argumentInWords(argument),
      content: { value: path },
      sort: sortKey(required ? 0 : 1, index),
      about: { about: "argument", tool, path },
    };
  });
  if (known.length > 0) return known;
  const open = { ...constant("args.", 0), detail: "Then the name of an argument" };
  return [{ ...open, content: { value: { placeholder: "", quoted: true, prefix: "args." } } }];
}

function operatorSuggestions(context: Context): readonly Suggestion[] {
  return operatorsByFit(argumentHere(context)).map(({ name, fits }, index) => ({
    label: name,
    kind: CompletionItemKind.Operator,
    detail: operators.get(name)?.meaning ?? "",
    content: { value: name },
    sort: sortKey(fits ? 0 : 1, index),
    about: { about: "operator", name },
  }));
}

/** What the operator may compare with: values that the argument can have, and a form to fill in. */
function operandSuggestions(context: Context): readonly Suggestion[] {
  const operator = operatorHere(context);
  const argument = argumentHere(context);
  if (operator === "exists")
    return [
      literal(true, "The argument is there and not null", 0),
      literal(false, "The argument is missing or null", 1),
    ];
  const form = operandTemplate(operator, argument);
  const values = likelyValues(argument, operator);
  switch (operators.get(operator ?? "")?.takes) {
    case "array":
      return arraySuggestions(form, values);
    case "number": {
      const numbers = values.filter((value) => typeof value === "number");
      const offered = numbers.length > 0 ? numbers : [10, 100, 1000];
      return offered.map((each, index) => literal(each, describeValue(context, each, -1), index));
    }
    case "pattern":
      return patternSuggestions(form, values);
    default: {
      const known = values.map((each, index) => literal(each, describeValue(context, each, -1), index));
      return known.length > 0 ? known : [{ ...literal("", "A text", 0), content: { value: form } }];
    }
  }
}

function arraySuggestions(form: Template, values: readonly JsonValue[]): readonly Suggestion[] {
  const filled = writeValue(form);
  const all = filled.isSnippet ? [] : [whole(filled.text, "Every value that the argument may have", form, 0)];
  const single = values.slice(0, 1).map((each) => whole(JSON.stringify([each]), "One value", templateOf([each]), 1));
  return [...all, ...single, { ...whole("[]", "Values", emptyBrackets("[]", "inline"), 9), opensNext: true }];
}

function patternSuggestions(form: Template, values: readonly JsonValue[]): readonly Suggestion[] {
  const texts = values.filter((value) => typeof value === "string");
  const alternatives = `^(${texts.map(literally).join("|")})$`;
  const known = texts.length === 0 ? [] : [literal(alternatives, "Exactly one of the known values", 0)];
  const word = { ...literal("^[A-Za-z0-9_-]+$", "One word of letters, digits, - and _", 1), content: { value: form } };
  return [...known, word, { ...literal("^$", "Anchored at both ends", 2), content: { value: anchored } }];
}

const anchored: Template = { placeholder: "", quoted: true, prefix: "^", suffix: "$" };

/** Numbers of calls: the recommended one first. */
function maximumSuggestions(context: Context): readonly Suggestion[] {
  const likely = likelyMaximum(context, windowHere(context));
  return [...new Set([likely, 10, 30, 60])].map((each, index) =>
    literal(each, `calls per ${windowHere(context)}`, index),
  );
}

/** What the schema says about a value. */
function describeValue(context: Context, value: JsonValue, depth: number): string {
  const argument = argumentHere(context, depth);
  return argument?.enumValues === undefined && argument?.examples[0] === value ? "Default" : "";
}

/** One of the values that the format knows. */
function choiceSuggestion(place: Place, field: Field | undefined, value: string, index: number): readonly Suggestion[] {
  const known = field?.values?.find((each) => each.value === value);
  if (field === undefined || known === undefined) return [];
  const about = { about: "value", place, field: field.name, value } as const;
  return [{ ...constant(value, index), detail: known.description, about }];
}

/** A text as a value, shown without its quotes. */
function constant(value: string, index: number): Suggestion {
  return { label: value, kind: CompletionItemKind.EnumMember, content: { value }, sort: sortKey(0, index) };
}

/** A value of any type, shown as it is written. */
function literal(value: JsonValue, detail: string, index: number): Suggestion {
  const label = JSON.stringify(value);
  const content = { value: templateOf(value) };
  const suggestion = { label, kind: CompletionItemKind.Value, filter: label, content, sort: sortKey(0, index) };
  return detail === "" ? suggestion : { ...suggestion, detail };
}

function whole(label: string, detail: string, value: Template, index: number): Suggestion {
  return { label, kind: CompletionItemKind.Snippet, detail, content: { value }, sort: sortKey(0, index) };
}
