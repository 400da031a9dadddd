import { describe, expect, it } from "vitest";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import { snapshotOf } from "../../server/src/service/snapshot";
import { worldWith } from "./ruleTexts";

const values = ['{ "b": 1 }', '[[{}], 5, null, "a"]', "null", "1e400"];
const operators = ["eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "exists", "regex", "contains", "like"];
const names = ["path", "url", "host", "command", "to", "branch", "sql", "amount", "model"];

describe("rules take any value of a condition", () => {
  it.each(operators)("of %s", async (op) => {
    const world = await worldWith();
    for (const value of values) {
      const conditions = names.map((name) => `{ "path": "args.${name}", "op": "${op}", "value": ${value} }`);
      const entries = (each: readonly string[]) =>
        each.map((one) => `{ "conditions": [${one}], "on_deny": "Not so." }`);
      const others = names.map((name) => `{ "path": "args.${name}", "op": "regex", "value": "^/srv/share/" }`);
      const tools = conditions.map((condition, index) => {
        const lists = [`"require": [${entries([condition, ...others])}]`, `"deny_if": [${entries([condition])}]`];
        return `"do_${index}": { ${lists[index % 2]} }, "tool_${index}": { ${lists} }`;
      });
      const text = `{ "version": "1", "default": "deny", "tools": { ${tools}, "all": { "require": [${entries(conditions)}] } } }`;
      expect(Array.isArray(diagnostics(snapshotOf(text), world))).toBe(true);
    }
  });
});
