import type { Member } from "../../policy/model/document";
import { hasOldFields } from "../../policy/model/oldFields";
import { isJsonObject, type JsonObject, toJson } from "../../policy/text/json";
import { KeptWith } from "../../policy/text/keptWith";
import { type OldTool, readOldTool } from "./oldDialect";

const keptByMember = new KeptWith<Member, OldTool>();

const nothingOld: OldTool = { parts: [], converted: undefined };

/** What a member of `tools` has of older dialects; read once per member. */
export function oldToolOf(member: Member): OldTool {
  const known = keptByMember.get(member);
  if (known !== undefined) return known;
  const old = hasOldFields(member.value) ? readOldTool(member.name, rulesOf(member)) : nothingOld;
  keptByMember.set(member, old);
  return old;
}

/** The rules of a member as they are; none for anything that is not an object. */
export function rulesOf({ value }: Member): JsonObject {
  const rules = value === undefined ? null : toJson(value);
  return isJsonObject(rules) ? rules : {};
}

/** A text with errors or with keys that stand twice would lose something when it is written again. */
export function isSound(member: Member): boolean {
  return member.length > 0 && member.problems.length === 0;
}
