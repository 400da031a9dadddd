import { type CheckReport, messageOf, rootedName, severityOf } from "./checked";
import { workflowCommand } from "./workflowCommand";

const kinds = { error: "error", warning: "warning", information: "notice", hint: "notice" } as const;

/** Commands of a GitHub workflow, which shows them at the lines of a change. */
export function github({ files, root }: CheckReport): string {
  return files
    .flatMap((checked) => {
      const file = rootedName(checked, root);
      const unread =
        checked.problem === undefined
          ? []
          : [workflowCommand({ kind: "error", file, title: "unreadable", message: checked.problem })];
      return [
        ...unread,
        ...checked.diagnostics.map((diagnostic) => {
          const { start, end } = diagnostic.range;
          return workflowCommand({
            kind: kinds[severityOf(diagnostic)],
            file,
            line: start.line + 1,
            endLine: end.line + 1,
            // GitHub takes columns on one line only.
            ...(start.line === end.line && { column: start.character + 1, endColumn: end.character + 1 }),
            title: String(diagnostic.code),
            message: messageOf(diagnostic),
          });
        }),
      ];
    })
    .join("");
}
