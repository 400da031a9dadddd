import { SeparateEdits } from "../../policy/edit/separateEdits";
import type { PolicyDocument } from "../../policy/model/document";
import { recogniseForeign } from "../../policy/model/foreign";
import { parsePolicy } from "../../policy/model/parse";
import { readPolicy } from "../../policy/model/readPolicy";
import { allProblems } from "../../policy/problems/validate";
import { firstIndex } from "../../policy/text/firstIndex";
import { movedPositions } from "../../policy/text/movedPositions";
import { applyEdits, type TextEdit } from "../../policy/text/textEdit";
import { automaticRules, checkRules, type PlacedFinding } from "../../rules/engine/checkRules";
import { problemFixes } from "../../rules/fixes/problemFixes";
import { severityOf } from "../diagnostics/review";
import type { Environment } from "../environment";

/** One fix can make room for the next: a converted rule can show what was wrong inside it. */
const mostRounds = 20;

/** How often the fixes of a round are tried with fewer of them. */
const mostTries = 4;

/**
 * The text with all automatic fixes made, as often as there are any. Findings that the settings silence are left alone. A
 * fix after which its problem is still there is not made. Fixed again, the result stays as it is.
 */
export function fixAll(text: string, environment: Environment): string {
  return fixAllIn(parsePolicy(text), environment).text;
}

/** The same of a text that was parsed already: what is known of its members is not found out again. */
export function fixAllIn(document: PolicyDocument, environment: Environment): PolicyDocument {
  const seen = new Set<string>();
  let current = document;
  let fixes = automaticFixes(current, environment);
  for (let round = 0; round < mostRounds && !seen.has(current.text); round++) {
    seen.add(current.text);
    const next = fixRound(current, fixes, environment);
    if (next === undefined) return current;
    current = next.document;
    fixes = next.fixes;
  }
  return current;
}

/** An automatic fix, and the problem that it is for. */
interface AutomaticFix {
  /** The code of the problem, and what the fix does: what both have in common is the same problem at another place. */
  readonly kind: string;
  readonly position: number;
  readonly edits: readonly TextEdit[];
}

interface Round {
  readonly document: PolicyDocument;
  /** What can be fixed next. */
  readonly fixes: readonly AutomaticFix[];
}

/** What is left after the fixes that can be made together, and whose problems are gone then; undefined when there are none. */
function fixRound(
  document: PolicyDocument,
  fixes: readonly AutomaticFix[],
  environment: Environment,
): Round | undefined {
  let tried: readonly AutomaticFix[] = fixes;
  for (let tries = 0; tries < mostTries; tries++) {
    // Of two fixes that touch the same words, the later waits for the next round.
    const taken = new SeparateEdits();
    const chosen = tried.filter(({ edits }) => edits.length > 0 && taken.add(edits));
    if (chosen.length === 0) return undefined;
    const edits = chosen.flatMap((fix) => fix.edits);
    const after = parsePolicy(applyEdits(document.text, edits), document);
    const next = automaticFixes(after, environment);
    const isUseless = staysAfter(edits, fixes, next);
    const useful = chosen.filter((fix) => !isUseless(fix));
    if (useful.length === chosen.length) return { document: after, fixes: next };
    tried = useful;
  }
  return undefined;
}

/** Tells whether the problem of a fix is still there: at its place there are as many of its kind as before. */
function staysAfter(
  edits: readonly TextEdit[],
  before: readonly AutomaticFix[],
  after: readonly AutomaticFix[],
): (fix: AutomaticFix) => boolean {
  const moved = movedPositions(edits);
  const earlier = positionsByKind(before, moved.of);
  const later = positionsByKind(after, (position) => position);
  return ({ kind, position }) => {
    const { start, end } = moved.around(position);
    const countIn = (positions: readonly number[] = []): number =>
      firstAtLeast(positions, end + 1) - firstAtLeast(positions, start);
    return countIn(later.get(kind)) >= countIn(earlier.get(kind));
  };
}

function positionsByKind(
  fixes: readonly AutomaticFix[],
  place: (position: number) => number,
): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (const { kind, position } of fixes) {
    const same = positions.get(kind);
    if (same === undefined) positions.set(kind, [place(position)]);
    else same.push(place(position));
  }
  for (const each of positions.values()) each.sort((a, b) => a - b);
  return positions;
}

function firstAtLeast(sorted: readonly number[], least: number): number {
  return firstIndex(sorted, (each) => each >= least);
}

/** The automatic fix of each problem and each finding that has one. */
function automaticFixes(document: PolicyDocument, environment: Environment): readonly AutomaticFix[] {
  // A file of another product is never changed.
  if (recogniseForeign(document) !== undefined) return [];
  const problems = allProblems(document);
  const policy = readPolicy(document);
  const { catalogue } = environment;
  const place = { document, policy, catalogue };
  const findings = checkRules({ ...place, problems }, automaticRules).filter(
    (finding) => !isSilenced(finding, environment),
  );
  return [
    ...problems.map((problem) => ({ code: problem.code, span: problem.span, fixes: problemFixes(problem, place) })),
    ...findings.map(({ rule, span, fixes }) => ({ code: rule.code, span, fixes: fixes() })),
  ].flatMap(({ code, span, fixes }) => {
    const fix = fixes.find(({ automatic }) => automatic);
    return fix === undefined ? [] : [{ kind: `${code} ${fix.title}`, position: span.start, edits: fix.edits }];
  });
}

function isSilenced({ rule, tool }: PlacedFinding, { settings }: Environment): boolean {
  return severityOf({ rule, ...(tool !== undefined && { tool }) }, settings) === "off";
}
