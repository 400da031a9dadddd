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
