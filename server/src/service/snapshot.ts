import { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver-types";
import type { PolicyDocument } from "../policy/model/document";
import { recogniseForeign } from "../policy/model/foreign";
import { parsePolicy } from "../policy/model/parse";
import type { Policy } from "../policy/model/policy";
import { readPolicy } from "../policy/model/readPolicy";
import { findField } from "../policy/model/schema";
import { countValues, oversizedDocument } from "../policy/model/textLimit";
import type { PolicyProblem } from "../policy/problems/policyProblem";
import { validatePolicy } from "../policy/problems/validate";
import { changedPart } from "../policy/text/changedPart";
import type { Span } from "../policy/text/span";

/** Everything that is known about one version of a document. Made once per version; every feature reads from it. */
export interface Snapshot {
  readonly uri: string;
  readonly version: number;
  /** The text with its lines, to turn offsets into positions. */
  readonly textDocument: TextDocument;
  readonly document: PolicyDocument;
  readonly policy: Policy;
  /** What is wrong, in the order of the text. Empty for a foreign document. */
  readonly problems: readonly PolicyProblem[];
  /** Name of the other product when this is plainly not a policy of ours (spec §3): every feature then stays silent. */
  readonly foreign: string | undefined;
  /** How many values the text has at most; undefined when that was not counted. */
  readonly values: number | undefined;
  /** The text is too large to be read: `problems` says so, and every feature stays silent. */
  readonly isOversized: boolean;
}

/** A version of which members may be in another one too. */
type Similar = Pick<Snapshot, "document"> & Partial<Pick<Snapshot, "values">>;

/** Analyses one version; members whose text was also in `previous` cost nothing. */
export function takeSnapshot(textDocument: TextDocument, previous?: Snapshot): Snapshot {
  return analyse(textDocument, previous);
}

function analyse(textDocument: TextDocument, previous: Similar | undefined): Snapshot {
  const text = textDocument.getText();
  const changed = previous && changedPart(previous.document.text, text);
  const values = countValues(text, changed && { text: previous.document.text, values: previous.values, changed });
  const oversized = oversizedDocument(text, values);
  const document = oversized ?? parsePolicy(text, previous?.document, changed);
  const foreign = recogniseForeign(document);
  const problems = oversized?.problems ?? (foreign === undefined ? validatePolicy(document) : []);
  return {
    uri: textDocument.uri,
    version: textDocument.version,
    textDocument,
    document,
    policy: readPolicy(document, problems),
    problems,
    foreign,
    values,
    isOversized: oversized !== undefined,
  };
}

/**
 * A snapshot of a text that no editor has opened, for tests and for the terminal.
 *
 * @param similar members whose text is also in this one cost nothing
 */
export function snapshotOf(text: string, uri = "file:///policy.json", similar?: Similar): Snapshot {
  return analyse(TextDocument.create(uri, "mcp-policy", 0, text), similar);
}

/** Whether the text has a field of a policy. The content of `tools` alone (spec §1) decides nothing yet. */
export function isPolicy({ document, foreign, isOversized }: Snapshot): boolean {
  if (foreign !== undefined || isOversized) return false;
  return document.members.some(({ value }) => findField("policy", value.name) !== undefined);
}

/** A piece of the text as the editor's range. */
export function rangeOf(snapshot: Snapshot, span: Span): Range {
  return {
    start: snapshot.textDocument.positionAt(span.start),
    end: snapshot.textDocument.positionAt(span.end),
  };
}
