import type { Diagnostic } from "vscode-languageserver-types";
import { type CheckedFile, fileName, messageOf, severityOf } from "./checked";

/** JUnit's XML: a suite a file, a failed case a finding; a file without findings is one case that passed. */
export function junit(files: readonly CheckedFile[]): string {
  const count = files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  const tests = files.reduce((sum, { diagnostics }) => sum + Math.max(1, diagnostics.length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mcp-policy" tests="${tests}" failures="${count}">`,
    ...files.flatMap(suite),
    "</testsuites>",
  ].join("\n");
}

function suite(file: CheckedFile): string[] {
  const { diagnostics } = file;
  const name = xml(fileName(file));
  const cases =
    diagnostics.length === 0
      ? [`    <testcase classname="${name}" name="no findings"/>`]
      : diagnostics.flatMap((diagnostic) => failedCase(name, diagnostic));
  return [
    `  <testsuite name="${name}" tests="${Math.max(1, diagnostics.length)}" failures="${diagnostics.length}">`,
    ...cases,
    "  </testsuite>",
  ];
}

function failedCase(file: string, diagnostic: Diagnostic): string[] {
  const { line, character } = diagnostic.range.start;
  const place = `${line + 1}:${character + 1}`;
  const message = xml(messageOf(diagnostic));
  return [
    `    <testcase classname="${file}" name="${xml(String(diagnostic.code))} ${place}">`,
    `      <failure type="${severityOf(diagnostic)}" message="${message}">${file}:${place}: ${message}</failure>`,
    "    </testcase>",
  ];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML has no way to write most control characters, nor half a surrogate pair. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll("\n", "&#10;");
}
