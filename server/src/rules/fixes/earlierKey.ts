import { removeElement, removeMember } from "../../policy/edit/memberEdits";
import type { PolicyProblem } from "../../policy/problems/policyProblem";
import type { Node } from "../../policy/text/navigate";
import type { TextEdit } from "../../policy/text/textEdit";
import { quote } from "../../policy/words/plain/quote";
import type { Fix, FixPlace } from "../engine/rule";

/** Removes a field that is written again later. */
export function earlierField(key: Node, { nodesFrom = 0 }: PolicyProblem): readonly Fix[] {
  return key.parent === undefined ? [] : removal(String(key.value), removeElement(key.parent, nodesFrom));
}

/** The same of a member of the policy or of its tools. */
export function earlierMember(
  { list, index }: { readonly list: "policy" | "tools"; readonly index: number },
  { document }: FixPlace,
): readonly Fix[] {
  const member = (list === "tools" ? document.tools : document.members)[index];
  return member === undefined ? [] : removal(member.value.name, removeMember(document, list, member));
}

function removal(name: string, edits: readonly TextEdit[]): readonly Fix[] {
  const title = `Remove the earlier ${quote(name)}, which does not count`;
  return edits.length === 0 ? [] : [{ title, edits, keepsMeaning: true, automatic: false }];
}
