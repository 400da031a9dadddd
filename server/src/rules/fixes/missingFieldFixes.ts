import { rateCounterName } from "../../catalogue/recommendedRule";
import { addPolicyField, setInMember } from "../../policy/edit/memberEdits";
import { isOlderDialect } from "../../policy/model/oldFields";
import type { PolicyProblem } from "../../policy/problems/policyProblem";
import type { JsonValue } from "../../policy/text/json";
import type { Node } from "../../policy/text/navigate";
import { quote } from "../../policy/words/plain/quote";
import { pathWithin } from "../engine/pathWithin";
import type { Fix, FixPlace } from "../engine/rule";

/** Adds the fields whose value is clear; each by itself, since a person may want only one. */
export function missingFieldFixes(
  { names, holder }: { readonly names: readonly string[]; readonly holder: Node | undefined },
  { of }: PolicyProblem,
  place: FixPlace,
): readonly Fix[] {
  const { document } = place;
  if (holder === undefined)
    return [
      ...(names.includes("version") ? addition("version", "1", addPolicyField(document, "version", "1"), true) : []),
      ...(names.includes("default") ? defaultFixes(place) : []),
    ];
  if (of === undefined) return [];
  const { member, list } = of;
  const path = pathWithin(member.value, holder);
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
