import { recogniseNotation } from "../policy/text/notation";
import { applyEdits } from "../policy/text/textEdit";
import { type Converted, yamlToJson } from "./yamlToJson";

/**
 * A text in another notation as JSON: YAML, a Markdown block, other quotes. Undefined for a text that is none of these.
 * What it says is left as it is, in whatever dialect.
 */
export async function policyInJson(text: string): Promise<Converted | undefined> {
  const notation = recogniseNotation(text);
  if (notation === undefined) return undefined;
  if (notation.kind === "yaml") return yamlToJson(text.slice(notation.body.start, notation.body.end));
  const json = applyEdits(text, notation.edits);
  // In a Markdown block there can be quotes of another language.
  const inner = notation.kind === "fence" ? recogniseNotation(json) : undefined;
  return { json: inner?.kind === "tokens" ? applyEdits(json, inner.edits) : json, comments: 0 };
}
