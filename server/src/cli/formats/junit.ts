import { type CheckedFile, type CheckReport, isAsBadAs, messageOf, rootedName, severityOf } from "./checked";
import { type JunitCase, junitXml } from "./junitXml";

/**
 * JUnit's XML: a suite a file, a case a finding, which fails where the exit code says so; what is less bad has passed, and
 * is told. A file without findings is one case that passed.
 */
export function junit({ files, failsAt, root }: CheckReport): string {
  return junitXml(
    files.map((file) => {
      const name = rootedName(file, root);
      return { file: name, cases: casesOf(file, name, failsAt) };
    }),
  );
}

function casesOf(file: CheckedFile, path: string, failsAt: CheckReport["failsAt"]): JunitCase[] {
  const { problem, diagnostics } = file;
  const unread = problem === undefined ? [] : [unreadCase(problem)];
  if (diagnostics.length + unread.length === 0) return [{ name: "no findings" }];
  return [
    ...unread,
    ...diagnostics.map((diagnostic) => {
      const { line, character } = diagnostic.range.start;
      const place = `${line + 1}:${character + 1}`;
      const message = messageOf(diagnostic);
      const type = severityOf(diagnostic);
      const name = `${String(diagnostic.code)} ${place}`;
      const text = `${path}:${place}: ${message}`;
      return isAsBadAs(type, failsAt)
        ? { name, failure: { type, message, text } }
        : { name, remark: `${type}: ${text}` };
    }),
  ];
}

function unreadCase(problem: string): JunitCase {
  return { name: "can be checked", failure: { type: "unreadable", message: problem, text: problem } };
}
