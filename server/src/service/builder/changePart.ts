import { addPolicyField, removeElementOrField, removeElements, setInMember } from "../../policy/edit/memberEdits";
import { findMember, lastThatCounts, type Member, type PolicyDocument } from "../../policy/model/document";
import { parsePolicy } from "../../policy/model/parse";
import type { Placed } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { toJson } from "../../policy/text/json";
import { nodeAtPath } from "../../policy/text/navigate";
import { applyEdits, type TextEdit } from "../../policy/text/textEdit";
import { quote } from "../../policy/words/plain/quote";
import { type Changed, refuse } from "./refusal";

/** A path inside of the rules of a tool: names of fields and indices. */
export type PartPath = readonly (string | number)[];

/** The member that has the parts: of a tool, or `all_tools` for null. */
export function ownerOf(document: PolicyDocument, tool: string | null): Placed<Member> | undefined {
  return tool === null ? findMember(document, "all_tools") : lastThatCounts(document.tools, tool);
}

/** The value at a path; undefined where there is none. */
export function partAt(document: PolicyDocument, tool: string | null, path: PartPath): JsonValue | undefined {
  const node = nodeAtPath(ownerOf(document, tool)?.value.value, path);
  return node === undefined ? undefined : toJson(node);
}

/** Writes a value at a path; undefined removes what is there. With the last element of a list, its field goes. */
export function changePart(
  document: PolicyDocument,
  tool: string | null,
  path: PartPath,
  value: JsonValue | undefined,
): Changed {
  const owner = ownerOf(document, tool);
  if (owner === undefined) {
    const [field] = path;
    if (tool !== null || typeof field !== "string" || value === undefined) return missing(tool);
    const edits = addPolicyField(document, "all_tools", { [field]: [value] });
    return edits.length === 0 ? missing(tool) : parsePolicy(applyEdits(document.text, edits), document);
  }
  const edits = value === undefined ? removal(owner, path) : setInMember(document, owner, [...path], value);
  if (edits.length === 0)
    return refuse(`Nothing was changed: the text of ${nameOf(tool)} is broken there. Fix it in the text first.`);
  return parsePolicy(applyEdits(document.text, edits), document);
}

/** Takes out a field or an element; the rest keeps its layout. */
function removal({ offset, value }: Placed<Member>, path: PartPath): readonly TextEdit[] {
  const node = nodeAtPath(value.value, path);
  if (node === undefined) return [];
  return typeof path.at(-1) === "number"
    ? removeElementOrField(node, offset)
    : removeElements(node.parent === undefined ? [] : [node.parent], offset);
}

function missing(tool: string | null) {
  return refuse(`${nameOf(tool)} is not in the policy any more.`);
}

function nameOf(tool: string | null): string {
  return tool === null ? '"all_tools"' : quote(tool);
}
