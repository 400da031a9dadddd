import { rateCounterName } from "../../catalogue/recommendedRule";
import { addPolicyField, setInMember } from "../../policy/edit/memberEdits";
import { isOlderDialect } from "../../policy/model/oldFields";
import { isBareCondition } from "../../policy/problems/bareCondition";
import { isJsonObject, type JsonValue, toJson } from "../../policy/text/json";
import type { Problem } from "../../policy/text/problem";
import { quote } from "../../policy/words/plain/quote";
import { isKey, pathWithin, placeInText } from "../engine/placeInText";
import type { Fix, FixPlace } from "../engine/rule";

/** Adds the fields whose value is clear; each by itself, since a person may want only one. */
export function missingFieldFixes({ suggestion = "", span }: Problem, place: FixPlace): readonly Fix[] {
  const { document } = place;
  const names = suggestion.split(",");
  const isPolicy = document.members.some(({ offset, value: { key } }) => offset + key.offset === span.start);
  const isRoot = span.start === document.root?.span.start;
  if (isPolicy || isRoot)
    return [
      ...(names.includes("version") ? addition("version", "1", addPolicyField(document, "version", "1"), true) : []),
      ...(names.includes("default") ? defaultFixes(place) : []),
    ];
  const found = placeInText(document, span);
  if (found === undefined) return [];
  const { member, node, list } = found;
  const holder = isKey(node) ? node.parent?.parent : node;
  if (holder?.type !== "object") return [];
  const path = pathWithin(member.value, holder);
  if (names.includes("conditions")) {
    if (!isBareCondition(holder)) return [];
    const value = toJson(holder);
    if (!isJsonObject(value)) return [];
    const { on_deny: onDeny, ...condition } = value;
    const predicate = { conditions: [condition], ...(onDeny !== undefined && { on_deny: onDeny }) };
    const edits = setInMember(document, member, [...path], predicate);
    return edits.length === 0
      ? []
      : [{ title: 'Put it into "conditions"', edits, keepsMeaning: false, automatic: true }];
  }
  const values: [string, JsonValue][] = [["scope", "grant"]];
  if (path[0] === "limits")
    values.unshift(["counter", list === "tools" ? rateCounterName(member.value.name) : "all_tools_rate"]);
  return values.flatMap(([name, value]) =>
    names.includes(name) ? addition(name, value, setInMember(document, member, [...path, name], value), false) : [],
  );
}

/** In older dialects a missing `default` means "allow" (spec §3): a person has to choose, and each title says what it does. */
function defaultFixes({ document }: FixPlace): readonly Fix[] {
  const deny = addition("default", "deny", addPolicyField(document, "default", "deny"), false);
  if (!isOlderDialect(document)) return deny;
  const allow = addition("default", "allow", addPolicyField(document, "default", "allow"), false);
  return [
    ...deny.map((fix) => ({
      ...fix,
      title: `${fix.title} (preferred; the older dialect allows tools that are not listed)`,
    })),
    ...allow.map((fix) => ({ ...fix, title: `${fix.title} (as the older dialect means it)` })),
  ];
}

function addition(name: string, value: JsonValue, edits: Fix["edits"], automatic: boolean): Fix[] {
  if (edits.length === 0) return [];
  return [{ title: `Add ${quote(name)}: ${JSON.stringify(value)}`, edits, keepsMeaning: false, automatic }];
}
