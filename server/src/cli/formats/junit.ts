import { type CheckedFile, fileName, messageOf, severityOf } from "./checked";
import { type JunitCase, junitXml } from "./junitXml";

/** JUnit's XML: a suite a file, a failed case a finding; a file without findings is one case that passed. */
export function junit(files: readonly CheckedFile[]): string {
  return junitXml(files.map((file) => ({ file: fileName(file), cases: casesOf(file) })));
}

function casesOf(file: CheckedFile): JunitCase[] {
  if (file.diagnostics.length === 0) return [{ name: "no findings" }];
  return file.diagnostics.map((diagnostic) => {
    const { line, character } = diagnostic.range.start;
    const place = `${line + 1}:${character + 1}`;
    const message = messageOf(diagnostic);
    const failure = { type: severityOf(diagnostic), message, text: `${fileName(file)}:${place}: ${message}` };
    return { name: `${String(diagnostic.code)} ${place}`, failure };
  });
}
