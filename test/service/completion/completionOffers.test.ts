/** What is offered, in which order, and what is not. */
import { describe, expect, it, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { accept, apply, isMatch, labelOf, offerAt, shop, shown } from "./completionFixture";

const inTool = (rules: string): string => `{ "tools": { "create_order": ${rules} } }`;
const inCondition = (condition: string): string => inTool(`{ "require": [{ "conditions": [${condition}] }] }`);

describe("shown, the likeliest first", () => {
  test.each<readonly [document: string, labels: string]>([
    ["|", "policy, policy with a rate limit, policy with hidden tools"],
    ["{ | }", "version, default, hide, all_tools, tools"],
    ['{ "version": "1", "tools": {}, | }', "default, hide, all_tools"],
    ['{ "ver|sion": "1", "tools": {} }', "version"],
    ['{ "too|" }', "all_tools, tools"],
    ['{ "default": | }', "deny, allow"],
    ['{ "version": | }', "1"],
    ['{ "hide": ["delete_order", |] }', "pay_out, run_job, create_order, find_orders, list_jobs, *"],
    ['{ "hide": ["del|ete_order", "run_job"] }', "delete_order"],
    [
      '{ "hide": [|], "tools": { "mine": {}, "run_job": {} } }',
      "delete_order, pay_out, create_order, find_orders, list_jobs, mine (has rules), run_job (has rules), *",
    ],
    [
      '{ "hide": [|, "tools": { "run_job": {} } }',
      "delete_order, pay_out, create_order, find_orders, list_jobs, run_job (has rules), *",
    ],
    ['{ "tools": { "fo|" } }', "find_orders, find_orders (recommended rule)"],
    [
      inTool("{ | }"),
      "require, deny_if, limits, rate limit, deny always, require an argument, require an argument's value, forbid an argument's value",
    ],
    [inTool('{ "limits": [], "deny_if": [], | }'), "require, require an argument, require an argument's value"],
    [
      inTool("|"),
      "{}, recommended rule, rate limit, deny always, require an argument, require an argument's value, forbid an argument's value",
    ],
    [inTool('{ "require": [|] }'), "require an argument, require an argument's value"],
    [inTool('{ "deny_if": [|] }'), "deny always, forbid an argument's value"],
    [inTool('{ "deny_if": [{ "conditions": [], | }] }'), "on_deny"],
    [inTool('{ "limits": [|] }'), "limit per minute, limit per hour, limit per day"],
    [inTool('{ "limits": [{ "window": "minute" }, |] }'), "limit per hour, limit per day, limit per minute"],
    [inTool('{ "limits": [{ "window": "|" }, { "window": "minute" }] }'), "hour, day, minute"],
    [inTool('{ "limits": [{ "counter": "c", "max": 1, | }] }'), "window, scope"],
    [
      inTool('{ "limits": [{ "counter": | }] }'),
      "create_order_rate, create_order_rate_minute, create_order_rate_hour, create_order_rate_day",
    ],
    [inTool('{ "limits": [{ "max": | }] }'), "30, 10, 60"],
    [inTool('{ "limits": [{ "scope": | }] }'), "grant"],
    ['{ "all_tools": { | } }', "limits"],
    [
      '{ "all_tools": { "limits": [{ "counter": "|" }] } }',
      "all_tools_rate, all_tools_rate_minute, all_tools_rate_hour, all_tools_rate_day",
    ],
    [inCondition('{ "path": "args.ad|" }'), "args.address, args.address.country, args.address.zip"],
    [inCondition('{ "op": "eq", | }'), "path, value"],
    [
      inCondition('{ "path": "args.amount", "op": | }'),
      "lte, lt, gte, gt, eq, neq, in, not_in, exists, regex, contains",
    ],
    [
      inCondition('{ "path": "args.customer", "op": | }'),
      "eq, neq, in, not_in, regex, contains, exists, lt, lte, gt, gte",
    ],
    [
      inCondition('{ "path": "args.currency", "op": | }'),
      "in, not_in, eq, neq, exists, regex, contains, lt, lte, gt, gte",
    ],
    [
      inCondition('{ "path": "args.express", "op": | }'),
      "eq, exists, neq, lt, lte, gt, gte, in, not_in, regex, contains",
    ],
    [inCondition('{ "path": "args.tags", "op": | }'), "contains, exists, eq, neq, lt, lte, gt, gte, in, not_in, regex"],
    [
      inCondition('{ "path": "args.unknown", "op": | }'),
      "eq, neq, lt, lte, gt, gte, in, not_in, exists, regex, contains",
    ],
    [inCondition('{ "path": "args.currency", "op": "eq", "value": | }'), '"EUR", "USD"'],
    [inCondition('{ "path": "args.currency", "op": "in", "value": ["EUR", |] }'), '"USD"'],
    [inCondition('{ "path": "args.express", "op": "eq", "value": | }'), "true, false"],
    [inCondition('{ "op": "exists", "value": | }'), "true, false"],
    [inCondition('{ "op": "lt", "value": | }'), "10, 100, 1000"],
    ['{ "mine": { "limits": [{ "scope": | }] } }', "grant"],
  ])("%s", (document, labels) => {
    expect(shown(document).join(", ")).toBe(labels);
  });

  test("tools: of the groups in use, then other usable ones, then those to hide or to approve, then hidden ones", () => {
    const document = '{ "hide": ["create_order", "mine", "*"], "tools": { "run_job": {}, | } }';
    expect(shown(document)).toEqual([
      "list_jobs",
      "list_jobs (recommended rule)",
      "find_orders",
      "find_orders (recommended rule)",
      "delete_order (recommended: hide)",
      "delete_order",
      "pay_out (recommended rule)",
      "pay_out",
      "create_order (hidden)",
      "mine (hidden)",
    ]);
  });

  test("a condition for each argument, those without one first", () => {
    expect(shown(inCondition('{ "path": "args.customer", "op": "exists", "value": true }, |'))).toEqual([
      "args.amount",
      "args.currency",
      "args.express",
      "args.tags",
      "args.quantity",
      "args.note",
      "args.address.country",
      "args.address.zip",
      "args.customer",
      "condition",
    ]);
  });
});

describe("nothing is offered", () => {
  test.each([
    "text |",
    '{ "version": "1" } |',
    "[|]",
    '{ // |\n "version": "1" }',
    '{ /* | */ "version": "1" }',
    '{ "version" | : "1" }',
    '{ "version": 1, "x": { | } }',
    '{ "x": | }',
    '{ "tools":| {} }',
    '{ "tools": |\n{} }',
    '{ "tools": [|] }',
    '{ "hide": {|} }',
    '{ "all_tools": { "require": [|] } }',
    inTool('{ "deny_if": [{ "on_deny": "Ask |me." }] }'),
    inCondition('{ "path": "args.x", "op": "in", "value": { "a": | } }'),
    inTool('{ "limits": [{ "x": { "y": [{ "z": [ | ] }] } }] }'),
    `${"[".repeat(5000)}|`,
    // Another product's policy.
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }], | }',
  ])("%s", (document) => {
    expect(shown(document)).toEqual([]);
  });
});

test.each(['"aiplre', "aiplre", '"reload', '"ai_inv', '"AI', "plugins"])(
  "%s finds a tool by parts of words",
  (typed) => {
    const env = withTool("ai_invoice_plugins_reload");
    expect(shown(`{ "tools": { ${typed}| } }`, env)).toContain("ai_invoice_plugins_reload");
    expect(isMatch('"xreload', '"ai_invoice_plugins_reload"')).toBe(false);
  },
);

test("an item of a tool tells risk and category; the recommended rule is told apart", () => {
  const [plain, recommended] = offerAt('{ "tools": { "run|" } }').items.filter(({ label }) => label === "run_job");
  expect(plain).toMatchObject({ detail: "High · Execute", filterText: '"run_job"' });
  expect(recommended).toMatchObject({
    detail: "allow at most 10 calls a minute",
    labelDetails: { description: "recommended rule" },
  });
  expect(recommended?.preselect).toBeUndefined();
});

test("an argument tells its type and whether it is required; an operator its meaning", () => {
  const path = offerAt(inCondition('{ "path": | }')).items.find(({ label }) => label === "args.customer");
  expect(path?.detail).toBe("string, required");
  const operator = offerAt(inCondition('{ "op": | }')).items.find(({ label }) => label === "not_in");
  expect(operator?.detail).toMatch(/equals none of the values/);
});

test("a client with our commands is asked to open the next list inside of empty brackets", () => {
  const command = (clientCommands: boolean) =>
    offerAt('{ "hi|" }', { ...shop, clientCommands }).items[2]?.command?.command;
  expect(command(true)).toBe("editor.action.triggerSuggest");
  expect(command(false)).toBeUndefined();
});

describe("without a catalogue", () => {
  test.each<readonly [document: string, labels: string]>([
    ['{ "hide": ["mine"], "tools": { | } }', "mine (hidden)"],
    ['{ "hide": [|], "tools": { "mine": {} } }', "mine (has rules), *"],
    [
      '{ "tools": { "mine": { "limits": [{ "counter": | }] } } }',
      "mine_rate, mine_rate_minute, mine_rate_hour, mine_rate_day",
    ],
    ['{ "tools": { "mine": { "limits": [{ "max": | }] } } }', "60, 10, 30"],
    [inCondition('{ "path": | }'), "args."],
    [inCondition('{ "path": "args.x", "op": "eq", "value": | }'), '""'],
    [
      '{ "tools": { "__proto__": | } }',
      "{}, rate limit, deny always, require an argument, require an argument's value, forbid an argument's value",
    ],
  ])("%s", (document, labels) => {
    expect(shown(document, bareEnvironment).join(", ")).toBe(labels);
  });
});

describe("names of strangers are inserted as they are", () => {
  test.each([
    ["$1 $", "{2:x} }"].join(""),
    'say "hi" \\',
    "__proto__",
    "a\nb\u202e",
    "\ud800",
    "constructor",
    "ünï — 名",
  ])("%j", (name) => {
    const env = withTool(name);
    for (const [document, place] of [
      ['{ "tools": { | } }', "tools"],
      ['{ "hide": [|] }', "hide"],
    ] as const) {
      const { items } = offerAt(document, env);
      const after = JSON.parse(accept(document, labelOf(items[0] ?? { label: "" }), env));
      expect(place === "tools" ? Object.keys(after.tools) : after.hide).toEqual([name]);
      expect(items[0]?.label).not.toMatch(/[\n\u202e]/);
    }
    const key = JSON.stringify(name);
    const limit = JSON.parse(accept(`{ "tools": { ${key}: { "limits": [|] } } }`, "limit per minute", env));
    expect(limit.tools[name].limits[0].counter).toBe(`${name.toLowerCase()}_rate`);
  });
});

function withTool(name: string): Environment {
  const tool = { name, category: "Execute", risk: "High", inputSchema: { type: "object" } };
  return { ...bareEnvironment, catalogue: readCatalogue({ tools: [tool] }) };
}

describe("a tool of high risk", () => {
  const first = (marked: string): string => {
    const { items, ...offer } = offerAt(marked);
    const [best] = items.toSorted((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
    if (best === undefined) throw new Error("Nothing is offered.");
    return apply({ items, ...offer }, best);
  };
  it.each(["run_job", "pay_out", "delete_order"])("%s is not opened by the first item", (name) => {
    const others = ["create_order", "delete_order", "find_orders", "list_jobs", "pay_out", "run_job"]
      .filter((each) => each !== name)
      .map((each) => `"${each}": {}`);
    expect(first(`{ "tools": { ${others.join(", ")}, | } }`)).not.toContain(`"${name}": {}`);
    expect(first(`{ "tools": { "${name}": | } }`)).not.toContain(`"${name}": {}`);
  });
  it("of low risk is opened by it", () => {
    expect(first('{ "tools": { "list_jobs": | } }')).toBe('{ "tools": { "list_jobs": {} } }');
  });
});

/** A tool with one argument, which is a whole number. */
const till: Environment = {
  ...bareEnvironment,
  catalogue: readCatalogue({
    server: { name: "Till" },
    tools: [
      {
        ...{ name: "refund", category: "Write", risk: "Medium", group: "Money", classification: "published" },
        ...{ summary: "", rationale: "", source: "" },
        inputSchema: { type: "object", properties: { cents: { type: "integer" } } },
      },
    ],
  }),
};

it("A predicate on a whole number compares with a number", () => {
  const after = accept('{ "tools": { "refund": { "deny_if": [|] } } }', "forbid an argument's value", till);
  expect(JSON.parse(after).tools.refund.deny_if[0].conditions).toEqual([{ path: "args.cents", op: "gt", value: 100 }]);
});

it("An open condition offers the operators that fit the tool's arguments", () => {
  const choices = (marked: string): readonly string[] => {
    const item = offerAt(marked, till).items.find(({ label }) => label === "condition");
    const [, names = ""] = /op\\": \\"\$\{\d+\|([^|]*)\|/.exec(JSON.stringify(item?.textEdit)) ?? [];
    return names.split(",");
  };
  expect(choices('{ "tools": { "refund": { "deny_if": [{ "conditions": [|] }] } } }')).toEqual([
    ...["gt", "lte", "lt", "gte", "eq", "neq", "in", "not_in", "exists"],
  ]);
  expect(choices('{ "tools": { "unknown": { "deny_if": [{ "conditions": [|] }] } } }')).toEqual([
    ...["eq", "neq", "contains", "regex", "in", "not_in", "exists", "gt", "lte"],
  ]);
});
