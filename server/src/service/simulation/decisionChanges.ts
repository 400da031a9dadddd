import { TextDocument } from "vscode-languageserver-textdocument";
import type { Call } from "../../policy/decide/decide";
import { decideSequence } from "../../policy/decide/decideSequence";
import type { Decision } from "../../policy/decide/decision";
import { EditedText } from "../../policy/text/editedText";
import { decisionSentence } from "../../policy/words/decisionSentence";
import type { DecisionChange, DecisionChangesParams, DecisionChangesResult } from "../../protocol/decisionChanges";
import { withReading } from "../config/withReading";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot, takeSnapshot } from "../snapshot";
import { allowCandidates } from "./decisionChanges/allow";
import type { Candidate, DecidedCall, Way } from "./decisionChanges/candidate";
import { changedLines } from "./decisionChanges/changedLines";
import { denyCandidates } from "./decisionChanges/deny";
import { timedCalls } from "./timedCalls";

/** A person reads no longer list. */
const mostChanges = 6;

/** A call may be denied by one check after the other; more edits together are no small change. */
const mostSteps = 3;

/** Each trial reads the policy and decides every call: more would keep everything waiting. */
const mostTrials = 40;

/** The same for calls. */
const mostCalls = 10_000;

/** A policy that was edited, and the decisions on all calls by it. */
interface Trial {
  readonly titles: readonly string[];
  readonly way: Way;
  readonly isLast: boolean;
  readonly edited: EditedText;
  readonly snapshot: Snapshot;
  readonly decisions: readonly Decision[];
}

/**
 * The smallest edits of the policy that would change the decision on one call. Each is made on a copy, and all calls are
 * decided again: only what has changed the decision, and brought no new error, is offered.
 */
export function decisionChanges(
  snapshot: Snapshot,
  { calls, call: index }: Pick<DecisionChangesParams, "calls" | "call">,
  { catalogue, now }: Pick<Environment, "catalogue" | "now">,
): DecisionChangesResult {
  if (snapshot.isOversized || snapshot.foreign !== undefined) return { changes: [] };
  const timed = timedCalls(calls.slice(0, mostCalls), now);
  const call = timed[index];
  const decisions = decideSequence(snapshot.policy, timed, { trace: false });
  const decision = decisions[index];
  // What is not known cannot be seen to turn.
  if (call === undefined || decision === undefined || decision.outcome === "unknown") return { changes: [] };
  const start = {
    titles: [],
    way: "other" as const,
    isLast: false,
    edited: new EditedText(snapshot.document.text),
    snapshot,
    decisions,
  };
  return {
    changes: search(start, timed, index, catalogue)
      .map((trial) => ({ trial, change: changeOf(snapshot, decisions, trial, index, call) }))
      .sort(
        (a, b) =>
          Number(a.trial.isLast) - Number(b.trial.isLast) ||
          sizeOf(a) - sizeOf(b) ||
          a.change.alsoTurns.length - b.change.alsoTurns.length,
      )
      .slice(0, mostChanges)
      .map(({ change }) => change),
  };
}

/** Fewer edits stand before more, and what changes a rule before what takes it away. */
function sizeOf({ trial: { titles, way } }: { readonly trial: Trial }): number {
  return titles.length * 2 + (way === "removal" ? 1 : 0);
}

/** Tries edits, and further edits where a call is then denied by another check; the fewest edits first. */
function search(start: Trial, calls: readonly Call[], index: number, catalogue: Environment["catalogue"]): Trial[] {
  const call = calls[index] as Call;
  const wasDenied = start.decisions[index]?.outcome === "deny";
  const found: Trial[] = [];
  const texts = new Set([start.edited.original]);
  const errors = errorsOf(start.snapshot);
  let open: readonly Trial[] = [start];
  for (let step = 1; step <= (wasDenied ? mostSteps : 1) && found.length < mostChanges; step++) {
    const next: Trial[] = [];
    for (const trial of open) {
      const decided: DecidedCall = {
        snapshot: trial.snapshot,
        call,
        earlier: calls.slice(0, index),
        decision: trial.decisions[index] as Decision,
        catalogue,
      };
      const candidates = wasDenied ? allowCandidates(decided) : denyCandidates(decided);
      for (const { title, edits, way, isLast = false } of inOneWay(candidates, trial.way)) {
        if (edits.length === 0 || texts.size > mostTrials) continue;
        const edited = trial.edited.with(edits);
        const { text } = edited;
        if (texts.has(text)) continue;
        texts.add(text);
        const document = TextDocument.create(trial.snapshot.uri, "mcp-policy", trial.snapshot.version + 1, text);
        const snapshot = withReading(takeSnapshot(document, trial.snapshot), trial.snapshot.policy.reading);
        // What is wrong already may stay; nothing may become wrong.
        if (errorsOf(snapshot).some((error) => !errors.includes(error))) continue;
        const decisions = decideSequence(snapshot.policy, calls, { trace: false });
        const made = {
          titles: [...trial.titles, title],
          way: way === "other" ? trial.way : way,
          isLast: isLast || trial.isLast,
          edited,
          snapshot,
          decisions,
        };
        const outcome = decisions[index]?.outcome;
        if (outcome === "unknown") continue;
        (outcome === trial.decisions[index]?.outcome ? next : found).push(made);
      }
    }
    open = next;
  }
  return found;
}

/** Whoever raises one limit raises the next: to raise one and remove the other is no edit that a person would think of. */
function inOneWay(candidates: readonly Candidate[], chosen: Way): readonly Candidate[] {
  const alike = candidates.filter(({ way }) => chosen === "other" || way === "other" || way === chosen);
  return alike.length === 0 ? candidates : alike;
}

function errorsOf({ problems }: Snapshot): readonly string[] {
  return problems.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
}

function changeOf(
  snapshot: Snapshot,
  before: readonly Decision[],
  { titles, edited, decisions }: Trial,
  index: number,
  { tool }: Call,
): DecisionChange {
  const decision = decisions[index] as Decision;
  const { edits } = edited;
  return {
    title: joined(titles),
    edits: edits.map(({ span, newText }) => ({ range: rangeOf(snapshot, span), newText })),
    decision: decision.outcome === "allow" ? "allow" : "deny",
    summary: decisionSentence(decision, tool),
    alsoTurns: decisions.flatMap(({ outcome }, other) =>
      other === index || outcome === before[other]?.outcome ? [] : [other],
    ),
    lines: changedLines(snapshot.document.text, edited.text, edits),
  };
}

/** "Take … out of hide, and list …". */
function joined(titles: readonly string[]): string {
  return titles
    .map((title, index) => (index === 0 ? title : title.charAt(0).toLowerCase() + title.slice(1)))
    .join(", and ");
}
