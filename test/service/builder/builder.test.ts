import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tryCondition } from "../../../server/src/service/builder/tryCondition";
import { built, odoo, withTool } from "./edited";

const accounting = readFileSync(new URL("../../../samples/odoo-accounting.policy.json", import.meta.url), "utf8");

describe("rows", () => {
  test("all tools of the server, then those that only the policy names", () => {
    const { rows, default: decision, notBuilt } = built('{"default":"deny","hide":["mine"],"tools":{"a":{}}}', odoo);
    expect(notBuilt).toBeNull();
    expect(decision).toBe("deny");
    expect(rows).toHaveLength(odoo.catalogue.tools.length + 2);
    expect(rows.slice(-2).map(({ name, known, choice }) => [name, known, choice])).toEqual([
      ["a", false, "allow"],
      ["mine", false, "hide"],
    ]);
  });

  test("each says what is chosen, what follows, and whether it is what is recommended", () => {
    const { rows } = built(accounting, odoo);
    const row = (name: string) => rows.find((each) => each.name === name);
    expect(row("odoo_unlink")).toMatchObject({ choice: "hide", state: "hidden", standing: "same" });
    expect(row("odoo_read")).toMatchObject({ choice: "custom", state: "conditional", standing: "stricter" });
    expect(row("odoo_fields_get")).toMatchObject({ choice: "allow", standing: "same" });
    expect(row("odoo_create")).toMatchObject({
      choice: "default",
      standing: "no rule",
      stateInShort: "denied: not listed",
    });
  });

  test("each says what using the recommended rule would do with what the tool has", () => {
    const condition = { conditions: [{ path: "args.a", op: "exists", value: true }] };
    const tools = {
      odoo_write: { deny_if: [condition] },
      odoo_create: { limits: [{ counter: "c", window: "minute", max: 5, scope: "grant" }] },
      odoo_unlink: { require: [condition] },
    };
    const { rows } = built(JSON.stringify({ default: "deny", tools }), odoo);
    const standing = (name: string) => rows.find((row) => row.name === name)?.standing;
    expect(standing("odoo_write")).toBe("looser");
    expect(standing("odoo_create")).toBe("stricter");
    expect(standing("odoo_unlink")).toBe("replaced");
    expect(standing("odoo_read")).toBe("no rule");
  });

  test("findings are counted at the tool that they are about, problems of its text included", () => {
    const { rows, detail } = built(
      '{"default":"deny","version":"1","hide":["odoo_read"],"tools":{"odoo_read":{},"odoo_write":{"limits":[{"max":0}]}}}',
      odoo,
      "odoo_write",
    );
    expect(rows.find(({ name }) => name === "odoo_read")?.findings).toBeGreaterThan(0);
    expect(rows.find(({ name }) => name === "odoo_write")?.worst).toBe("error");
    expect(detail?.findings.map(({ message }) => message).join()).toContain("max");
  });

  test("a text that is no policy says why", () => {
    const reasons = ["[]", '{"Version":"2012-10-17","Statement":[]}', '{"a":{"limits":[]}}'].map(
      (text) => built(text, odoo).notBuilt,
    );
    expect(reasons.every((reason) => reason !== null)).toBe(true);
    expect(built("", odoo).notBuilt).toBeNull();
  });
});

describe("parts", () => {
  test("conditions have the controls of their operator and the operators that fit", () => {
    const environment = withTool("pay", {
      properties: { amount: { type: "number" }, currency: { enum: ["eur", "usd"] }, note: { type: "string" } },
    });
    const entry = (path: string, op: string, value: unknown) => ({ conditions: [{ path, op, value }] });
    const text = JSON.stringify({
      tools: {
        pay: {
          require: [
            entry("args.currency", "eq", "eur"),
            entry("args.amount", "lte", 5),
            entry("args.note", "in", ["a"]),
          ],
          deny_if: [
            entry("args.note", "regex", "a"),
            entry("args.note", "in", [{}]),
            entry("args.note", "exists", true),
            { conditions: [] },
          ],
        },
      },
    });
    const { detail } = built(text, environment, "pay");
    const controls = [...(detail?.require ?? []), ...(detail?.denyIf ?? [])].flatMap(({ conditions }) =>
      conditions.map(({ control }) => control),
    );
    expect(controls).toEqual(["choice", "number", "list", "pattern", "json", "boolean"]);
    expect(detail?.require[1]?.conditions[0]?.operators.filter(({ fits }) => fits).map(({ name }) => name)).toContain(
      "lte",
    );
    expect(detail?.denyIf[3]?.words).toBe("always");
    expect(detail?.paths.map(({ path, type }) => [path, type])).toEqual([
      ["args.amount", "number"],
      ["args.currency", "string"],
      ["args.note", "string"],
    ]);
  });

  test("what the builder cannot show is listed with its place", () => {
    const text = '{"x":1,"tools":{"a":{"note":1,"limits":[{"max":0}],"deny_if":[{}],"require":5}}}';
    expect(built(text, odoo, "a").detail?.onlyInText.map(({ what }) => what)).toEqual([
      '"note", a field that the format does not have',
      '"require", which is not a list',
      'An entry of "deny_if" without a list of conditions',
      "A limit that cannot be counted",
    ]);
    expect(built(text, odoo).detail?.onlyInText.map(({ what }) => what)).toEqual([
      '"x", a field that the format does not have',
    ]);
  });

  test("every beginning of a policy has an answer", () => {
    for (let end = 0; end < 1_500; end += 53) {
      const { rows, notBuilt } = built(accounting.slice(0, end), odoo, "odoo_read");
      expect(rows.length > 0 || notBuilt !== null).toBe(true);
    }
  });
});

describe("trying a condition", () => {
  const environment = withTool("pay", { properties: { note: { type: "string", examples: ["abc", "xyz"] } } });
  const tried = (op: string, value: unknown, samples: string[] = []) =>
    tryCondition(
      { textDocument: { uri: "" }, tool: "pay", condition: { path: "args.note", op, value }, samples },
      environment,
    ).tries.map(({ value: sample, outcome }) => [sample, outcome]);

  test("says for each value whether it holds, the typed ones first", () => {
    expect(tried("regex", "^a", ["axe", "bee"])).toEqual([
      ["axe", "holds"],
      ["bee", "does not hold"],
      ["abc", "holds"],
      ["xyz", "does not hold"],
    ]);
    expect(tried("regex", "(?=a)")).toEqual([
      ["abc", "does not hold"],
      ["xyz", "does not hold"],
    ]);
    expect(tried("in", ["abc"])).toEqual([
      ["abc", "holds"],
      ["xyz", "does not hold"],
    ]);
  });
});
