import { type CodeAction, CodeActionKind, type TextEdit, type WorkspaceEdit } from "vscode-languageserver-types";
import { isJsonObject } from "../../policy/text/json";
import type { Span } from "../../policy/text/span";
import type { TextEdit as PolicyEdit } from "../../policy/text/textEdit";
import { visibleText } from "../../policy/words/plain/visibleText";
import type { Fix } from "../../rules/engine/rule";
import { problemFixes } from "../../rules/fixes/problemFixes";
import { diagnosticOfFinding } from "../diagnostics/diagnostics";
import { diagnosticOf } from "../diagnostics/problemDiagnostics";
import { type ReviewItem, review } from "../diagnostics/review";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { fixAllKind, sortToolsKind } from "./actionKinds";
import { fixAllIn } from "./fixAll";
import { probeActions } from "./probeActions";
import { refactorActions } from "./refactorActions";
import { ruleActions } from "./ruleActions";

/** How the action is called in menus. */
export const fixAllTitle = "Fix all problems that need no decision";

/** What a person can do about the items in a range: fixes first, then what silences and what explains. */
export function codeActions(
  snapshot: Snapshot,
  environment: Environment,
  span: Span,
  only: readonly string[] | undefined,
): CodeAction[] {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return [];
  const wants = (kind: string): boolean =>
    only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) actions.push(...quickFixes(snapshot, environment, span));
  // Offered in the menu of source actions, and on save; not in the lightbulb of every line.
  if (only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(snapshot, environment));
  const wantsRefactoring = (kind: string): boolean => wants(kind) && (only !== undefined || kind !== sortToolsKind);
  actions.push(
    ...refactorActions(snapshot, environment, span, wantsRefactoring, (edits) => workspaceEdit(snapshot, edits)),
  );
  if (only === undefined) actions.push(...probeActions(snapshot, environment, span));
  return actions;
}

function quickFixes(snapshot: Snapshot, environment: Environment, span: Span): CodeAction[] {
  const here = review(snapshot, environment).filter((item) => touches(spanOfItem(item), span));
  const fixes = here.flatMap((item) => {
    const diagnostic =
      item.kind === "problem" ? diagnosticOf(snapshot, item.problem) : diagnosticOfFinding(snapshot, item, environment);
    return fixesOf(item, snapshot, environment).map(
      (fix, index): CodeAction => ({
        title: visibleText(fix.title),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: index === 0,
        edit: workspaceEdit(snapshot, fix.edits),
      }),
    );
  });
  const all = environment.resolvesEdits && here.some((item) => isAutomatic(item, snapshot, environment));
  return [
    ...fixes,
    ...(all ? [{ title: fixAllTitle, kind: CodeActionKind.QuickFix, data: { fixAll: snapshot.uri } }] : []),
    ...here.flatMap((item) => (item.kind === "problem" ? [] : ruleActions(item.finding, snapshot.uri, environment))),
  ];
}

function isAutomatic(item: ReviewItem, snapshot: Snapshot, environment: Environment): boolean {
  return fixesOf(item, snapshot, environment).some(({ automatic }) => automatic);
}

/** The address of the document that an action is about, when its edits are still to be made; else undefined. */
export function documentOfAction({ data }: CodeAction): string | undefined {
  return isJsonObject(data) && typeof data.fixAll === "string" ? data.fixAll : undefined;
}

/** An action that a person has chosen, with its edits: to fix a long policy costs more than to offer it. */
export function resolveCodeAction(action: CodeAction, snapshot: Snapshot, environment: Environment): CodeAction {
  const [made] = fixAllAction(snapshot, environment);
  return made?.edit === undefined ? action : { ...action, edit: made.edit };
}

/** What fixes one item, best first. */
export function fixesOf(item: ReviewItem, snapshot: Snapshot, { catalogue }: Environment): readonly Fix[] {
  if (item.kind === "finding") return item.finding.fixes();
  const { document, policy } = snapshot;
  return problemFixes(item.problem, { document, policy, catalogue });
}

function fixAllAction(snapshot: Snapshot, environment: Environment): CodeAction[] {
  const fixed = fixAllIn(snapshot.document, environment).text;
  if (fixed === snapshot.document.text) return [];
  return [
    {
      title: fixAllTitle,
      kind: fixAllKind,
      edit: workspaceEdit(snapshot, [difference(snapshot.document.text, fixed)]),
    },
  ];
}

/** The one edit that makes a text of another: from the first difference to the last. */
function difference(before: string, after: string): PolicyEdit {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let kept = 0;
  while (kept < shortest - start && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++;
  return { span: { start, end: before.length - kept }, newText: after.slice(start, after.length - kept) };
}

function workspaceEdit(snapshot: Snapshot, edits: readonly PolicyEdit[]): WorkspaceEdit {
  const changes = edits.map(({ span, newText }): TextEdit => ({ range: rangeOf(snapshot, span), newText }));
  return { changes: { [snapshot.uri]: changes } };
}

function spanOfItem(item: ReviewItem): Span {
  return item.kind === "problem" ? item.problem.span : item.finding.span;
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
