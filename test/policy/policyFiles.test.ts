import { describe, expect, it } from "vitest";
import { type PolicyFileKind, policyFileKind } from "../../server/src/policy/policyFiles";

const kinds: readonly (readonly [string, PolicyFileKind | undefined])[] = [
  ["policy.json", "policy"],
  ["/w/deep/policy.json", "policy"],
  ["crm.policy.json", "policy"],
  ["C:\\w\\crm.policy.json", "policy"],
  [".policylayer/github.json", "policy"],
  [".policylayer\\github.json", "policy"],
  ["/w/.policylayer/policy.json", "policy"],
  ["/w/Policy.json", "policy"],
  ["file:///w/.policylayer/github.json", "policy"],
  ["git:/w/crm.policy.json?%7B%22ref%22%3A%22HEAD%22%7D", "policy"],
  ["vscode-vfs://host/w/policy.json#L3", "policy"],
  ["untitled:crm.policy.json", "policy"],
  ["odd?.policy.json", "policy"],
  ["crm.policy-test.json", "test"],
  [".policylayer/github.policy-test.json", "test"],
  ["file:///w/.policylayer/github.policy-test.json", "test"],
  [".mcp-policy/crm.policy-test.json", "test"],
  ["git:/w/crm.policy-test.json?ref=policy.json", "test"],
  [".mcp-policy/config.json", "config"],
  ["/w/.mcp-policy/config.json", "config"],
  ["file:///w/.mcp-policy/config.json", "config"],
  // Neither: the folder has no policies, whatever its files are called.
  [".mcp-policy/policy.json", undefined],
  [".mcp-policy/catalogue/github.policy.json", undefined],
  [".mcp-policy/.policylayer/github.json", undefined],
  [".mcp-policy/imported/config.json", undefined],
  [".policylayer/nested/github.json", undefined],
  [".policylayer/notes.md", undefined],
  ["mypolicy.json", undefined],
  ["policy-test.json", undefined],
  ["policy.json.bak", undefined],
  ["/w/policy.json/other.json", undefined],
  ["untitled:Untitled-1", undefined],
  ["", undefined],
];

describe("what a file is, by its name", () => {
  it.each(kinds)("B1 %s: %s", (path, kind) => expect(policyFileKind(path)).toBe(kind));
});
