import type { PolicyDocument } from "../../policy/model/document";
import { parsePolicy } from "../../policy/model/parse";

/** What an empty document becomes. */
const emptyPolicy = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {}\n}\n';

/** The document to write into: an empty one becomes a policy that denies everything. */
export function startedPolicy(document: PolicyDocument): PolicyDocument {
  return document.text.trim() === "" ? parsePolicy(document.text + emptyPolicy) : document;
}
