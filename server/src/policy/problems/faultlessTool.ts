import { mostJudged } from "../model/judgedEntries";
import type { SoundMember } from "../model/soundMember";
import { isFaultlessPattern } from "../pattern/isFaultlessPattern";
import { isJsonObject, type JsonValue } from "../text/json";
import * as validators from "./schemaValidator.generated.mjs";
import { toolNameProblem } from "./toolName";

/**
 * Whether surely nothing is wrong with a tool. That can be told without its nodes, which cost ten times as much; what is
 * wrong, and where, cannot.
 */
export function isFaultlessTool(member: SoundMember): boolean {
  if (toolNameProblem(member.name, { start: 0, end: 0 }, "tools") !== undefined) return false;
  if (member.isEmpty) return true;
  const { json } = member;
  return validators.tool(json) && isJsonObject(json) && !needsLook(json.require, json.deny_if);
}

/** Whether something may be wrong with a pattern, or there are more conditions than rules look at. */
function needsLook(...lists: readonly (JsonValue | undefined)[]): boolean {
  let count = 0;
  for (const list of lists)
    for (const entry of elementsOf(list)) {
      const conditions = isJsonObject(entry) ? elementsOf(entry.conditions) : [];
      count += Math.max(1, conditions.length);
      if (!conditions.every(hasFaultlessPattern)) return true;
    }
  return count > mostJudged;
}

function hasFaultlessPattern(condition: JsonValue): boolean {
  if (!isJsonObject(condition) || condition.op !== "regex" || typeof condition.value !== "string") return true;
  return isFaultlessPattern(condition.value);
}

function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
