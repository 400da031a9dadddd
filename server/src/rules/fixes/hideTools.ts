import { addPolicyField, removeTools, setInMember } from "../../policy/edit/memberEdits";
import { findMember, type Member, type PolicyDocument } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { toJson } from "../../policy/text/json";
import { elementsOf } from "../../policy/text/navigate";
import type { TextEdit } from "../../policy/text/textEdit";

/** Edits that put tools into `hide` and take them out of `tools`; none where `hide` cannot be written. */
export function hideTools(document: PolicyDocument, members: readonly Placed<Member>[]): readonly TextEdit[] {
  const field = findMember(document, "hide");
  const names = members.map(({ value }) => value.name);
  const gone = new Set(members);
  if (field === undefined) return [...addPolicyField(document, "hide", names), ...removeTools(document, gone)];
  if (field.value.value?.type !== "array" || field.value.problems.length > 0) return [];
  const listed = elementsOf(field.value.value).map(toJson);
  const known = new Set(listed);
  const added = names.filter((name) => !known.has(name));
  const edits = added.length === 0 ? [] : setInMember(document, field, [], [...listed, ...added]);
  return [...edits, ...removeTools(document, gone)];
}
