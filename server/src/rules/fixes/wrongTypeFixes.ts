import { type AskedState, askedByValue } from "../../policy/decide/askedState";
import { setInMember } from "../../policy/edit/memberEdits";
import { isOlderDialect } from "../../policy/model/oldFields";
import { toolsWith } from "../../policy/model/toolGroups";
import type { MemberPlace, PolicyProblem } from "../../policy/problems/policyProblem";
import { type JsonValue, toJson } from "../../policy/text/json";
import type { Node } from "../../policy/text/navigate";
import { elementsOf, findProperty, propertiesOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";
import type { Fix, FixPlace } from "../engine/rule";
import { hideTools } from "./hideTools";

/** Gives a value the type that its field needs, where the value says what is meant. */
export function wrongTypeFixes(
  { field, value }: { readonly field: string | undefined; readonly value: Node },
  problem: PolicyProblem,
  place: FixPlace,
): readonly Fix[] {
  if (field !== undefined) return fieldFixes(field, value, problem, place);
  return problem.of === undefined ? [] : toolFixes(problem.of, place);
}

const objectLists = new Set(["limits", "require", "deny_if", "conditions"]);

function fieldFixes(
  field: string,
  value: Node,
  { of, nodesFrom }: PolicyProblem,
  { document }: FixPlace,
): readonly Fix[] {
  const { start, end } = spanOf(value, nodesFrom);
  const around = (title: string, open: string, close: string): readonly Fix[] => [
    fix(
      title,
      [
        { span: { start, end: start }, newText: open },
        { span: { start: end, end }, newText: close },
      ],
      true,
    ),
  ];
  const replace = (newValue: JsonValue): readonly Fix[] => {
    const newText = JSON.stringify(newValue);
    return [fix(`Replace it with ${newText}`, [{ span: { start, end }, newText }], false)];
  };
  if (objectLists.has(field) && propertiesOf(value).length > 0) return around("Put it in brackets", "[", "]");
  if (field === "hide" && value.type === "string") return around("Put it in brackets", "[", "]");
  if (field === "all_tools" && elementsOf(value).length > 0)
    return around('Put it into "limits"', '{ "limits": ', " }");
  if (field === "tools" && of !== undefined && isListOfNames(value)) {
    const tools: Record<string, JsonValue> = Object.create(null);
    for (const { value: name } of elementsOf(value)) tools[String(name)] = {};
    return [fix("Write the names as keys, each with {}", setInMember(document, of.member, [], tools), false)];
  }
  if (field === "max" && value.type === "string" && /^\s*[1-9]\d{0,14}\s*$/.test(value.value))
    return replace(Number(value.value));
  if (field !== "value") return [];
  const operator = findProperty(value.parent?.parent, "op")?.value.value;
  if ((operator === "in" || operator === "not_in") && !["array", "object", "null"].includes(value.type))
    return around("Put it in brackets", "[", "]");
  if (value.type !== "string") return [];
  if (operator === "exists" && /^(?:true|false)$/i.test(value.value))
    return replace(value.value.toLowerCase() === "true");
  const isComparison = ["lt", "lte", "gt", "gte"].includes(operator);
  return isComparison && /^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value.value) ? replace(Number(value.value)) : [];
}

function isListOfNames(value: Node): boolean {
  const names = elementsOf(value);
  return names.length > 0 && names.every(({ type }) => type === "string");
}

/** Only the older dialect has rules for every tool. */
const wildcards = toolsWith(({ name }) => name === "*");

/** What is in place of a tool's rules: a word for a state, or nothing. */
function toolFixes({ member }: MemberPlace, { document }: FixPlace): readonly Fix[] {
  const value = member.value.value;
  if (value === undefined) return [];
  const write = (title: string, rules: JsonValue, automatic: boolean): Fix =>
    fix(title, setInMember(document, member, [], rules), automatic);
  // Only a person opens a tool. In a document of an older dialect `null` says that there are no rules (spec §3).
  const opensByItself = value.type === "null" && (isOlderDialect(document) || wildcards(document).length > 0);
  const open = write("Replace it with {}, which allows every call", {}, opensByItself);
  const deny = (automatic: boolean): Fix => write("Deny every call", { deny_if: [{ conditions: [] }] }, automatic);
  const asked = opensByItself ? "open" : askedByValue(toJson(value));
  return offeredFor(asked).filter(({ edits }) => edits.length > 0);

  function offeredFor(state: AskedState | undefined): readonly Fix[] {
    switch (state) {
      case "open":
        return [open];
      case "denied":
        return [deny(true)];
      case "hidden":
        return [fix("Hide it", hideTools(document, [member]), true)];
      case undefined:
        return [deny(false), open];
    }
  }
}

function fix(title: string, edits: readonly TextEdit[], automatic: boolean): Fix {
  return { title, edits, keepsMeaning: false, automatic };
}
