import { painter, type Style, shown } from "../terminal";
import { type CheckReport, fileName, messageOf, severityOf } from "./checked";

const colours: Readonly<Record<ReturnType<typeof severityOf>, Style>> = {
  error: "red",
  warning: "yellow",
  information: "blue",
  hint: "gray",
};

/** A finding a line, as compilers print them: `policy.json:3:5: warning: … (code)`. */
export function text({ files }: Pick<CheckReport, "files">): string {
  const paint = painter("out");
  return files
    .flatMap((file) =>
      file.diagnostics.map((diagnostic) => {
        const { line, character } = diagnostic.range.start;
        const severity = severityOf(diagnostic);
        const place = paint("bold", `${shown(fileName(file))}:${line + 1}:${character + 1}:`);
        return `${place} ${paint(colours[severity], `${severity}:`)} ${shown(messageOf(diagnostic))} ${paint("gray", `(${diagnostic.code})`)}\n`;
      }),
    )
    .join("");
}
