import { describe, expect, test } from "vitest";
import { builderEdit } from "../../../server/src/service/builder/builderEdit";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { seedPolicy } from "../../lsp/texts";
import { edited, odoo, refusalOf, withTool } from "./edited";

const empty = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {}\n}\n';
const seedTool = "ai_invoice_plugins_reload";

/** Odd on purpose: every line that is not about the change has to stay as it is. */
const odd = `{
    "version":"1" ,
  "default": "deny", "hide": [ "odoo_unlink" ],
  "note": "kept",

  "tools": {
     "odoo_read":   {},
     "odoo_write": { "note": 1, "limits": [{"counter":"c","window":"minute","max":5,"scope":"grant"}] },
     "odd": [1]
  }
}`;

const choose = (choice: "default" | "allow" | "deny" | "hide" | "recommended", ...tools: string[]) =>
  ({ kind: "choose", choice, tools }) as const;

describe("a choice for a tool", () => {
  test("the seed's policy is built from nothing", () => {
    expect(edited("", odoo, choose("recommended", seedTool))).toBe(seedPolicy);
    expect(edited(empty, odoo, choose("allow", seedTool), { kind: "add-limit", tool: seedTool })).toBe(seedPolicy);
  });

  test("each choice writes one member", () => {
    expect(edited(empty, odoo, choose("allow", "odoo_read"))).toBe(empty.replace("{}", '{\n    "odoo_read": {}\n  }'));
    expect(JSON.parse(edited(empty, odoo, choose("deny", "odoo_read"))).tools).toEqual({
      odoo_read: { deny_if: [{ conditions: [], on_deny: "This tool is denied by policy." }] },
    });
    expect(JSON.parse(edited(empty, odoo, choose("hide", "odoo_read")))).toEqual({
      version: "1",
      default: "deny",
      hide: ["odoo_read"],
      tools: {},
    });
  });

  test("a choice and back is the text before, byte by byte", () => {
    for (const choice of ["allow", "deny", "hide"] as const)
      expect(edited(odd, odoo, choose(choice, "ssh_execute"), choose("default", "ssh_execute")), choice).toBe(odd);
  });

  test("lines that are not about the tool stay as they are", () => {
    const after = edited(odd, odoo, choose("deny", "odoo_read"));
    const kept = odd.split("\n").filter((line) => !line.includes('"odoo_read"'));
    expect(after.split("\n").filter((line) => kept.includes(line))).toEqual(kept);
    expect(JSON.parse(after).tools.odoo_read.deny_if[0].conditions).toEqual([]);
  });

  test("a choice keeps the fields that the builder does not know", () => {
    expect(edited(odd, odoo, choose("allow", "odoo_write"))).toContain('"odoo_write": { "note": 1 }');
    expect(JSON.parse(edited(odd, odoo, choose("deny", "odoo_write"))).tools.odoo_write).toEqual({
      note: 1,
      deny_if: [{ conditions: [], on_deny: "This tool is denied by policy." }],
    });
    const hidden = JSON.parse(edited(odd, odoo, choose("hide", "odoo_write")));
    expect(hidden.hide).toEqual(["odoo_unlink", "odoo_write"]);
    expect(hidden.tools.odoo_write.note).toBe(1);
  });

  test("the rules of a hidden tool go, and a tool that is chosen is no longer hidden", () => {
    expect(JSON.parse(edited(odd, odoo, choose("hide", "odoo_read"))).tools.odoo_read).toBeUndefined();
    const shown = JSON.parse(edited(odd, odoo, choose("allow", "odoo_unlink")));
    expect(shown.hide).toBeUndefined();
    expect(shown.tools.odoo_unlink).toEqual({});
  });

  test("rules that are not an object are refused, and not replaced", () => {
    expect(refusalOf(odd, odoo, choose("allow", "odd"))).toBe(
      'The rules of "odd" are not an object. Fix them in the text first.',
    );
    expect(refusalOf('{"tools":[]}', odoo, choose("allow", "a"))).toBe(
      '"tools" is not an object. Fix it in the text first.',
    );
    expect(refusalOf('{"hide":"a"}', odoo, choose("hide", "b"))).toBe(
      '"hide" is not a list. Fix it in the text first.',
    );
    expect(refusalOf("[1]", odoo, choose("hide", "b"))).toBe(
      "The text is not a JSON object. Open it as text and fix it first.",
    );
  });

  test("what is recommended for many tools is one edit, and passes over tools that nothing is known of", () => {
    const after = JSON.parse(
      edited(empty, odoo, choose("recommended", "odoo_read", "odoo_unlink", "nobody", "odoo_write")),
    );
    expect(after.hide).toEqual(["odoo_unlink"]);
    expect(Object.keys(after.tools)).toEqual(["odoo_read", "odoo_write"]);
    expect(refusalOf(empty, odoo, choose("recommended", "nobody"))).toBe(
      'Nothing is recommended for "nobody": what it does is not known.',
    );
  });

  describe("what is recommended never loosens what stands", () => {
    const entry = (path: string) => ({ conditions: [{ path, op: "exists", value: true }], on_deny: "No." });
    const limit = (counter: string, window: string, max: number) => ({ counter, window, max, scope: "grant" });
    const text = (rules: object) =>
      `${JSON.stringify({ version: "1", default: "deny", tools: { odoo_write: rules } }, null, 2)}\n`;
    const use = (before: string) => edited(before, odoo, choose("recommended", "odoo_write"));
    const rulesAfter = (rules: object) => JSON.parse(use(text(rules))).tools.odoo_write;
    const recommended = limit("odoo_write_rate", "minute", 30);

    test("conditions stay, and the limit is added", () => {
      expect(rulesAfter({ deny_if: [entry("args.values.state")] })).toEqual({
        deny_if: [entry("args.values.state")],
        limits: [recommended],
      });
    });

    test("a limit of another counter or window stays, and a looser one of the same gets stricter", () => {
      expect(rulesAfter({ limits: [limit("day", "day", 300)] }).limits).toEqual([
        limit("day", "day", 300),
        recommended,
      ]);
      expect(rulesAfter({ limits: [limit("odoo_write_rate", "minute", 100), limit("x", "hour", 90)] }).limits).toEqual([
        recommended,
        limit("x", "hour", 90),
      ]);
      expect(rulesAfter({ limits: [limit("odoo_write_rate", "hour", 100)] }).limits).toEqual([
        limit("odoo_write_rate", "hour", 100),
        limit("odoo_write_rate_minute", "minute", 30),
      ]);
    });

    test("a rule that is at least as strict is refused, and passed over with others", () => {
      const refusal = '"odoo_write" already has what is recommended, or something stricter. Nothing was changed.';
      const stricter = [
        text({ require: [entry("args.model")], limits: [recommended] }),
        text({ limits: [limit("mine", "minute", 5)] }),
        text({ limits: [limit("mine", "day", 30)] }),
        text({ deny_if: [{ conditions: [] }] }),
        empty.replace('"tools"', '"hide": ["odoo_write"],\n  "tools"'),
      ];
      for (const before of stricter) {
        expect(refusalOf(before, odoo, choose("recommended", "odoo_write")), before).toBe(refusal);
        const after = JSON.parse(edited(before, odoo, choose("recommended", "odoo_write", "odoo_read")));
        expect(after).toEqual({ ...JSON.parse(before), tools: { ...JSON.parse(before).tools, odoo_read: {} } });
      }
    });

    test("the lines of what stands are not touched", () => {
      const before = odd.replace(
        '"odoo_write": { "note": 1, ',
        '"odoo_write": { "note": 1,\n       "deny_if":[ {"conditions":[]  , "note":2} , {"conditions":[{"path":"args.a","op":"exists","value":true}]}],\n       ',
      );
      const custom = before.replace('{"conditions":[]  , "note":2} , ', "").replace('"max":5', '"max":50');
      const after = edited(custom, odoo, choose("recommended", "odoo_write"));
      expect(after).toContain('"deny_if":[ {"conditions":[{"path":"args.a","op":"exists","value":true}]}],\n');
      expect(JSON.parse(after).tools.odoo_write.limits).toEqual([limit("c", "minute", 50), recommended]);
    });

    test("a denial of every call takes the place of conditions, and an allowed tool gets its limit", () => {
      const pay = withTool("pay", { properties: { note: { type: "string" } } }, "Financial");
      const custom = text({ require: [entry("args.note")] }).replace("odoo_write", "pay");
      expect(JSON.parse(edited(custom, pay, choose("recommended", "pay"))).tools.pay).toEqual({
        deny_if: [{ conditions: [], on_deny: "Requires human approval." }],
      });
      expect(rulesAfter({})).toEqual({ limits: [recommended] });
    });
  });

  test("names that are special in JavaScript are names", () => {
    const after = edited(empty, odoo, choose("allow", "__proto__", "constructor"));
    expect(after).toContain('"__proto__": {},\n    "constructor": {}');
    expect(edited(after, odoo, choose("default", "constructor"), choose("default", "__proto__"))).toBe(empty);
  });

  test("hide at the top and tools below are two edits: the lines between them are not touched", () => {
    const text = edited(empty, odoo, choose("hide", "a"), choose("allow", "b"), choose("allow", "c"));
    const { edits } = builderEdit(snapshotOf(text), odoo, {
      textDocument: { uri: "file:///policy.json" },
      change: choose("hide", "c"),
    });
    expect(edits.map(({ range }) => [range.start.line, range.end.line])).toHaveLength(2);
  });

  test("Windows line ends are kept", () => {
    const after = edited(empty.replaceAll("\n", "\r\n"), odoo, choose("recommended", seedTool));
    expect(after).toBe(seedPolicy.replaceAll("\n", "\r\n"));
  });

  test("half-typed text never throws, and keeps what it is not about", () => {
    for (let end = 0; end <= odd.length; end += 5) {
      const text = odd.slice(0, end);
      for (const choice of ["default", "allow", "deny", "hide", "recommended"] as const) {
        const { edits, refused } = builderEdit(snapshotOf(text), odoo, {
          textDocument: { uri: "file:///policy.json" },
          change: choose(choice, "odoo_read"),
        });
        expect(refused === null || edits.length === 0).toBe(true);
      }
    }
  });
});

describe("the default", () => {
  test("is turned, and written where there is none", () => {
    expect(edited(odd, odoo, { kind: "default", decision: "allow" })).toBe(odd.replace('"deny"', '"allow"'));
    expect(JSON.parse(edited("{}", odoo, { kind: "default", decision: "deny" }))).toEqual({ default: "deny" });
  });
});

describe("limits", () => {
  test("are added with a counter and a window of their own, changed, and removed to the last", () => {
    const one = edited(empty, odoo, { kind: "add-limit", tool: "odoo_write" });
    const two = edited(one, odoo, { kind: "add-limit", tool: "odoo_write" });
    expect(JSON.parse(two).tools.odoo_write.limits).toEqual([
      { counter: "odoo_write_rate", window: "minute", max: 30, scope: "grant" },
      { counter: "odoo_write_rate_hour", window: "hour", max: 300, scope: "grant" },
    ]);
    expect(edited(two, odoo, { kind: "remove", tool: "odoo_write", path: ["limits", 1] })).toBe(one);
    const set = { kind: "set", tool: "odoo_write", path: ["limits", 0, "max"], value: 5, was: 30 } as const;
    expect(edited(one, odoo, set)).toBe(one.replace("30", "5"));
    expect(JSON.parse(edited(one, odoo, { kind: "remove", tool: "odoo_write", path: ["limits", 0] })).tools).toEqual({
      odoo_write: {},
    });
  });

  test("over all tools", () => {
    const one = edited(empty, odoo, { kind: "add-limit", tool: null });
    const two = edited(one, odoo, { kind: "add-limit", tool: null });
    expect(JSON.parse(two).all_tools.limits).toEqual([
      { counter: "all_tools_rate", window: "minute", max: 60, scope: "grant" },
      { counter: "all_tools_rate_hour", window: "hour", max: 600, scope: "grant" },
    ]);
    expect(edited(two, odoo, { kind: "remove", tool: null, path: ["limits", 1] })).toBe(one);
  });

  test("what the format does not take is refused", () => {
    const one = edited(empty, odoo, { kind: "add-limit", tool: "odoo_write" });
    const set = (field: string, value: unknown) =>
      refusalOf(one, odoo, { kind: "set", tool: "odoo_write", path: ["limits", 0, field], value });
    expect(set("max", 0)).toBe("A maximum must be a whole number from 1 on.");
    expect(set("max", "5")).toBe("A maximum must be a whole number from 1 on.");
    expect(set("window", "week")).toBe('A window is "minute", "hour" or "day".');
    expect(set("counter", "")).toBe("A counter needs a name.");
    expect(set("scope", "x")).toBe("The builder does not write this part. Change it in the text.");
  });

  test("a change of what the text no longer says is refused", () => {
    const one = edited(empty, odoo, { kind: "add-limit", tool: "odoo_write" });
    const change = { kind: "set", tool: "odoo_write", path: ["limits", 0, "max"], value: 5, was: 31 } as const;
    expect(refusalOf(one, odoo, change)).toBe("The text has changed meanwhile. Look at it again.");
  });
});

describe("conditions", () => {
  const environment = withTool("pay", {
    properties: {
      amount: { type: "number" },
      currency: { enum: ["eur", "usd"], type: "string" },
      note: { type: "string" },
      to: { type: "object", properties: { iban: { type: "string" } } },
    },
    required: ["amount"],
  });
  const add = (list: "require" | "deny_if", path: string, entry: number | null = null) =>
    ({ kind: "add-condition", tool: "pay", list, entry, path }) as const;
  const pay = (text: string) => JSON.parse(text).tools.pay;

  test("start with an operator and a value that fit the argument", () => {
    const text = edited(empty, environment, add("deny_if", "args.amount"), add("require", "args.currency"));
    expect(pay(text)).toEqual({
      deny_if: [
        {
          conditions: [{ path: "args.amount", op: "gt", value: 100 }],
          on_deny: "This call is not allowed by policy.",
        },
      ],
      require: [
        {
          conditions: [{ path: "args.currency", op: "in", value: ["eur", "usd"] }],
          on_deny: "This call is not allowed by policy.",
        },
      ],
    });
    const both = edited(text, environment, add("deny_if", "args.to.iban", 0));
    expect(pay(both).deny_if[0].conditions).toHaveLength(2);
    expect(edited(both, environment, { kind: "remove", tool: "pay", path: ["deny_if", 0, "conditions", 1] })).toBe(
      text,
    );
  });

  test("with the last condition the entry goes, so that it does not deny everything", () => {
    const text = edited(empty, environment, add("deny_if", "args.amount"));
    const after = edited(text, environment, { kind: "remove", tool: "pay", path: ["deny_if", 0, "conditions", 0] });
    expect(pay(after)).toEqual({});
  });

  test("the value follows the operator", () => {
    const text = edited(empty, environment, add("deny_if", "args.note"));
    const at = ["deny_if", 0, "conditions", 0];
    const set = (field: string, value: unknown) => ({ kind: "set", tool: "pay", path: [...at, field], value }) as const;
    const condition = (...changes: Parameters<typeof edited>[2][]) =>
      pay(edited(text, environment, ...changes)).deny_if[0].conditions[0];
    expect(condition(set("value", "a.b"), set("op", "regex"))).toEqual({
      path: "args.note",
      op: "regex",
      value: "^a\\.b$",
    });
    expect(condition(set("value", "a"), set("op", "in"))).toMatchObject({ value: ["a"] });
    expect(condition(set("op", "exists"))).toMatchObject({ value: true });
    expect(condition(set("path", "args.amount"))).toMatchObject({ path: "args.amount" });
  });

  test("what an operator does not take is refused", () => {
    const text = edited(empty, environment, add("deny_if", "args.amount"));
    const set = (field: string, value: unknown) =>
      refusalOf(text, environment, { kind: "set", tool: "pay", path: ["deny_if", 0, "conditions", 0, field], value });
    expect(set("value", "5")).toBe('"gt" takes a number.');
    expect(set("op", "equals")).toBe("There is no such operator.");
    for (const path of ["amount", "args.", "args..x", "args.x.", "args. x"])
      expect(set("path", path), path).toMatch(/^An argument is written/);
    expect(set("note", 1)).toBe("The builder does not write this part. Change it in the text.");
  });

  test("a message is written and removed", () => {
    const text = edited(empty, environment, add("deny_if", "args.amount"));
    const set = (value: string) => ({ kind: "set", tool: "pay", path: ["deny_if", 0, "on_deny"], value }) as const;
    expect(pay(edited(text, environment, set("Too much."))).deny_if[0].on_deny).toBe("Too much.");
    expect(pay(edited(text, environment, set(""))).deny_if[0]).not.toHaveProperty("on_deny");
  });

  test("a path into a part that is not there is refused", () => {
    expect(refusalOf(empty, environment, { kind: "remove", tool: "pay", path: ["deny_if", 3] })).toBe(
      "This part is not in the text any more.",
    );
    for (const path of [[], ["note"], ["limits", -1], ["deny_if", 0, "conditions"], ["limits", "0", "max"]])
      expect(refusalOf(empty, environment, { kind: "set", tool: "pay", path, value: 1 }), String(path)).not.toBeNull();
  });
});
