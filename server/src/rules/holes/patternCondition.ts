import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import type { Pattern } from "../../policy/pattern/compiledPattern";
import { compilePattern } from "../../policy/pattern/pattern";
import { type Token, tokensOf } from "../../policy/pattern/patternTokens";
import { KeptWith } from "../../policy/text/keptWith";
import { placeInString, type Span, spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";

type Node = NonNullable<ConditionSyntax["value"]>;

/** A condition with a pattern that compiles, and what it is made of. */
export interface PatternCondition {
  readonly entry: PredicateSyntax;
  readonly syntax: ConditionSyntax;
  readonly node: Node;
  readonly source: string;
  readonly pattern: Pattern;
  readonly tokens: readonly Token[];
  readonly matchesAll: boolean;
}

/** Longer patterns are not judged. */
const longestJudged = 1000;

const none: readonly PatternCondition[] = [];
const known = new KeptWith<readonly PredicateSyntax[], readonly PatternCondition[]>();

/** The conditions of a list of entries that compare with a pattern; read once for all rules. */
export function patternConditions(entries: readonly PredicateSyntax[]): readonly PatternCondition[] {
  if (!entries.some(({ conditions }) => conditions.some(({ condition }) => condition.op === "regex"))) return none;
  const kept = known.get(entries);
  if (kept !== undefined) return kept;
  const made = readConditions(entries);
  known.set(entries, made);
  return made;
}

function readConditions(entries: readonly PredicateSyntax[]): readonly PatternCondition[] {
  return entries.flatMap((entry) =>
    entry.conditions.flatMap((syntax): PatternCondition[] => {
      const { op, value: source } = syntax.condition;
      const node = syntax.value;
      if (op !== "regex" || typeof source !== "string" || node === undefined) return [];
      const pattern = source.length > longestJudged ? undefined : compilePattern(source);
      if (pattern?.kind !== "compiled") return [];
      const tokens = tokensOf(source);
      return [{ entry, syntax, node, source, pattern, tokens, matchesAll: matchesAll(source, pattern, tokens) }];
    }),
  );
}

/**
 * Whether a pattern surely matches every text, or every text on one line. What matches the empty text, and is tied to
 * one end of a text only, matches any text at that end.
 */
function matchesAll(source: string, pattern: Pattern, tokens: readonly Token[]): boolean {
  if (!pattern.matches("")) return false;
  const has = (kind: Token["kind"]): boolean => tokens.some((token) => token.kind === kind);
  if (!has("word") && (!has("start") || !has("end"))) return true;
  return /^(?:\^|\\A)(?:(\((?:\?:)?)?(?:\.|\[\\s\\S\]|\(\?s:\.\))\*(?:\))?)(?:\$|\\z)$/.test(source);
}

/** Edits that put pieces of text into a pattern, in place of others, in order; small ones, so that several agree. */
export function editPattern(
  node: Node,
  offset: number,
  changes: readonly (Span & { readonly newText: string })[],
): readonly TextEdit[] {
  const edits = changes.map((change) => {
    const span = placeInString(node, change, offset);
    return span && { span, newText: JSON.stringify(change.newText).slice(1, -1) };
  });
  if (edits.every((edit) => edit !== undefined)) return edits;
  let changed = String(node.value);
  for (const { start, end, newText } of changes.toReversed())
    changed = changed.slice(0, start) + newText + changed.slice(end);
  return [{ span: spanOf(node, offset), newText: JSON.stringify(changed) }];
}
