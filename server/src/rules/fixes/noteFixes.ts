import { removeMember } from "../../policy/edit/memberEdits";
import type { PolicyProblem } from "../../policy/problems/policyProblem";
import type { Node } from "../../policy/text/navigate";
import { quote } from "../../policy/words/plain/quote";
import type { Fix, FixPlace } from "../engine/rule";
import { removeField } from "./removeText";

/** Drops a text for people, such as `description`: the format has no place for it. The message says so. */
export function noteFixes(key: Node, { of, nodesFrom = 0 }: PolicyProblem, { document }: FixPlace): readonly Fix[] {
  const isMember = key === of?.member.value.key;
  const edits = isMember ? removeMember(document, of.list, of.member) : removeField(key, nodesFrom);
  if (edits.length === 0) return [];
  return [{ title: `Drop ${quote(String(key.value))} and its text`, edits, keepsMeaning: true, automatic: true }];
}
