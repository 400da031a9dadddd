import { describe, expect, test } from "vitest";
import {
  choiceInWords,
  chooseServer,
  type ServerCandidate,
  type ServerHints,
} from "../../server/src/catalogue/chooseServer";

const server = (name: string, tools: readonly string[], aliases?: readonly string[]): ServerCandidate => ({
  name,
  hasTool: (tool) => tools.includes(tool),
  ...(aliases && { aliases }),
});
const odoo = server("odoo-claude-mcp", ["odoo_read", "ssh_execute", "search"], ["odoo"]);
const github = server("github", ["push_files", "list_issues", "search", "get_me"]);
const files = server("files", ["read_file", "write_file", "search"]);
const all = [odoo, github, files];

const hints = (part: Partial<ServerHints>): ServerHints => ({
  configured: undefined,
  path: "policy.json",
  tools: [],
  ...part,
});

describe("the server that a policy is about", () => {
  test.each<[string, Partial<ServerHints>, string, string]>([
    [
      "the configuration, over everything",
      { configured: "files", path: "github.policy.json" },
      "files",
      "configuration",
    ],
    ["the configuration by another name", { configured: "Odoo" }, "odoo-claude-mcp", "configuration"],
    [
      "the name of the file",
      { path: "policies/github.policy.json", tools: ["read_file", "write_file"] },
      "github",
      "name",
    ],
    ["the beginning of the file's name", { path: "github-readonly.policy.json" }, "github", "name"],
    ["the folder", { path: "files/policy.json" }, "files", "name"],
    ["the bundled server by its short name", { path: "odoo-accounting.policy.json" }, "odoo-claude-mcp", "name"],
    ["the tools", { tools: ["push_files", "list_issues", "unknown"] }, "github", "tools"],
  ])("%s", (_, given, name, by) => {
    expect(chooseServer(hints(given), all)).toEqual({ kind: "chosen", server: name, by });
  });

  test("is the bundled one where nothing is imported, whatever the policy names", () => {
    const only = { kind: "chosen", server: "odoo-claude-mcp", by: "only one" };
    expect(chooseServer(hints({ tools: ["x", "y"] }), [odoo])).toEqual(only);
  });

  test("is the only one that is imported, for a policy that names nothing yet", () => {
    expect(chooseServer(hints({}), [odoo, github])).toEqual({ kind: "chosen", server: "github", by: "only one" });
  });

  test.each([
    [["push_files"], "github"],
    [["search"], "github"],
    [["push_files", "typo"], "github"],
    [["odoo_read"], undefined],
    [["push_files", "a", "b"], undefined],
  ])("%j keeps the only one that is imported: %s", (tools, kept) => {
    const choice = chooseServer(hints({ tools }), [odoo, github]);
    expect(choice.kind === "chosen" ? choice.server : undefined).toBe(kept);
  });

  test("one name is not enough", () => {
    expect(chooseServer(hints({ tools: ["push_files"] }), all).kind).toBe("ambiguous");
  });

  test("names that several have alike are ambiguous, and names that nobody has are of none", () => {
    const twin = server("github-fork", ["push_files", "list_issues"]);
    expect(chooseServer(hints({ tools: ["push_files", "list_issues"] }), [...all, twin])).toEqual({
      kind: "ambiguous",
      servers: ["github", "github-fork"],
    });
    expect(chooseServer(hints({ tools: ["a", "b", "c"] }), all).kind).toBe("none");
  });

  test("a configured one that is not imported is said to be missing", () => {
    const choice = chooseServer(hints({ configured: "gone" }), all);
    expect(choiceInWords(choice)).toBe('The configuration says that this is about "gone", which is not imported');
  });
});
