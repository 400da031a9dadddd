/** The text after accepting an item: quotes, colons and commas are right. */
import { describe, expect, test } from "vitest";
import { accept } from "./completionFixture";

/** Document with its cursor, label of the item, document afterwards. */
type Case = readonly [document: string, label: string, after: string];

const tables: Readonly<Record<string, readonly Case[]>> = {
  "a key of the policy": [
    ["{|}", "version", '{"version": "1"}'],
    ["{ | }", "default", '{ "default": "deny" }'],
    ['{ "|" }', "version", '{ "version": "1" }'],
    ['{ "ver|" }', "version", '{ "version": "1" }'],
    ['{ "ver|sion" }', "default", '{ "default": "deny" }'],
    ['{ "ver| }', "version", '{ "version": "1" }'],
    ['{ "| }', "version", '{ "version": "1" }'],
    ["{ ver| }", "version", '{ "version": "1" }'],
    ['{ ver|" }', "version", '{ "version": "1" }'],
    ['{\n  "ver|\n}', "version", '{\n  "version": "1"\n}'],
    ['{ "x": 1, "hi|" }', "hide", '{ "x": 1, "hide": [] }'],
    ["{\n  |\n}", "tools", '{\n  "tools": {\n    \n  }\n}'],
    ["{|}", "tools", '{\n  "tools": {\n    \n  }\n}'],
  ],
  "a key that has a value already": [
    ['{ "ver|": "1" }', "version", '{ "version": "1" }'],
    ['{ "|": {} }', "tools", '{ "tools": {} }'],
    ['{ "to|: {} }', "tools", '{ "tools": {} }'],
    ["{ to|: {} }", "tools", '{ "tools": {} }'],
    ['{ "too|ls" : {} }', "tools", '{ "tools" : {} }'],
    ['{ "to|" {} }', "tools", '{ "tools": {} }'],
    ['{ | : "1" }', "version", '{ "version" : "1" }'],
  ],
  "commas around a key": [
    ['{ | "default": "deny" }', "version", '{ "version": "1", "default": "deny" }'],
    ['{ |"default": "deny" }', "version", '{ "version": "1","default": "deny" }'],
    ['{ "version": "1" | }', "default", '{ "version": "1", "default": "deny" }'],
    ['{ "version": "1" |, "tools": {} }', "default", '{ "version": "1", "default": "deny", "tools": {} }'],
    ['{ "tools": {}|}', "version", '{ "tools": {}, "version": "1"}'],
    ['{ "version": "1"\n  |\n}', "default", '{ "version": "1",\n  "default": "deny"\n}'],
    ['{ "version": "1"\n  "de|"\n}', "default", '{ "version": "1",\n  "default": "deny"\n}'],
    [
      '{ "version": "1"\n  "de|\n  "tools": {} }',
      "default",
      '{ "version": "1",\n  "default": "deny",\n  "tools": {} }',
    ],
    ['{ "version": "1" "de|" "tools": {} }', "default", '{ "version": "1", "default": "deny", "tools": {} }'],
    ['{ "version": "1", "de|, "tools": {} }', "default", '{ "version": "1", "default": "deny", "tools": {} }'],
    ['{ "version": "1", "de| "tools": {} }', "default", '{ "version": "1", "default": "deny", "tools": {} }'],
    ['{ "version": "1",| }', "default", '{ "version": "1","default": "deny" }'],
    ['{ "version": "1" def| }', "default", '{ "version": "1", "default": "deny" }'],
  ],
  "a value of the policy": [
    ['{ "default": | }', "deny", '{ "default": "deny" }'],
    ['{ "default":|}', "allow", '{ "default":"allow"}'],
    ['{ "default": "|" }', "deny", '{ "default": "deny" }'],
    ['{ "default": "al|low" }', "deny", '{ "default": "deny" }'],
    ['{ "default": al| }', "allow", '{ "default": "allow" }'],
    ['{ "default": "al| }', "allow", '{ "default": "allow" }'],
    ['{ "default": "al|, "tools": {} }', "allow", '{ "default": "allow", "tools": {} }'],
    ['{ "default": "al|\n}', "allow", '{ "default": "allow"\n}'],
    ['{ "default": |\n "tools": {} }', "deny", '{ "default": "deny",\n "tools": {} }'],
    ['{ "default": "|"\n "tools": {} }', "deny", '{ "default": "deny",\n "tools": {} }'],
    ['{ "default": |"allow" }', "deny", '{ "default": "deny" }'],
    ['{ "default":| "allow" }', "deny", '{ "default":"deny" }'],
    ['{ "version": | }', "1", '{ "version": "1" }'],
    ['{ "version": 1| }', "1", '{ "version": "1" }'],
    ['{ "hide": | }', "[]", '{ "hide": [] }'],
    ['{ "tools": | }', "{}", '{ "tools": {\n  \n} }'],
  ],
  "a tool": [
    ['{ "tools": {|} }', "find_orders", '{ "tools": {"find_orders": {}} }'],
    ['{ "tools": { "fi|" } }', "find_orders", '{ "tools": { "find_orders": {} } }'],
    ['{ "tools": { "fi|": {} } }', "find_orders", '{ "tools": { "find_orders": {} } }'],
    ['{ "tools": { fi| } }', "find_orders", '{ "tools": { "find_orders": {} } }'],
    ['{ "tools": { "fi|, "x": {} } }', "find_orders", '{ "tools": { "find_orders": {}, "x": {} } }'],
    ['{ "tools": { "x": {} "fi|" } }', "find_orders", '{ "tools": { "x": {}, "find_orders": {} } }'],
    ['{ "tools": { "x": {}\n|} }', "find_orders", '{ "tools": { "x": {},\n"find_orders": {}} }'],
    [
      '{\n  "tools": {\n    |\n  }\n}',
      "run_job (recommended rule)",
      '{\n  "tools": {\n    "run_job": {\n      "limits": [\n        {\n          "counter": "run_job_rate",\n          "window": "minute",\n          "max": 10,\n          "scope": "grant"\n        }\n      ]\n    }\n  }\n}',
    ],
    ['{ "tools": { "|" } }', "find_orders (recommended rule)", '{ "tools": { "find_orders": {} } }'],
    [
      '{ "tools": { | } }',
      "pay_out (recommended rule)",
      '{ "tools": { "pay_out": {\n  "deny_if": [\n    {\n      "conditions": [],\n      "on_deny": "Requires human approval."\n    }\n  ]\n} } }',
    ],
    ['{ "tools": { "x": | } }', "{}", '{ "tools": { "x": {} } }'],
    ['{ "x": {}, "run_job": { "lim|" } }', "limits", '{ "x": {}, "run_job": { "limits": [\n  \n] } }'],
  ],
  "the next one where each is on its own line": [
    [
      '{\n  "tools": {\n    "x": {}|\n  }\n}',
      "find_orders",
      '{\n  "tools": {\n    "x": {},\n    "find_orders": {}\n  }\n}',
    ],
    [
      '{\n  "tools": {\n    "x": {} |\n  }\n}',
      "find_orders",
      '{\n  "tools": {\n    "x": {},\n    "find_orders": {}\n  }\n}',
    ],
    [
      '{\n  "tools": {\n    "x": {},|\n  }\n}',
      "find_orders",
      '{\n  "tools": {\n    "x": {},\n    "find_orders": {}\n  }\n}',
    ],
    [
      '{\n  "tools": {\n    "x": {\n      "limits": []\n    }|\n    "y": {}\n  }\n}',
      "find_orders",
      '{\n  "tools": {\n    "x": {\n      "limits": []\n    },\n    "find_orders": {},\n    "y": {}\n  }\n}',
    ],
    ['{\n  "hide": [\n    "x"|\n  ]\n}', "delete_order", '{\n  "hide": [\n    "delete_order"\n  ]\n}'],
    ['{\n  "hide": [\n    "x",|\n  ]\n}', "delete_order", '{\n  "hide": [\n    "x",\n    "delete_order"\n  ]\n}'],
  ],
  "a tool that should be hidden": [
    ['{ "tools": { "del|" } }', "delete_order (recommended: hide)", '{ "hide": ["delete_order"], "tools": {  } }'],
    [
      '{\n  "tools": {\n    |\n  }\n}',
      "delete_order (recommended: hide)",
      '{\n  "hide": ["delete_order"],\n  "tools": {\n    \n  }\n}',
    ],
    [
      '{ "hide": [], "tools": { "d|" } }',
      "delete_order (recommended: hide)",
      '{ "hide": ["delete_order"], "tools": {  } }',
    ],
    [
      '{ "hide": ["a"], "tools": { "d|" } }',
      "delete_order (recommended: hide)",
      '{ "hide": ["a", "delete_order"], "tools": {  } }',
    ],
    [
      '{ "tools": { "d|" }, "hide": ["]\\""] }',
      "delete_order (recommended: hide)",
      '{ "tools": {  }, "hide": ["]\\"", "delete_order"] }',
    ],
    [
      '{ "hide": [\n  "a"\n ], "tools": { "d|" } }',
      "delete_order (recommended: hide)",
      '{ "hide": [\n  "a",\n  "delete_order"\n ], "tools": {  } }',
    ],
    [
      '{ "tools": { "x": {}, "d|" } }',
      "delete_order (recommended: hide)",
      '{ "hide": ["delete_order"], "tools": { "x": {}  } }',
    ],
    [
      '{ "tools": { "x": {}, "d|" "y": {} } }',
      "delete_order (recommended: hide)",
      '{ "hide": ["delete_order"], "tools": { "x": {},  "y": {} } }',
    ],
  ],
  "a hidden tool": [
    ['{ "hide": [|] }', "delete_order", '{ "hide": ["delete_order"] }'],
    ['{ "hide": ["|"] }', "delete_order", '{ "hide": ["delete_order"] }'],
    ['{ "hide": ["de|] }', "delete_order", '{ "hide": ["delete_order"] }'],
    ['{ "hide": ["de|, "x"] }', "delete_order", '{ "hide": ["delete_order", "x"] }'],
    ['{ "hide": [del|] }', "delete_order", '{ "hide": ["delete_order"] }'],
    ['{ "hide": ["x" |] }', "delete_order", '{ "hide": ["x", "delete_order"] }'],
    ['{ "hide": ["x" "|"] }', "delete_order", '{ "hide": ["x", "delete_order"] }'],
    ['{ "hide": [| "x"] }', "delete_order", '{ "hide": ["delete_order", "x"] }'],
    ['{ "hide": [\n  "x"\n  |\n] }', "*", '{ "hide": [\n  "x",\n  "*"\n] }'],
  ],
  "rules of a tool": [
    ['{ "tools": { "run_job": { | } } }', "limits", '{ "tools": { "run_job": { "limits": [\n  \n] } } }'],
    ['{ "tools": { "run_job": { "deny|" } } }', "deny_if", '{ "tools": { "run_job": { "deny_if": [\n  \n] } } }'],
    [
      '{ "tools": { "run_job": {|} } }',
      "rate limit",
      '{ "tools": { "run_job": {\n  "limits": [\n    {\n      "counter": "run_job_rate",\n      "window": "minute",\n      "max": 10,\n      "scope": "grant"\n    }\n  ]\n} } }',
    ],
    [
      '{ "tools": { "run_job": { "limits": [] | } } }',
      "deny always",
      '{ "tools": { "run_job": { "limits": [], "deny_if": [\n  {\n    "conditions": [],\n    "on_deny": "Requires human approval."\n  }\n] } } }',
    ],
    [
      '{ "tools": { "run_job": | } }',
      "require an argument",
      '{ "tools": { "run_job": {\n  "require": [\n    {\n      "conditions": [\n        {\n          "path": "args.mode",\n          "op": "exists",\n          "value": true\n        }\n      ],\n      "on_deny": "This argument is required."\n    }\n  ]\n} } }',
    ],
    [
      '{ "tools": { "x": { "deny_if": [|] } } }',
      "forbid an argument's value",
      '{ "tools": { "x": { "deny_if": [\n  {\n    "conditions": [\n      {\n        "path": "args.",\n        "op": "eq",\n        "value": ""\n      }\n    ],\n    "on_deny": "This call is not permitted."\n  }\n] } } }',
    ],
    [
      '{ "tools": { "x": { "deny_if": [{|}] } } }',
      "on_deny",
      '{ "tools": { "x": { "deny_if": [{"on_deny": "This call is not permitted."}] } } }',
    ],
    [
      '{ "tools": { "x": { "deny_if": [{ "on_deny": "|" }] } } }',
      "Requires human approval.",
      '{ "tools": { "x": { "deny_if": [{ "on_deny": "Requires human approval." }] } } }',
    ],
  ],
};

/** Accepted inside one condition of `create_order`. */
const inCondition: readonly Case[] = [
  ["{ | }", "path", '{ "path": "args.customer" }'],
  ['{ "path": "args.amount", | }', "op", '{ "path": "args.amount", "op": "lte" }'],
  ['{ "path": "args.amount", "op": "gt" | }', "value", '{ "path": "args.amount", "op": "gt", "value": 100 }'],
  [
    '{ "op": "in", "path": "args.currency", | }',
    "value",
    '{ "op": "in", "path": "args.currency", "value": ["EUR", "USD"] }',
  ],
  ['{ "op": "exists", | }', "value", '{ "op": "exists", "value": true }'],
  [
    '{ "path": "args.tags", "op": "contains", | }',
    "value",
    '{ "path": "args.tags", "op": "contains", "value": "gift" }',
  ],
  ['{ "path": | }', "args.amount", '{ "path": "args.amount" }'],
  ['{ "path": "|" }', "args.address.country", '{ "path": "args.address.country" }'],
  ['{ "path": "args.add|" }', "args.address.zip", '{ "path": "args.address.zip" }'],
  ['{ "path": "args.|, "op": "eq" }', "args.note", '{ "path": "args.note", "op": "eq" }'],
  ['{ "path": args.no| }', "args.note", '{ "path": "args.note" }'],
  ['{ "op": | }', "not_in", '{ "op": "not_in" }'],
  ['{ "op": "not|" }', "not_in", '{ "op": "not_in" }'],
  ['{ "op": "l|te", "value": 1 }', "gte", '{ "op": "gte", "value": 1 }'],
  [
    '{ "path": "args.currency", "op": "eq", "value": | }',
    '"USD"',
    '{ "path": "args.currency", "op": "eq", "value": "USD" }',
  ],
  [
    '{ "path": "args.currency", "op": "eq", "value": "U|" }',
    '"USD"',
    '{ "path": "args.currency", "op": "eq", "value": "USD" }',
  ],
  [
    '{ "path": "args.currency", "op": "in", "value": | }',
    '["EUR", "USD"]',
    '{ "path": "args.currency", "op": "in", "value": ["EUR", "USD"] }',
  ],
  [
    '{ "path": "args.currency", "op": "in", "value": ["EUR" |] }',
    '"USD"',
    '{ "path": "args.currency", "op": "in", "value": ["EUR", "USD"] }',
  ],
  [
    '{ "path": "args.currency", "op": "in", "value": ["|", "EUR"] }',
    '"USD"',
    '{ "path": "args.currency", "op": "in", "value": ["USD", "EUR"] }',
  ],
  [
    '{ "path": "args.express", "op": "eq", "value": t| }',
    "true",
    '{ "path": "args.express", "op": "eq", "value": true }',
  ],
  [
    '{ "path": "args.express", "op": "exists", "value": | }',
    "false",
    '{ "path": "args.express", "op": "exists", "value": false }',
  ],
  ['{ "path": "args.quantity", "op": "lt", "value": | }', "3", '{ "path": "args.quantity", "op": "lt", "value": 3 }'],
  [
    '{ "path": "args.tags", "op": "contains", "value": "|" }',
    '"fragile"',
    '{ "path": "args.tags", "op": "contains", "value": "fragile" }',
  ],
  [
    '{ "path": "args.currency", "op": "regex", "value": | }',
    '"^(EUR|USD)$"',
    '{ "path": "args.currency", "op": "regex", "value": "^(EUR|USD)$" }',
  ],
  ['{ "path": "args.x", "op": "regex", "value": | }', '"^$"', '{ "path": "args.x", "op": "regex", "value": "^$" }'],
];

/** Accepted inside the second limit of `create_order`; the first counts by the minute. */
const inLimit: readonly Case[] = [
  ["{ | }", "counter", '{ "counter": "create_order_rate_minute" }'],
  ["{ | }", "window", '{ "window": "hour" }'],
  ['{ "window": "day", | }', "max", '{ "window": "day", "max": 1500 }'],
  ['{ "sc|" }', "scope", '{ "scope": "grant" }'],
  ['{ "window": "|" }', "day", '{ "window": "day" }'],
  ['{ "window": ho| }', "hour", '{ "window": "hour" }'],
  ['{ "max": | }', "300", '{ "max": 300 }'],
  ['{ "max": 1|, "scope": "grant" }', "10", '{ "max": 10, "scope": "grant" }'],
  ['{ "scope": | }', "grant", '{ "scope": "grant" }'],
  ['{ "counter": "|" }', "create_order_rate_day", '{ "counter": "create_order_rate_day" }'],
  [
    "{|}",
    "limit per day",
    '{\n  "counter": "create_order_rate_day",\n  "window": "day",\n  "max": 1500,\n  "scope": "grant"\n}',
  ],
];

/** Broken elsewhere too, so that no item can make it well-formed. */
const inBrokenText: readonly Case[] = [
  ['{"ver|', "version", '{"version": "1"'],
  [
    '{ "tools": { "x": { "limits": [ } "fi|" } }',
    "find_orders",
    '{ "tools": { "x": { "limits": [ }, "find_orders": {} } }',
  ],
  ['{ "hide": ["|\n "tools": {} }', "delete_order", '{ "hide": ["delete_order"\n "tools": {} }'],
  [
    '{ "tools": { "find_orders": {\n  "fi|" } }',
    "limits",
    '{ "tools": { "find_orders": {\n  "limits": [\n    \n  ] } }',
  ],
  ['{ "default": "deny" // \n "ver|sion": "" }', "version", '{ "default": "deny", // \n "version": "" }'],
  ['{ "a": 1, /* "b": */ "|" }', "version", '{ "a": 1, /* "b": */ "version": "1" }'],
  ['{ "version": "1" ] "de|" }', "default", '{ "version": "1" ], "default": "deny" }'],
  ['{ "hide": ["x", "version": "1", "to|" }', "tools", '{ "hide": ["x", "version": "1", "tools": {\n  \n} }'],
  ['{ "default": "tools": { "fi|" } }', "find_orders", '{ "default": "tools": { "find_orders": {} } }'],
  ['{ "tools" { "fi|" } }', "find_orders", '{ "tools" { "find_orders": {} } }'],
  [
    '{ "tools": { "x": {}, "x": {}, "fi|" }, "tools": {} }',
    "find_orders",
    '{ "tools": { "x": {}, "x": {}, "find_orders": {} }, "tools": {} }',
  ],
  ['{ "tools": { "__proto__": { "|" } }', "limits", '{ "tools": { "__proto__": { "limits": [\n  \n] } }'],
];

for (const [what, cases] of Object.entries(tables))
  describe(what, () => {
    test.each(cases)("%j: %s", (document, label, expected) => {
      const after = accept(document, label);
      expect(after).toBe(expected);
      JSON.parse(after);
    });
  });

describe("in broken text", () => {
  test.each(inBrokenText)("%j: %s", (document, label, expected) => {
    expect(accept(document, label)).toBe(expected);
  });
});

describe("a condition", () => {
  test.each(inCondition)("%j: %s", (document, label, expected) => {
    const [before, after] = ['{ "tools": { "create_order": { "require": [{ "conditions": [', "] }] } } }"];
    const text = accept(before + document + after, label);
    expect(text).toBe(before + expected + after);
    JSON.parse(text);
  });
});

describe("a limit", () => {
  test.each(inLimit)("%j: %s", (document, label, expected) => {
    const before = '{ "tools": { "create_order": { "limits": [{ "counter": "create_order_rate", "window": "minute" }, ';
    const text = accept(`${before + document}] } } }`, label);
    expect(text).toBe(`${before + expected}] } } }`);
    JSON.parse(text);
  });
});

describe("lists of conditions and limits", () => {
  const conditions = (inside: string): string =>
    `{ "tools": { "create_order": { "deny_if": [{ "conditions": [${inside}] }] } } }`;
  test.each([
    ["|", "args.amount", '\n  {\n    "path": "args.amount",\n    "op": "gt",\n    "value": 100\n  }\n'],
    [" | ", "args.express", ' {\n  "path": "args.express",\n  "op": "eq",\n  "value": true\n} '],
    ["{|}", "args.currency", '{\n  "path": "args.currency",\n  "op": "eq",\n  "value": "EUR"\n}'],
    ["{} |", "condition", '{}, {\n  "path": "args.customer",\n  "op": "eq",\n  "value": ""\n}'],
  ])("conditions %j: %s", (inside, label, expected) => {
    const text = accept(conditions(inside), label);
    expect(text).toBe(conditions(expected));
    JSON.parse(text);
  });

  test.each([
    [
      "|",
      "limit per hour",
      '\n  {\n    "counter": "all_tools_rate",\n    "window": "hour",\n    "max": 600,\n    "scope": "grant"\n  }\n',
    ],
    [
      '{ "window": "minute", "counter": "all_tools_rate" }, |',
      "limit per hour",
      '{ "window": "minute", "counter": "all_tools_rate" }, {\n  "counter": "all_tools_rate_hour",\n  "window": "hour",\n  "max": 600,\n  "scope": "grant"\n}',
    ],
  ])("limits of all tools %j: %s", (inside, label, expected) => {
    expect(accept(`{ "all_tools": { "limits": [${inside}] } }`, label)).toBe(
      `{ "all_tools": { "limits": [${expected}] } }`,
    );
  });
});

describe("an empty document", () => {
  test.each(["|", " |\n", "pol|", "\ufeff|"])("%j: a whole policy", (document) => {
    const text = accept(document, "policy");
    expect(JSON.parse(text.replace(/^\ufeff/, ""))).toEqual({ version: "1", default: "deny", tools: {} });
  });

  test("a policy with a rate limit, as the vendor publishes it", () => {
    expect(JSON.parse(accept("|", "policy with a rate limit"))).toEqual({
      version: "1",
      default: "deny",
      tools: {
        tool_name: { limits: [{ counter: "tool_name_rate", window: "minute", max: 10, scope: "grant" }] },
      },
    });
  });
});
