import { policyInJson } from "../../notation/policyInJson";
import { indentBefore, layoutOf } from "../../policy/edit/layout";
import { addPolicyField } from "../../policy/edit/memberEdits";
import type { PolicyDocument } from "../../policy/model/document";
import { hasOlderDefault } from "../../policy/model/oldFields";
import { parsePolicy } from "../../policy/model/parse";
import type { Span } from "../../policy/text/span";
import { applyEdits } from "../../policy/text/textEdit";
import type { ConvertPasteParams, ConvertPasteResult } from "../../protocol/paste";
import { positionAt } from "../completion/position";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { fixAll } from "./fixAll";

const nothing: ConvertPasteResult = { text: null, title: "" };

/**
 * What to paste in place of a text in another notation: a whole policy into an empty document, the tools of it into
 * `tools`. Nothing for JSON, and where it does not fit: a policy pasted there plainly says so itself.
 */
export async function convertPaste(
  snapshot: Snapshot,
  environment: Environment,
  { range, text }: ConvertPasteParams,
): Promise<ConvertPasteResult> {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return nothing;
  const converted = await policyInJson(text);
  if (converted === undefined || "problem" in converted) return nothing;
  const lost = converted.comments > 0 ? ", without its comments" : "";
  const span = {
    start: snapshot.textDocument.offsetAt(range.start),
    end: snapshot.textDocument.offsetAt(range.end),
  };
  const around = applyEdits(snapshot.document.text, [{ span, newText: "" }]);
  if (around.trim() === "")
    return { text: fixAll(converted.json, environment), title: `Paste as a policy in JSON${lost}` };
  const tools = toolsFor(parsePolicy(around), span.start, fixAll(withDefault(converted.json), environment));
  return tools === undefined ? nothing : { text: tools, title: `Paste as tools in JSON${lost}` };
}

/** The policy that they come into has a `default`, so tools of an older dialect need not keep what a missing one meant. */
function withDefault(policy: string): string {
  const document = parsePolicy(policy);
  return hasOlderDefault(document) ? applyEdits(policy, addPolicyField(document, "default", "deny")) : policy;
}

/** The tools of a policy as members for `tools` at an offset, with the commas that they need; undefined elsewhere. */
function toolsFor(document: PolicyDocument, offset: number, policy: string): string | undefined {
  const position = positionAt(document, offset);
  if (position?.slot !== "key" || position.behind !== "nothing") return undefined;
  if (position.path.length !== 1 || position.path[0] !== "tools") return undefined;
  const pasted = parsePolicy(policy);
  // What else the policy says would be lost.
  const hasMore = pasted.members.some(({ value }) => value.name === "hide" || value.name === "all_tools");
  if (pasted.tools.length === 0 || hasMore) return undefined;
  const { eol } = layoutOf(document.text);
  const indent = indentBefore(document.text, offset);
  const lines = pasted.tools.map((member) =>
    linesOf(pasted, { start: member.offset, end: member.offset + member.value.length }),
  );
  const lineBreak = `${eol}${indent ?? lineIndent(document, position.containers[0]?.start ?? 0)}`;
  const body = lines.map((each) => each.join(lineBreak)).join(`,${lineBreak}`);
  const before = position.commaBefore === undefined ? "" : `,${indent === undefined ? lineBreak : ""}`;
  return `${before}${body}${position.commaAfter ? "," : ""}`;
}

/** The lines of a member, without the indentation that it has in its own policy. */
function linesOf({ text }: PolicyDocument, { start, end }: Span): readonly string[] {
  const own = indentBefore(text, start) ?? "";
  return text
    .slice(start, end)
    .split(/\r?\n/)
    .map((line) => (line.startsWith(own) ? line.slice(own.length) : line));
}

/** Where nothing else is known: one level deeper than the members of the policy. */
function lineIndent({ text }: PolicyDocument, rootStart: number): string {
  const { insertSpaces, tabSize } = layoutOf(text.slice(rootStart));
  return (insertSpaces ? " ".repeat(tabSize) : "\t").repeat(2);
}
