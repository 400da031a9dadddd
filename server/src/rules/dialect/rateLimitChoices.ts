import { setInMember } from "../../policy/edit/memberEdits";
import { fieldValue } from "../../policy/text/navigate";
import { plural } from "../../policy/words/plain/plural";
import type { Fix, FixPlace } from "../engine/rule";
import { readOldTool, wildcard } from "./oldDialect";
import { isMaximum } from "./oldLimits";
import { isSound, rulesOf } from "./oldTools";

/** The windows for a `rate_limit` that is a plain number, which does not say per which time: a person has to choose. */
export function rateLimitChoices({ document, member }: FixPlace): readonly Fix[] {
  if (member === undefined || !document.isSplit || !isSound(member.value)) return [];
  const { name, value } = member.value;
  const max = fieldValue(value, "rate_limit")?.value;
  if (!isMaximum(max) || name === wildcard) return [];
  const rules = rulesOf(member.value);
  return ["minute", "hour", "day"].flatMap((window) => {
    const { converted } = readOldTool(name, { ...rules, rate_limit: `${max}/${window}` });
    if (converted === undefined) return [];
    const edits = setInMember(document, member, [], converted);
    const title = `Limit it to ${max} ${plural(max, "call")} per ${window}`;
    return [{ title, edits, keepsMeaning: false, automatic: false }];
  });
}
