import { addPolicyField, setInMember } from "../../policy/edit/memberEdits";
import { findMember, type PolicyDocument } from "../../policy/model/document";
import { isJsonObject, type JsonValue, toJson } from "../../policy/text/json";
import { elementsOf, findProperty } from "../../policy/text/navigate";
import type { TextEdit } from "../../policy/text/textEdit";

/** Edits that add limits to those of `all_tools`, which is made if there is none; none if it is no object. */
export function addToAllTools(document: PolicyDocument, limits: readonly JsonValue[]): readonly TextEdit[] {
  const allTools = findMember(document, "all_tools");
  if (allTools === undefined) return addPolicyField(document, "all_tools", { limits });
  if (allTools.value.value?.type !== "object" || allTools.value.problems.length > 0) return [];
  const before = findProperty(allTools.value.value, "limits")?.value;
  if (before !== undefined && before.type !== "array") return [];
  const listed = elementsOf(before).map(toJson);
  const used = new Set(listed.map((limit) => (isJsonObject(limit) ? limit.counter : undefined)));
  // Two limits under one name would share a count.
  const renamed = limits.map((limit) => {
    if (!isJsonObject(limit) || typeof limit.counter !== "string" || !used.has(limit.counter)) return limit;
    let number = 2;
    while (used.has(`${limit.counter}_${number}`)) number++;
    used.add(`${limit.counter}_${number}`);
    return { ...limit, counter: `${limit.counter}_${number}` };
  });
  return setInMember(document, allTools, ["limits"], [...listed, ...renamed]);
}
