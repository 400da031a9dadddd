import { pathToFileURL } from "node:url";
import type { Diagnostic, Range } from "vscode-languageserver-types";
import { problemCodes } from "../../policy/problems/problemCodes";
import { findRule } from "../../rules";
import { asJson } from "../terminal";
import { type CheckedFile, type CheckReport, messageOf, rootedName, severityOf } from "./checked";

const levels = { error: "error", warning: "warning", information: "note", hint: "note" } as const;

/** The name that code scanning knows the repository's root by. */
const rootName = "%SRCROOT%";

/** SARIF 2.1.0, which code scanning of forges and many viewers read. */
export function sarif({ files, leftAlone = [], root, pageOf }: CheckReport): string {
  const codes = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => String(code))))].sort();
  const placeOf = (file: CheckedFile, { start, end }: Range): object => ({
    physicalLocation: {
      artifactLocation: locationOf(file, root),
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  });
  const unread = files.filter(({ problem }) => problem !== undefined);
  const notification = (level: "error" | "note", file: Pick<CheckedFile, "path">, text: string): object => ({
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: locationOf(file, root) } }],
  });
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mcp-policy",
            semanticVersion: process.env.MCP_POLICY_VERSION,
            rules: codes.map((code) => descriptor(code, pageOf(code))),
          },
        },
        originalUriBaseIds: { [rootName]: { uri: `${pathToFileURL(root).href.replace(/\/$/, "")}/` } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            toolExecutionNotifications: [
              ...files.flatMap((file) => (file.problem === undefined ? [] : notification("error", file, file.problem))),
              ...files.flatMap((file) => (file.notes ?? []).map((text) => notification("note", file, text))),
              ...leftAlone.map((file) => notification("note", file, `A policy of ${file.product} is left alone.`)),
            ],
          },
        ],
        artifacts: files.map((file) => ({ location: locationOf(file, root) })),
        results: files.flatMap((file) =>
          file.diagnostics.map((diagnostic) => {
            const index = codes.indexOf(String(diagnostic.code));
            return result(diagnostic, index, (range) => placeOf(file, range));
          }),
        ),
      },
    ],
  };
  return asJson(log);
}

/** What a code means, what to do, and where more of it is written. */
function descriptor(code: string, page: string): object {
  const rule = findRule(code);
  const title = rule?.title ?? new Map<string, string>(Object.entries(problemCodes)).get(code) ?? code;
  const text = rule === undefined ? title : `${rule.docs.what} ${rule.docs.why}`;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: rule?.docs.what ?? title },
    help: { text: `${text}\n\nMore: ${page}`, markdown: `${text}\n\n[More on \`${code}\`](${page})` },
    helpUri: page,
  };
}

function result(diagnostic: Diagnostic, ruleIndex: number, placeOf: (range: Range) => object): object {
  const { code, range, relatedInformation } = diagnostic;
  const related = relatedInformation?.map(({ location, message: text }, id) => ({
    id,
    message: { text },
    ...placeOf(location.range),
  }));
  return {
    ruleId: String(code),
    ruleIndex,
    level: levels[severityOf(diagnostic)],
    message: { text: messageOf(diagnostic) },
    locations: [placeOf(range)],
    ...(related !== undefined && { relatedLocations: related }),
  };
}

/** Relative to the root where the file lies below it, so that a forge finds it in the repository. */
function locationOf(file: Pick<CheckedFile, "path">, root: string): object {
  const path = rootedName(file, root);
  const [, drive = "", rest = ""] = /^([a-z]:(?=\/))?(.*)$/is.exec(path) ?? [];
  const encoded = rest.toWellFormed().split("/").map(encodeURIComponent).join("/");
  if (drive !== "") return { uri: `file:///${drive}${encoded}` };
  return rest.startsWith("/") ? { uri: `file://${encoded}` } : { uri: encoded, uriBaseId: rootName };
}
