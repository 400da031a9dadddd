import { addPolicyField, removeMember, setInMember } from "../../policy/edit/memberEdits";
import { findMember, type Member, type PolicyDocument } from "../../policy/model/document";
import { hasOlderDefault } from "../../policy/model/oldFields";
import type { Placed } from "../../policy/model/policy";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import type { TextEdit } from "../../policy/text/textEdit";
import type { Fix, FixPlace } from "../engine/rule";
import { addToAllTools } from "../fixes/allToolsLimits";
import { isSound, oldToolOf, rulesOf } from "./oldTools";

/** What the rules of `"*"` are in this format. */
export interface WildcardRules {
  /** Limits of `all_tools`. */
  readonly limits: readonly JsonValue[];
  /** Entries that each listed tool gets. */
  readonly require: readonly JsonValue[];
  readonly denyIf: readonly JsonValue[];
  /** What happens to tools that are not listed. */
  readonly asDefault: "allow" | "deny" | undefined;
  /** What has no equivalent; undefined when nothing is left. */
  readonly rest: JsonObject | undefined;
}

/** The conditions of `"*"` are copied up to this many characters in all: 1 MB of text could ask for gigabytes. */
const maximumCopied = 2_000_000;

/** Reads the rules of `"*"`, of older dialects or of this one. */
export function wildcardRules(member: Member): WildcardRules {
  const { converted, asDefault } = oldToolOf(member);
  const { limits = [], require = [], deny_if: denyIf = [], ...others } = converted ?? rulesOf(member);
  const rest = Object.keys(others).length === 0 ? undefined : others;
  if (!Array.isArray(limits) || !Array.isArray(require) || !Array.isArray(denyIf))
    return { limits: [], require: [], denyIf: [], asDefault, rest: rulesOf(member) };
  return { limits, require, denyIf, asDefault, rest };
}

/** Writes the rules of `"*"` where they belong, each part as far as it has an equivalent (spec §3). */
export function wildcardFixes({ document, member, policy }: FixPlace): readonly Fix[] {
  if (member === undefined || document.toolsSpan === undefined) return [];
  const { limits, require, denyIf, asDefault, rest } = wildcardRules(member.value);
  const edits: TextEdit[] = [];
  const done: string[] = [];
  const left: Record<string, JsonValue> = Object.assign(Object.create(null), rest);

  // The policy's own fields first: inserts at one place keep the order of their fields.
  if (asDefault === "deny" && policy.default !== "deny") {
    const changed = setDefault(document, "deny");
    if (changed.length === 0) return [];
    edits.push(...changed);
    done.push('write "default": "deny"');
  }
  if (limits.length > 0) {
    const added = addToAllTools(document, limits);
    if (added.length === 0) left.limits = limits;
    else done.push('move its limits to "all_tools"');
    edits.push(...added);
  }
  const copies = require.length + denyIf.length;
  const copied = copies === 0 ? undefined : copyToEach(document, member, require, denyIf);
  if (copied !== undefined) {
    edits.push(...copied);
    done.push("copy its conditions to each listed tool");
  } else if (copies > 0)
    Object.assign(left, require.length > 0 && { require }, denyIf.length > 0 && { deny_if: denyIf });

  const isGone = Object.keys(left).length === 0;
  if (done.length === 0 && !isGone) return [];
  edits.push(...(isGone ? removeMember(document, "tools", member) : setInMember(document, member, [], left)));
  // A tool that is not listed, and allowed for that, has no place for the copies.
  const isWhole = copied === undefined || asDefault === "deny" || policy.default === "deny";
  const automatic = isWhole && (asDefault === "deny" || !hasOlderDefault(document));
  return [{ title: titleOf(done, isGone, isWhole), edits, keepsMeaning: false, automatic }];
}

function titleOf(done: readonly string[], isGone: boolean, isWhole: boolean): string {
  const [only] = done;
  const open = isWhole ? "" : "; tools that are not listed stay unchecked";
  if (only === undefined) return 'Remove "*", which has no effect';
  if (done.length === 1 && only.startsWith("move")) return 'Move the limits of "*" to "all_tools"';
  if (done.length === 1 && only.startsWith("copy")) return `Copy the conditions of "*" to each listed tool${open}`;
  if (done.length === 1 && isGone) return 'Write "default": "deny" in place of "*"';
  return `Write the rules of "*" in this format: ${done.join(", ")}${open}`;
}

function setDefault(document: PolicyDocument, value: "deny"): readonly TextEdit[] {
  const field = findMember(document, "default");
  return field === undefined ? addPolicyField(document, "default", value) : setInMember(document, field, [], value);
}

/** Edits that add the entries to each other tool; undefined when there is none, one that cannot be written, or too much to write. */
function copyToEach(
  document: PolicyDocument,
  star: Placed<Member>,
  require: readonly JsonValue[],
  denyIf: readonly JsonValue[],
): readonly TextEdit[] | undefined {
  const others = document.tools.filter((member) => member !== star);
  if (star.value.length * others.length > maximumCopied) return undefined;
  const edits: TextEdit[] = [];
  for (const member of others) {
    const { value } = member;
    if (!isSound(value) || (value.value?.type !== "object" && value.value?.type !== "null")) return undefined;
    const rules = oldToolOf(value).converted ?? rulesOf(value);
    const { require: own = [], deny_if: ownDenials = [], limits, ...rest } = rules;
    if (!Array.isArray(own) || !Array.isArray(ownDenials)) return undefined;
    const written: JsonObject = {
      ...((require.length > 0 || own.length > 0) && { require: [...own, ...require] }),
      ...((denyIf.length > 0 || ownDenials.length > 0) && { deny_if: [...ownDenials, ...denyIf] }),
      ...(limits !== undefined && { limits }),
      ...rest,
    };
    const made = setInMember(document, member, [], written);
    if (made.length === 0) return undefined;
    edits.push(...made);
  }
  return others.length === 0 ? undefined : edits;
}
