import { expect, test } from "vitest";
import { outsideText } from "../../server/src/risk/outsideText";

test.each([
  ["brave_web_search", "web"],
  ["tavily-search", "search"],
  ["search_issues", "issues"],
  ["search_files", undefined],
  ["odoo_search_read", undefined],
  ["read_file", undefined],
])("what %s reads that outsiders write: %s", (name, reads) => {
  expect(outsideText({ name, category: "Read", inputSchema: {} })).toEqual({ reads, sends: undefined });
});

test("where something goes is read through references and branches, as all arguments are", () => {
  const inputSchema = {
    allOf: [{ $ref: "#/$defs/receiver" }],
    $defs: { receiver: { type: "object", properties: { webhook_url: { type: "string" } } } },
  };
  expect(outsideText({ name: "create_record", category: "Write", inputSchema }).sends).toBe("webhook_url");
});
