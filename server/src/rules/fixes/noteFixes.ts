import { removeMember } from "../../policy/edit/memberEdits";
import { isNote } from "../../policy/model/oldFields";
import type { Place } from "../../policy/model/schema";
import type { Problem } from "../../policy/text/problem";
import { quote } from "../../policy/words/plain/quote";
import { isKey, pathWithin, placeInText } from "../engine/placeInText";
import type { Fix, FixPlace } from "../engine/rule";
import { removeField } from "./removeText";

/** Drops a text for people, such as `description`: the format has no place for it. The message says so. */
export function noteFixes({ span }: Problem, { document }: FixPlace): readonly Fix[] {
  const found = placeInText(document, span);
  if (found === undefined || !isKey(found.node)) return [];
  const { member, list, node } = found;
  const name = String(node.value);
  const isMember = node === member.value.key;
  const holder = node.parent?.parent;
  const path = isMember || holder === undefined ? [] : pathWithin(member.value, holder);
  const place = list === "tools" ? (isMember ? undefined : placeInTool(path)) : isMember ? "policy" : "allTools";
  if (place === undefined || !isNote(place, name)) return [];
  const edits = isMember ? removeMember(document, list, member) : removeField(node, member.offset);
  if (edits.length === 0) return [];
  return [{ title: `Drop ${quote(name)} and its text`, edits, keepsMeaning: true, automatic: true }];
}

function placeInTool([field, ...rest]: readonly (string | number)[]): Place | undefined {
  if (field === undefined) return "tool";
  if (field === "limits") return "limit";
  if (field !== "require" && field !== "deny_if") return undefined;
  return rest.includes("conditions") ? "condition" : "predicate";
}
