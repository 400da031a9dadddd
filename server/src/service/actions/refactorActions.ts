import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import type { Span } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";
import { refactoringsAt } from "../../rules/refactorings/index";
import type { Refactoring } from "../../rules/refactorings/refactoring";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { sortToolsKind } from "./actionKinds";

const kinds: Readonly<Record<Refactoring["kind"], string>> = {
  sortTools: sortToolsKind,
  rewrite: CodeActionKind.RefactorRewrite,
};

/** What a person may rewrite at a place; `wants` tells which kinds are asked for. */
export function refactorActions(
  snapshot: Snapshot,
  { catalogue }: Environment,
  span: Span,
  wants: (kind: string) => boolean,
  editOf: (edits: readonly TextEdit[]) => NonNullable<CodeAction["edit"]>,
): CodeAction[] {
  if (!Object.values(kinds).some(wants)) return [];
  const { document, policy } = snapshot;
  return refactoringsAt({ document, policy, catalogue, span })
    .filter(({ kind }) => wants(kinds[kind]))
    .map(({ title, kind, edits }) => ({ title, kind: kinds[kind], edit: editOf(edits) }));
}
