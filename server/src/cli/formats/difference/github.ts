import type { DifferenceResult } from "../../../protocol/difference";
import type { Snapshot } from "../../../service/snapshot";
import { type Annotation, workflowCommand } from "../workflowCommand";
import { callInWords, limitInWords, unknownInWords, visibilityInWords } from "./words";

/** The difference as annotations of a GitHub workflow, each at the tool's name in the new policy. */
export function differenceAnnotations(
  found: DifferenceResult,
  { textDocument, policy }: Snapshot,
  file: string,
): string {
  const at = (tool: string | null): Pick<Annotation, "file" | "line"> => {
    const rules = tool === null ? undefined : policy.tools.get(tool);
    if (rules === undefined) return { file };
    return { file, line: textDocument.positionAt(rules.offset + rules.value.span.start).line + 1 };
  };
  const annotations: Annotation[] = [
    ...found.newlyAllowed.map((call) => ({
      kind: "warning" as const,
      ...at(call.tool),
      title: "newly allowed",
      message: callInWords(call),
    })),
    ...found.newlyDenied.map((call) => ({
      kind: "notice" as const,
      ...at(call.tool),
      title: "newly denied",
      message: callInWords(call),
    })),
    ...found.limits.map((limit) => ({
      kind: limit.change === "looser" ? ("warning" as const) : ("notice" as const),
      ...at(limit.tool),
      title: `limit is ${limit.change}`,
      message: limitInWords(limit),
    })),
    ...found.visibility.map((change) => ({
      kind: "notice" as const,
      ...at(change.tool),
      title: `${change.change} now`,
      message: visibilityInWords(change),
    })),
    ...found.unknown.map((each) => ({
      kind: "warning" as const,
      ...at(each.tool),
      title: "not known",
      message: unknownInWords(each),
    })),
  ];
  return annotations.map(workflowCommand).join("");
}
