import { CompletionItemKind, type TextEdit } from "vscode-languageserver-types";
import type { Category, Tool, ToolCatalogue } from "../../catalogue/catalogue";
import { recommendedRule, recommendedRuleInWords } from "../../catalogue/recommendedRule";
import { type Context, namesIn } from "./context";
import { hideEdits } from "./hideEdits";
import { listedTools } from "./listedTools";
import { matchingTools } from "./matchingTools";
import type { Content, Offer, Suggestion } from "./suggestion";
import { emptyBrackets, type Template, templateOf, writeMembers } from "./template";

/**
 * Tools to list under `tools`, by name within four classes. People first want tools that stay usable under their
 * recommended rule, and of those the ones of a group that the policy already deals with:
 *
 * 1. usable under the recommended rule, of a group of which a tool is listed already
 * 2. usable under the recommended rule
 * 3. recommended to be hidden, or denied until a person approves
 * 4. hidden already: a rule would say nothing
 *
 * Next to each is an item for its recommended rule as a whole: after it, and before it where the tool is of high risk, so
 * that the first item never opens such a tool.
 */
export function toolKeySuggestions(context: Context): Offer {
  const { catalogue } = context.env;
  const tools = listedTools(context);
  const listed = tools.among(catalogue, (name) => catalogue.find(name) !== undefined);
  const hidden = namesIn(context, "hide");
  const groups = new Set([...listed].map((name) => catalogue.find(name)?.group));
  const hide = hideEdits(context);
  const made = madeSuggestions(catalogue);
  const suggestions: Suggestion[] = [];
  const known = matchingTools(catalogue.tools, nameOf, context.typed, ({ name }) => !listed.has(name));
  for (const tool of known.tools) {
    const isHidden = hidden.has(tool.name);
    const rank = isHidden ? 4 : !staysUsable(tool.category) ? 3 : groups.has(tool.group) ? 1 : 2;
    suggestions.push(madeOnce(made.plain[rank], tool, () => toolSuggestion(tool, rank)));
    // Where a value follows, or a colon, there is no place for a rule.
    if (isHidden || context.position.behind !== "nothing") continue;
    const recommended = madeOnce(made.recommended[rank], tool, () => ruleSuggestion(tool, rank));
    if (recommended !== undefined) suggestions.push(recommended);
    else if (hide !== undefined && recommendedRule(tool).kind === "hide")
      suggestions.push(hideSuggestion(tool, rank, hide(tool.name)));
  }
  const both = tools.among(hidden, (name) => hidden.has(name));
  const isUnknown = (name: string) => name !== "*" && !both.has(name) && catalogue.find(name) === undefined;
  const unknown = matchingTools([...hidden], String, context.typed, isUnknown);
  const madeOfUnknown = madeOfHidden(hidden);
  for (const name of unknown.tools) suggestions.push(madeOnce(madeOfUnknown, name, () => unknownSuggestion(name)));
  return { suggestions, isIncomplete: known.isIncomplete || unknown.isIncomplete };
}

function nameOf({ name }: Tool): string {
  return name;
}

function staysUsable(category: Category): boolean {
  return category !== "Destructive" && category !== "Financial";
}

function detailOf({ risk, category }: Tool): string {
  return `${risk} · ${category}`;
}

/** By rank. The suggestions of a tool depend on it and on its rank alone: there can be thousands, so they are made once. */
interface MadeSuggestions {
  readonly plain: readonly Map<Tool, Suggestion>[];
  /** undefined where hiding is recommended, which depends on the text. */
  readonly recommended: readonly Map<Tool, Suggestion | undefined>[];
}

const suggestionsByCatalogue = new WeakMap<ToolCatalogue, MadeSuggestions>();

function madeSuggestions(catalogue: ToolCatalogue): MadeSuggestions {
  const known = suggestionsByCatalogue.get(catalogue);
  if (known !== undefined) return known;
  const ranks = [0, 1, 2, 3, 4];
  const made = { plain: ranks.map(() => new Map()), recommended: ranks.map(() => new Map()) };
  suggestionsByCatalogue.set(catalogue, made);
  return made;
}

function madeOnce<Key, Made>(made: Map<Key, Made> | undefined, key: Key, make: () => Made): Made {
  if (made?.has(key) === true) return made.get(key) as Made;
  const found = make();
  made?.set(key, found);
  return found;
}

function toolSuggestion(tool: Tool, rank: number): Suggestion {
  const content = membersContent(tool.name, emptyBrackets("{}", "inline"));
  const plain = plainSuggestion(tool.name, rank, detailOf(tool), content);
  return { ...plain, sort: sortOf(tool, rank, !isRisky(tool)) };
}

function ruleSuggestion(tool: Tool, rank: number): Suggestion | undefined {
  const rule = recommendedRule(tool);
  if (rule.kind !== "rules") return undefined;
  const content = membersContent(tool.name, templateOf(rule.rules));
  return { ...recommendedSuggestion(tool, rank), description: "recommended rule", content };
}

const suggestionsByHidden = new WeakMap<ReadonlySet<string>, Map<string, Suggestion>>();

function madeOfHidden(hidden: ReadonlySet<string>): Map<string, Suggestion> {
  const made = suggestionsByHidden.get(hidden) ?? new Map<string, Suggestion>();
  suggestionsByHidden.set(hidden, made);
  return made;
}

/** Of a tool that is hidden, and not in the catalogue. */
function unknownSuggestion(name: string): Suggestion {
  const content = membersContent(name, emptyBrackets("{}", "inline"));
  return plainSuggestion(name, 4, "Not in the catalogue", content);
}

/** A member with its text; the template itself is not kept. */
function membersContent(name: string, value: Template): Content {
  return { members: [[name, null]], written: writeMembers([[name, value]]) };
}

function plainSuggestion(name: string, rank: number, detail: string, content: Content): Suggestion {
  return {
    label: name,
    kind: CompletionItemKind.Function,
    detail,
    // On every line of the list, where the detail is on the line in focus only.
    description: rank === 4 ? "hidden" : detail,
    content,
    filter: JSON.stringify(name),
    sort: `${rank}${name}`,
    about: { about: "tool", name },
  };
}

/** Sorts right behind the first item: no printable name that starts alike comes before. */
const behind = " !";

function sortOf({ name }: Tool, rank: number, isFirst: boolean): string {
  return `${rank}${name}${isFirst ? "" : behind}`;
}

/** Whether the tool must not be opened by the first key press. */
function isRisky({ risk }: Tool): boolean {
  return risk === "High" || risk === "Critical";
}

function recommendedSuggestion(tool: Tool, rank: number): Omit<Suggestion, "content" | "description"> {
  const { name } = tool;
  return {
    label: name,
    kind: CompletionItemKind.Snippet,
    detail: recommendedRuleInWords(tool),
    filter: JSON.stringify(name),
    sort: sortOf(tool, rank, isRisky(tool)),
    about: { about: "tool", name },
    whole: true,
  };
}

function hideSuggestion(tool: Tool, rank: number, elsewhere: readonly TextEdit[]): Suggestion {
  const common = recommendedSuggestion(tool, rank);
  return { ...common, description: "recommended: hide", content: { members: [] }, elsewhere };
}

const hideRank: Readonly<Record<Category, number>> = {
  Destructive: 1,
  Financial: 2,
  Execute: 3,
  Unknown: 4,
  Write: 4,
  Other: 5,
  Read: 6,
};

/**
 * Tools to hide, by name within their categories, the most severe first; tools of the policy that the catalogue does not
 * know follow, then the tools that have rules under `tools`, which hiding would make void. `"*"` comes last.
 */
export function hiddenToolSuggestions(context: Context, hidden: ReadonlySet<unknown>): Offer {
  const { env } = context;
  const listed = namesIn(context, "tools");
  const suggestions: Suggestion[] = [];
  const known = matchingTools(env.catalogue.tools, nameOf, context.typed, ({ name }) => !hidden.has(name));
  for (const tool of known.tools) {
    const hasRules = listed.has(tool.name);
    const sort = `${hasRules ? 8 : hideRank[tool.category]}${tool.name}`;
    suggestions.push(hiddenSuggestion(tool.name, sort, detailOf(tool), hasRules));
  }
  const isUnknown = (name: string) => !hidden.has(name) && env.catalogue.find(name) === undefined;
  const unknown = matchingTools([...listed], String, context.typed, isUnknown);
  for (const name of unknown.tools) suggestions.push(hiddenSuggestion(name, `7${name}`, "Not in the catalogue", true));
  if (!hidden.has("*"))
    suggestions.push({
      label: "*",
      kind: CompletionItemKind.EnumMember,
      detail: "Every tool",
      content: { value: "*" },
      sort: "9",
      about: { about: "note", text: "Hides every tool: the agent sees none, and every call is denied." },
    });
  return { suggestions, isIncomplete: known.isIncomplete || unknown.isIncomplete };
}

function hiddenSuggestion(name: string, sort: string, detail: string, hasRules: boolean): Suggestion {
  return {
    label: name,
    kind: CompletionItemKind.Function,
    detail,
    // On every line of the list, where the detail is on the line in focus only.
    description: hasRules ? "has rules" : detail,
    content: { value: name },
    sort,
    about: { about: "tool", name },
  };
}
