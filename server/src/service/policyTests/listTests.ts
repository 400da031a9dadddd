import type { Diagnostic } from "vscode-languageserver-types";
import { policyPathsOf } from "../../policyTests/policyPaths";
import { readPolicyTests } from "../../policyTests/readPolicyTests";
import type { PolicyTestsParams, PolicyTestsResult } from "../../wire";
import { diagnosticSource, severityOf } from "../diagnostics";
import { TextPlaces } from "./textPlaces";

/** The tests of a file, where its policy may lie, and what is wrong with it. */
export function listTests({ uri, text }: PolicyTestsParams): PolicyTestsResult {
  const places = new TextPlaces(uri, text);
  const file = readPolicyTests(text);
  return {
    tests: file.tests.map(({ name, span, calls }) => ({
      name,
      range: places.range(span),
      calls: calls.reduce((sum, { repeat }) => sum + repeat, 0),
    })),
    policies: policyAddresses(uri, file.policy),
    problems: file.problems.map(
      ({ span, severity, code, message }): Diagnostic => ({
        range: places.range(span),
        severity: severityOf(severity),
        code,
        source: diagnosticSource,
        message,
      }),
    ),
  };
}

/** Addresses of the policy that a test file is about, best first. */
export function policyAddresses(uri: string, named: string | undefined): readonly string[] {
  return policyPathsOf(nameInAddress(uri), named).flatMap((path) => addressBeside(uri, path) ?? []);
}

function nameInAddress(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * The address of a path relative to a file; undefined where that has no folder. The path is a test file's: it stays a
 * path, and cannot name another scheme or host.
 */
export function addressBeside(uri: string, path: string): string | undefined {
  const segments = path.split(/[\\/]/);
  if (!segments.every((segment) => isWellFormed(segment))) return undefined;
  const relative = segments.map((segment, index) =>
    segment === "" && index === 0 ? "." : encodeURIComponent(segment),
  );
  const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
  if (!folder.includes(":/")) return undefined;
  try {
    return new URL(relative.join("/"), folder).href;
  } catch {
    return undefined;
  }
}

/** Half of a surrogate pair cannot be part of an address. */
function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}
