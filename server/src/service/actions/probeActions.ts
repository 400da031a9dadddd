import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { type Span, spanOf } from "../../policy/text/span";
import { probeCommand } from "../../protocol/clientCommands";
import { nodeAt } from "../cursor";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";

/**
 * At a condition, or at a tool's name: looks for calls that get past it. Of no kind, so that no lightbulb appears for it alone,
 * and no save applies it.
 */
export function probeActions(snapshot: Snapshot, { clientCommands }: Environment, { start }: Span): CodeAction[] {
  const at = clientCommands ? nodeAt(snapshot.document, start) : undefined;
  if (at?.path[0] !== "tools" || at.member.value.value?.type !== "object") return [];
  const { offset, value: member } = at.member;
  const { require, denyIf } = toolSyntaxOf(member);
  const condition = [...require, ...denyIf]
    .flatMap(({ conditions }) => conditions)
    .map(({ node }) => spanOf(node, offset))
    .find((span) => span.start <= start && start <= span.end);
  const isName = at.isKey && at.path.length === 2;
  if (condition === undefined && !isName) return [];
  const title = `Probe this ${isName ? "tool" : "condition"} for holes…`;
  const target = {
    uri: snapshot.uri,
    tool: member.name,
    ...(condition !== undefined && { condition: rangeOf(snapshot, condition) }),
  };
  return [{ title, kind: CodeActionKind.Empty, command: { title, command: probeCommand, arguments: [target] } }];
}
