import type { Diagnostic, Range } from "vscode-languageserver-types";
import { problemCodes } from "../../policy/problemCodes";
import { findRule } from "../../rules";
import { asJson } from "../terminal";
import { type CheckedFile, fileName, messageOf, severityOf } from "./checked";

const levels = { error: "error", warning: "warning", information: "note", hint: "note" } as const;

/** SARIF 2.1.0, which code scanning of forges and many viewers read. */
export function sarif(files: readonly CheckedFile[]): string {
  const codes = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => String(code))))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "mcp-policy", semanticVersion: process.env.MCP_POLICY_VERSION, rules: codes.map(descriptor) },
        },
        columnKind: "utf16CodeUnits",
        artifacts: files.map((file) => ({ location: { uri: uriOf(file) } })),
        results: files.flatMap((file) =>
          file.diagnostics.map((diagnostic) => result(file, diagnostic, codes.indexOf(String(diagnostic.code)))),
        ),
      },
    ],
  };
  return asJson(log);
}

function descriptor(code: string): object {
  const rule = findRule(code);
  const text = rule?.title ?? new Map<string, string>(Object.entries(problemCodes)).get(code) ?? code;
  return {
    id: code,
    shortDescription: { text },
    ...(rule !== undefined && { fullDescription: { text: rule.docs.what } }),
  };
}

function result(file: CheckedFile, diagnostic: Diagnostic, ruleIndex: number): object {
  const { code, range, relatedInformation } = diagnostic;
  const related = relatedInformation?.map(({ location, message: text }, id) => ({
    id,
    message: { text },
    ...placeOf(file, location.range),
  }));
  return {
    ruleId: String(code),
    ruleIndex,
    level: levels[severityOf(diagnostic)],
    message: { text: messageOf(diagnostic) },
    locations: [placeOf(file, range)],
    ...(related !== undefined && { relatedLocations: related }),
  };
}

function placeOf(file: CheckedFile, { start, end }: Range): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}

/** Relative where the path is, so that a forge finds the file in the repository. */
function uriOf(file: CheckedFile): string {
  const path = fileName(file).replace(/^\.\//, "");
  const [, drive = "", rest = ""] = /^([a-z]:(?=\/))?(.*)$/is.exec(path) ?? [];
  const encoded = rest.split("/").map(encodeURIComponent).join("/");
  if (drive !== "") return `file:///${drive}${encoded}`;
  return rest.startsWith("/") ? `file://${encoded}` : encoded;
}
