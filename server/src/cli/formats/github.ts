import { type CheckedFile, fileName, messageOf, severityOf } from "./checked";

const commands = { error: "error", warning: "warning", information: "notice", hint: "notice" } as const;

/** Commands of a GitHub workflow, which shows them at the lines of a change. */
export function github(files: readonly CheckedFile[]): string {
  return files
    .flatMap((file) =>
      file.diagnostics.map((diagnostic) => {
        const { start, end } = diagnostic.range;
        const isOneLine = start.line === end.line;
        const properties = [
          `file=${property(fileName(file))}`,
          `line=${start.line + 1}`,
          `endLine=${end.line + 1}`,
          // GitHub takes columns on one line only.
          ...(isOneLine ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
          `title=${property(String(diagnostic.code))}`,
        ];
        return `::${commands[severityOf(diagnostic)]} ${properties.join(",")}::${data(messageOf(diagnostic))}\n`;
      }),
    )
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
