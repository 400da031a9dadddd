import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import { isOtherNotation, recogniseNotation } from "../../policy/text/notation";
import { diagnostics } from "../diagnostics/diagnostics";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { fixAllKind } from "./actionKinds";
import { fixAllTitle } from "./codeActions";
import { type FixedText, fixedText } from "./fixedText";

const kept = new WeakMap<Snapshot, Promise<FixedText>>();

/**
 * What can be done about a document in YAML: write it in JSON, and in this dialect. Undefined for any other document.
 * Where it cannot be done, the action is there and says why.
 */
export async function yamlActions(
  snapshot: Snapshot,
  environment: Environment,
  only: readonly string[] | undefined,
): Promise<CodeAction[] | undefined> {
  const { text } = snapshot.document;
  if (!isOtherNotation(snapshot.problems)) return undefined;
  const notation = recogniseNotation(text);
  if (notation?.kind !== "yaml") return undefined;
  const wants = (kind: string): boolean =>
    only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const fixed = kept.get(snapshot) ?? fixedText(text, environment);
  kept.set(snapshot, fixed);
  const { text: newText, problem } = await fixed;
  const whole = rangeOf(snapshot, { start: 0, end: text.length });
  const edit = { changes: { [snapshot.uri]: [{ range: whole, newText }] } };
  const answer = problem === undefined ? { edit } : { disabled: { reason: problem } };
  const title = notation.hasComments ? "Convert the YAML to JSON, without its comments" : "Convert the YAML to JSON";
  return [
    ...(wants(CodeActionKind.QuickFix)
      ? [
          {
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: diagnostics(snapshot, environment),
            isPreferred: true,
            ...answer,
          },
        ]
      : []),
    ...(only !== undefined && wants(fixAllKind) && problem === undefined
      ? [{ title: fixAllTitle, kind: fixAllKind, edit }]
      : []),
  ];
}
