import type { ToolCatalogue } from "../../catalogue/catalogue";
import { recommendedRule } from "../../catalogue/recommendedRule";
import {
  addToHide,
  addTool,
  removeElements,
  removeFromHide,
  removeMember,
  removeTools,
  setInMember,
} from "../../policy/edit/memberEdits";
import { findMember, lastThatCounts, type Member, type PolicyDocument } from "../../policy/model/document";
import { parsePolicy } from "../../policy/model/parse";
import type { Placed } from "../../policy/model/policy";
import { fieldsOf } from "../../policy/model/schema";
import type { JsonObject } from "../../policy/text/json";
import { elementsOf, propertiesOf } from "../../policy/text/navigate";
import { applyEdits, type TextEdit } from "../../policy/text/textEdit";
import { quote } from "../../policy/words/plain/quote";
import type { BuilderChange } from "../../protocol/builder";
import { changePart, partAt } from "./changePart";
import { additions, standingOf } from "./recommendedNext";
import { type Changed, isRefused, refuse } from "./refusal";
import { toolChoice } from "./toolChoice";

/** What can be chosen for a tool at once. */
export type Choice = Extract<BuilderChange, { kind: "choose" }>["choice"];

/** What a denied tool tells its caller, unless a person writes something better. */
const deniedMessage = "This tool is denied by policy.";

const denied: JsonObject = { deny_if: [{ conditions: [], on_deny: deniedMessage }] };

/** The document with the choice made for a tool. Whatever the builder cannot show of the tool is kept. */
export function chooseForTool(
  document: PolicyDocument,
  name: string,
  choice: Choice,
  catalogue: ToolCatalogue,
): Changed {
  if (choice === "recommended") return chooseRecommended(document, name, catalogue);
  if (choiceIn(document, name) === choice) return document;
  switch (choice) {
    case "default":
      return expectChoice(withoutTool(shown(document, name), name), name, "default");
    case "hide":
      return expectChoice(hidden(document, name), name, "hide");
    case "allow":
      return expectChoice(withRules(document, name, {}), name, "allow");
    case "deny":
      return expectChoice(withRules(document, name, denied), name, "deny");
  }
}

/** What is recommended, without loosening what a person has written: of conditions and limits only what is missing is added. */
function chooseRecommended(document: PolicyDocument, name: string, catalogue: ToolCatalogue): Changed {
  const tool = catalogue.find(name);
  const rule = tool === undefined ? ({ kind: "none" } as const) : recommendedRule(tool);
  if (rule.kind === "none") return refuse(`Nothing is recommended for ${quote(name)}: what it does is not known.`);
  if (rule.kind === "hide") return chooseForTool(document, name, "hide", catalogue);
  const choice = choiceIn(document, name);
  const member = lastThatCounts(document.tools, name)?.value;
  switch (standingOf(choice, member, rule)) {
    case "same":
      return document;
    case "stricter":
      return refuse(`${quote(name)} already has what is recommended, or something stricter. Nothing was changed.`);
    case "looser":
      if (choice === "custom") return withMissing(document, name, rule.rules);
      return withRules(document, name, rule.rules);
    default:
      return withRules(document, name, rule.rules);
  }
}

function withMissing(document: PolicyDocument, name: string, rules: JsonObject): Changed {
  let after: Changed = document;
  for (const { path, value } of additions(partAt(document, name, []) ?? {}, rules))
    if (!isRefused(after)) after = changePart(after, name, path, value);
  return after;
}

/** What the text chooses for a tool. */
function choiceIn(document: PolicyDocument, name: string): ReturnType<typeof toolChoice> {
  const hide = elementsOf(findMember(document, "hide")?.value.value);
  return toolChoice(
    lastThatCounts(document.tools, name)?.value,
    hide.some(({ value }) => value === name),
  );
}

/** Where the text is broken around the place, an edit may come to nothing: then it is not made at all. */
function expectChoice(changed: Changed, name: string, choice: ReturnType<typeof toolChoice>): Changed {
  if (isRefused(changed) || choiceIn(changed, name) === choice) return changed;
  return refuse(`${quote(name)} was not changed: the text is broken there. Fix it in the text first.`);
}

function hidden(document: PolicyDocument, name: string): Changed {
  const after = edited(document, addToHide(document, name));
  if (after === document) return refuse('"hide" is not a list. Fix it in the text first.');
  return withoutTool(after, name, ({ value }) => hasOnlyRules(value));
}

function withoutTool(
  document: PolicyDocument,
  name: string,
  mayGo: (member: Placed<Member>) => boolean = () => true,
): PolicyDocument {
  const gone = document.tools.filter((member) => member.value.name === name && mayGo(member));
  return gone.length === 0 ? document : edited(document, removeTools(document, new Set(gone)));
}

/** Without the name in `hide`, and without `hide` when nothing else is in it. */
function shown(document: PolicyDocument, name: string): PolicyDocument {
  const hide = findMember(document, "hide");
  const names = elementsOf(hide?.value.value);
  if (hide === undefined || !names.some(({ value }) => value === name)) return document;
  return names.every(({ value }) => value === name)
    ? edited(document, removeMember(document, "policy", hide))
    : edited(document, removeFromHide(document, name));
}

function withRules(before: PolicyDocument, name: string, rules: JsonObject): Changed {
  const document = shown(before, name);
  const member = lastThatCounts(document.tools, name);
  if (member === undefined) {
    const after = edited(document, addTool(document, name, rules));
    return after === document ? refuse('"tools" is not an object. Fix it in the text first.') : after;
  }
  if (member.value.value?.type !== "object")
    return refuse(`The rules of ${quote(name)} are not an object. Fix them in the text first.`);
  if (hasOnlyRules(member.value)) return edited(document, setInMember(document, member, [], rules));
  let after = document;
  for (const { name: field } of fieldsOf("tool")) {
    const now = lastThatCounts(after.tools, name);
    if (now === undefined) continue;
    const there = propertiesOf(now.value.value).filter((property) => property.name === field);
    if (rules[field] !== undefined) after = edited(after, setInMember(after, now, [field], rules[field]));
    else if (there.length > 0)
      after = edited(
        after,
        removeElements(
          there.flatMap(({ key }) => key.parent ?? []),
          now.offset,
        ),
      );
  }
  return after;
}

/** Whether a tool has nothing but what the builder can show. */
function hasOnlyRules({ value }: Member): boolean {
  const known = new Set(fieldsOf("tool").map(({ name }) => name));
  return value?.type === "object" && propertiesOf(value).every(({ name }) => known.has(name));
}

function edited(document: PolicyDocument, edits: readonly TextEdit[]): PolicyDocument {
  return edits.length === 0 ? document : parsePolicy(applyEdits(document.text, edits), document);
}
