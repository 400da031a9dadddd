import { expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { bareEnvironment } from "../../../server/src/service/environment";
import { callTemplate } from "../../../server/src/service/simulation/callTemplate";
import { snapshotOf } from "../../../server/src/service/snapshot";

const properties = {
  text: { type: "string" },
  whole: { type: "integer" },
  flag: { type: "boolean" },
  list: { type: "array" },
  object: { type: "object", properties: { deep: { type: "number", default: 5 } } },
  chosen: { type: "string", enum: ["first", "second"] },
  preset: { type: "string", enum: ["first", "second"], default: "second" },
  maybe: { anyOf: [{ type: "null" }, { type: "integer" }], default: null },
  referred: { $ref: "#/$defs/Kind" },
  any: {},
};

function template(required: string[], conditions: object[] = [], tool = "t"): unknown {
  const inputSchema = { type: "object", properties, required, $defs: { Kind: { type: "string", enum: ["k"] } } };
  const catalogue = readCatalogue({ tools: [{ name: "t", inputSchema }] });
  const rules = { require: [{ conditions }] };
  const text = JSON.stringify({ version: "1", default: "deny", tools: { t: rules, unknown: rules } });
  return JSON.parse(callTemplate(snapshotOf(text), tool, { ...bareEnvironment, catalogue }).text);
}

const condition = (path: string, op = "exists", value: unknown = true) => ({ path, op, value });

test("required arguments: the default, else the first value, else one of the type", () => {
  expect(template(Object.keys(properties))).toEqual({
    text: "",
    whole: 0,
    flag: false,
    list: [],
    object: {},
    chosen: "first",
    preset: "second",
    maybe: 0,
    referred: "k",
    any: "",
  });
});

test("and those that the policy checks, nested ones too", () => {
  expect(
    template(["text"], [condition("args.flag"), condition("args.object.deep"), condition("args.object.more.x")]),
  ).toEqual({ text: "", flag: false, object: { deep: 5, more: { x: "" } } });
});

test("for a tool of no catalogue the types follow from the conditions", () => {
  const conditions = [
    condition("args.amount", "gt", 5),
    condition("args.currency", "in", ["EUR"]),
    condition("args.ids", "in", [1]),
    condition("args.on", "eq", true),
    condition("args.name", "regex", "^a"),
    condition("args.body.to", "neq", "x"),
  ];
  expect(template([], conditions, "unknown")).toEqual({
    amount: 0,
    currency: "",
    ids: 0,
    on: false,
    name: "",
    body: { to: "" },
  });
});

test.each(["amount", "args", "args.", "args..x", "", "args.text.inner", "x.y"])(
  "the path %j adds nothing to {text}",
  (path) => {
    expect(template(["text"], [condition(path)])).toEqual({ text: "" });
  },
);

test("names of Object.prototype are ordinary names", () => {
  const tool = template([], [condition("args.__proto__.polluted"), condition("args.constructor")], "unknown");
  expect(Object.keys(tool as object)).toEqual(["__proto__", "constructor"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("is pretty-printed; {} for a tool that nobody knows", () => {
  expect(callTemplate(snapshotOf(""), "nobody", bareEnvironment).text).toBe("{}");
  const text = '{"tools":{"a":{"deny_if":[{"conditions":[{"path":"args.x","op":"lt","value":1}]}]}}}';
  expect(callTemplate(snapshotOf(text), "a", bareEnvironment).text).toBe('{\n  "x": 0\n}');
});
