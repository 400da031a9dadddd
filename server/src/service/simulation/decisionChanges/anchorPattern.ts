import type { Member } from "../../../policy/model/document";
import type { Placed } from "../../../policy/model/policy";
import type { ConditionSyntax } from "../../../policy/model/toolModel";
import { anchoringOf } from "../../../policy/pattern/anchoring";
import { compilePattern } from "../../../policy/pattern/pattern";
import { outlineOf } from "../../../policy/pattern/patternOutline";
import { editPattern } from "../../../rules/holes/patternCondition";
import type { Candidate } from "./candidate";

/** A pattern that may match a part of the argument asks for all of it; none for one that does, or is about lines. */
export function anchorPattern({ offset }: Placed<Member>, { condition, value }: ConditionSyntax): readonly Candidate[] {
  const { path, op, value: source } = condition;
  if (op !== "regex" || typeof source !== "string" || value === undefined) return [];
  if (/\\Q|\(\?[a-zA-Z]*m/.test(source) || compilePattern(source).kind !== "compiled") return [];
  const anchoring = anchoringOf(source);
  if (anchoring === "both") return [];
  // Anchors belong to one alternative only.
  const isGroup = outlineOf(source).bars.length > 0;
  const before = isGroup ? "^(?:" : anchoring === "start" ? "" : "^";
  const after = isGroup ? ")$" : anchoring === "end" ? "" : "$";
  const end = source.length;
  const edits = editPattern(value, offset, [
    { start: 0, end: 0, newText: before },
    { start: end, end, newText: after },
  ]).filter(({ span, newText }) => newText !== "" || span.end > span.start);
  return [{ title: `Anchor the pattern of ${path}, so it must match the whole string`, edits, way: "change" }];
}
