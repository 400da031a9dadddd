import type { CompletionItem, CompletionList } from "vscode-languageserver-types";
import { MarkupKind } from "vscode-languageserver-types";
import { plainMarkdown } from "../../policy/words/plain/markdown";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { type Context, contextAt, otherElements } from "./context";
import { documentationOf } from "./documentation";
import { itemOf, surroundings } from "./insertion";
import { elementSuggestions, isObjectList, memberSuggestions } from "./memberSuggestions";
import { objectPlace } from "./objectPlace";
import { policySuggestions } from "./policySuggestions";
import { positionAt } from "./position";
import { longItem, shortList } from "./shortItems";
import type { Offer, Suggestion } from "./suggestion";
import { hiddenToolSuggestions, toolKeySuggestions } from "./toolNames";
import { fieldValueSuggestions, operandElementSuggestions, rulesSuggestions } from "./valueSuggestions";

/**
 * What can be typed at an offset: names, values and whole rules, never one that is already there. Works on the text as
 * it is, half-typed or not; accepting an item leaves quotes, colons and commas right.
 */
export function complete(snapshot: Snapshot, offset: number, env: Environment): CompletionList {
  const isRead = snapshot.foreign === undefined && !snapshot.isOversized;
  const position = isRead ? positionAt(snapshot.document, offset) : undefined;
  if (position === undefined) return { isIncomplete: false, items: [] };
  const context = contextAt(snapshot, position, offset, env);
  const offer = toolsAt(context) ?? { suggestions: suggestionsAt(context), isIncomplete: false };
  const isName = position.behind !== "nothing";
  const fitting = { ...offer, suggestions: offer.suggestions.filter(({ whole }) => !isName || whole !== true) };
  return env.shortCompletions === true ? shortList(context, fitting) : longList(context, fitting);
}

function longList({ snapshot, position, env }: Context, { suggestions, isIncomplete }: Offer): CompletionList {
  const around = surroundings(snapshot, position);
  return { isIncomplete, items: suggestions.map((suggestion) => itemOf(suggestion, around, position, env)) };
}

/** Explains an item that a person looks at. Needs nothing but the item and the catalogue. */
export function resolveCompletion(item: CompletionItem, env: Environment): CompletionItem {
  const whole = env.shortCompletions === true ? longItem(item) : item;
  const value = documentationOf(whole.data, env);
  // Editors show the detail above it.
  const isSaid = value === undefined || value === plainMarkdown(whole.detail ?? "");
  return isSaid ? whole : { ...whole, documentation: { kind: MarkupKind.Markdown, value } };
}

/** Tools to choose from, of which there can be too many to offer at once. */
function toolsAt(context: Context): Offer | undefined {
  const { path, position } = context;
  if (path.length !== 1) return undefined;
  if (position.slot === "key" && path[0] === "tools") return toolKeySuggestions(context);
  return position.slot === "element" && path[0] === "hide"
    ? hiddenToolSuggestions(context, new Set(otherElements(context, -1)))
    : undefined;
}

function suggestionsAt(context: Context): readonly Suggestion[] {
  const { path, position } = context;
  switch (position.slot) {
    case "text":
      return policySuggestions();
    case "key": {
      const place = objectPlace(path);
      return place === undefined ? [] : memberSuggestions(context, place);
    }
    case "value": {
      const name = position.key ?? "";
      if (path.length === 1 && path[0] === "tools") return rulesSuggestions(context, name);
      const place = objectPlace(path);
      return place === undefined ? [] : fieldValueSuggestions(context, place, name);
    }
    case "element":
      return elementsAt(context);
  }
}

function elementsAt(context: Context): readonly Suggestion[] {
  const { path } = context;
  const name = path.at(-1);
  const owner = objectPlace(path.slice(0, -1));
  if (owner === "condition" && name === "value") return operandElementSuggestions(context);
  const isListOfObjects =
    (owner === "tool" && name !== "conditions") ||
    (owner === "allTools" && name === "limits") ||
    (owner === "predicate" && name === "conditions");
  return isListOfObjects && isObjectList(name) ? elementSuggestions(context, name) : [];
}
