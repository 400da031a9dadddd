import { describe, expect, test } from "vitest";
import { type ArgumentNode, argumentTree, topArguments } from "../../../server/src/catalogue/inputSchema/argumentTree";
import { findArgument, reachableArguments } from "../../../server/src/catalogue/inputSchema/findArgument";
import odoo from "../../../server/src/catalogue/odoo-claude-mcp.json";
import type { JsonObject } from "../../../server/src/policy/text/json";

/** A tree as lines: `name types`, `?` nullable, `!` in every call, `~` required in some cases, then its facts. */
function lines(node: ArgumentNode, indent = ""): string[] {
  const inside = [...node.fields.values(), ...(node.element ? [node.element] : [])];
  return inside.flatMap((each) => [indent + line(each), ...lines(each, `${indent}  `)]);
}

function line(node: ArgumentNode): string {
  const mark = node.inEveryCall ? "!" : node.required === "always" ? "(!)" : node.required === "sometimes" ? "~" : "";
  const isElement = node.unreachable === "inside an array" && node.name === "";
  return [
    isElement ? "[]" : `${node.name || '""'}${mark}`,
    `${node.types.join("|") || "any"}${node.nullable ? "?" : ""}`,
    ...(node.values === undefined ? [] : [`in ${JSON.stringify(node.values)}`]),
    ...(node.default === undefined ? [] : [`= ${JSON.stringify(node.default)}`]),
    ...(node.examples.length === 0 ? [] : [`e.g. ${JSON.stringify(node.examples)}`]),
    ...Object.entries(node.bounds).map(([bound, value]) => `${bound} ${value}`),
    ...(node.format === undefined ? [] : [node.format]),
    ...(node.unreachable === null || isElement ? [] : [`(${node.unreachable})`]),
    ...(node.cut ? ["cut"] : []),
  ].join(" ");
}

const text = { type: "string" };

test.each<readonly [what: string, schema: unknown, tree: readonly string[]]>([
  ["no schema at all", {}, []],
  ["an object without properties", { type: "object" }, []],
  [
    "a type that is missing, beside properties",
    { properties: { a: { properties: { b: text } } } },
    ["a object", "  b string"],
  ],
  ["a schema that is true, and one that says nothing", { properties: { a: true, b: {} } }, ["a any", "b any"]],
  ["a field that must not be there", { properties: { a: false, b: { not: {} }, c: text } }, ["c string"]],
  [
    "required: by itself, in some cases, in every alternative",
    {
      properties: { a: text, b: text, c: text, d: text },
      required: ["a"],
      anyOf: [{ required: ["b", "c"] }, { required: ["c"] }],
      dependentRequired: { a: ["d"] },
    },
    ["a! string", "b~ string", "c! string", "d~ string"],
  ],
  [
    "required of draft-07: dependencies, if and then",
    JSON.parse(
      '{"properties":{"a":{"type":"string"},"b":{"type":"string"}},"dependencies":{"x":["a"]},"if":{},"then":{"required":["b"]}}',
    ),
    ["a~ string", "b~ string"],
  ],
  [
    "a required field of an optional object, and of one that may be null",
    {
      properties: {
        a: { properties: { b: text }, required: ["b"] },
        c: { type: ["object", "null"], properties: { d: text }, required: ["d"] },
      },
      required: ["c"],
    },
    ["a object", "  b(!) string", "c(!) object?", "  d(!) string"],
  ],
  [
    "a value that may be null, in three spellings",
    {
      properties: {
        a: { anyOf: [{ ...text, minLength: 1, format: "uri" }, { type: "null" }] },
        b: { type: ["integer", "null"] },
        c: { enum: ["x", null] },
      },
    },
    ["a string? minLength 1 uri", "b integer?", 'c string? in ["x"]'],
  ],
  [
    "one of several objects, told apart by a constant",
    {
      properties: {
        target: {
          oneOf: [
            { properties: { kind: { const: "page" }, page: text }, required: ["kind", "page"] },
            { properties: { kind: { const: "table" }, table: text }, required: ["kind"] },
          ],
        },
      },
    },
    ["target object", '  kind(!) string in ["page","table"]', "  page~ string", "  table string"],
  ],
  [
    "values that one alternative lists and another leaves open",
    { properties: { a: { anyOf: [{ enum: ["now", "later"] }, text] } } },
    ['a string e.g. ["now","later"]'],
  ],
  [
    "parts that all hold",
    {
      properties: {
        a: {
          allOf: [
            { type: "number", minimum: 1 },
            { type: "integer", minimum: 3, maximum: 9 },
          ],
          default: 4,
        },
      },
    },
    ["a integer = 4 minimum 3 maximum 9"],
  ],
  [
    "bounds of draft-04 and later",
    {
      properties: {
        a: { type: "integer", minimum: 0, exclusiveMinimum: true },
        b: { type: "number", exclusiveMaximum: 5, maxLength: "3" },
        c: { type: "array", maxItems: 10, items: text },
      },
    },
    ["a integer exclusiveMinimum 0", "b number exclusiveMaximum 5", "c array maxItems 10", "  [] string"],
  ],
  [
    "references: to definitions, into properties, into a list, by an anchor, with a description beside",
    {
      $defs: { name: { ...text, default: "x" }, kind: { $anchor: "kind", enum: [1, 2] } },
      anyOf: [{ properties: { z: { type: "boolean" } } }],
      properties: {
        a: { $ref: "#/$defs/name", description: "What it is." },
        b: { $ref: "#/properties/a" },
        c: { $ref: "#/anyOf/0/properties/z" },
        d: { $ref: "#kind" },
      },
    },
    ['a string = "x"', 'b string = "x"', "c boolean", "d number in [1,2]", "z boolean"],
  ],
  [
    "references that are not followed: to the network, to nowhere, in a circle",
    {
      properties: {
        a: { $ref: "https://example.com/schema.json" },
        b: { $ref: "#/$defs/none" },
        c: { $ref: "#/properties/c" },
      },
    },
    ["a any cut", "b any cut", "c any cut"],
  ],
  [
    "what no rule can look at",
    {
      properties: {
        "a.b": { properties: { c: text } },
        "": text,
        " d": text,
        e: { items: { properties: { f: text } } },
      },
    },
    [
      "a.b object (name with a dot)",
      "  c string (name with a dot)",
      '"" string (empty name)',
      " d string (name with outer blanks)",
      "e array",
      "  [] object",
      "    f string (inside an array)",
    ],
  ],
  [
    "arrays of positions: draft-07 and 2020-12",
    { properties: { a: { items: [text, { type: "number" }] }, b: { prefixItems: [{ type: "boolean" }] } } },
    ["a array", "  [] string|number", "b array", "  [] boolean"],
  ],
  [
    "names of the language",
    JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{}}}'),
    ["__proto__ string", "constructor any"],
  ],
  [
    "what is no schema",
    { properties: { a: null, b: [1], c: { type: 1, enum: 2, properties: [], required: "a" } }, required: 1, anyOf: {} },
    ["a any", "b any", "c any"],
  ],
])("%s", (_what, schema, tree) => {
  expect(lines(argumentTree(schema as JsonObject))).toEqual(tree);
});

test("descriptions: the nearest one, else the title, else what an alternative says", () => {
  const tree = argumentTree({
    properties: {
      a: { $ref: "#/$defs/x", description: "Here." },
      b: { $ref: "#/$defs/x" },
      c: { title: "Title" },
      d: { anyOf: [{ type: "null" }, { ...text, description: "A text." }] },
    },
    $defs: { x: { description: "There." } },
  });
  expect([...tree.fields.values()].map(({ description }) => description)).toEqual([
    "Here.",
    "There.",
    "Title",
    "A text.",
  ]);
});

test.each([
  ["forbidden", { additionalProperties: false }],
  ["forbidden", { unevaluatedProperties: false }],
  ["allowed", { additionalProperties: {} }],
  ["allowed", { patternProperties: { x: {} } }],
  ["allowed", { $ref: "https://example.com" }],
  ["not said", {}],
] as const)("other fields are %s: %j", (expected, more) => {
  expect(argumentTree({ properties: { a: text }, ...more } as JsonObject).otherFields).toBe(expected);
});

test("an answer is exact only where nothing else can be there", () => {
  const tree = argumentTree({
    oneOf: [{ properties: { a: text, b: text } }, { properties: { a: { type: "number" } } }],
    properties: { c: { not: { const: "x" } }, d: text },
  });
  const exact = [...tree.fields.values()].filter((field) => field.exact).map(({ name }) => name);
  expect(exact).toEqual(["d", "a"]);
});

describe("bounds", () => {
  const wide = (inner: object): object => ({
    properties: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, inner])),
  });

  test("a recursive schema ends, and says that it was cut", () => {
    const tree = argumentTree({ properties: { a: { $ref: "#" } } });
    const deepest = findArgument(
      tree,
      Array.from({ length: 8 }, () => "a"),
    );
    expect(deepest?.cut).toBe(true);
    expect(deepest?.fields.size).toBe(0);
  });

  test("a wide schema keeps its outer arguments", () => {
    const tree = argumentTree(wide(wide(wide(wide({})))) as JsonObject);
    expect(tree.fields.size).toBe(40);
    expect(reachableArguments(tree).length).toBeLessThanOrEqual(2_000);
  });

  test("alternatives that grow without end are cut", () => {
    let schema: JsonObject = { properties: { a: {} } };
    for (let depth = 0; depth < 40; depth++)
      schema = { anyOf: [schema, { allOf: [schema] }, { properties: { a: schema } }] };
    expect(argumentTree(schema).cut).toBe(true);
  });

  test("a tree is made once for each schema", () => {
    const schema = { properties: { a: text } };
    expect(argumentTree(schema)).toBe(argumentTree(schema));
  });
});

test("every argument of the bundled catalogue is in the tree of its tool", () => {
  for (const { inputSchema } of odoo.tools) {
    const tree = argumentTree(inputSchema as unknown as JsonObject);
    expect([...tree.fields.keys()]).toEqual(Object.keys(inputSchema.properties));
    expect(tree.cut).toBe(false);
  }
});

describe("the arguments of a tool alone", () => {
  const odd: readonly JsonObject[] = [
    { $ref: "#/$defs/a", $defs: { a: { properties: { "x.y": text, to: { enum: ["a", null] }, "": text } } } },
    { properties: { never: false, any: true, either: { anyOf: [text, { type: "null" }] } } },
    { oneOf: [{ properties: { a: { const: 1 } } }, { properties: { a: { const: 2 }, b: text } }] },
    { properties: "none" },
  ];

  test("they are told as in the whole tree, in all catalogues and odd schemas", () => {
    const schemas = [...odoo.tools.map(({ inputSchema }) => inputSchema as JsonObject), ...odd];
    for (const schema of schemas) {
      const whole = [...argumentTree(structuredClone(schema)).fields.values()];
      expect(topArguments(schema)).toEqual(
        whole.map(({ name, path, types, values }) => ({ name, path, types, values })),
      );
    }
  });

  test("what is in an argument is not looked at", () => {
    const looked: string[] = [];
    const deep = new Proxy<JsonObject>(text, {
      get: (target, name) => Reflect.get(target, name),
      getOwnPropertyDescriptor(target, name) {
        looked.push(String(name));
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
    topArguments({ properties: { list: { type: "array", items: deep }, object: { properties: { deep } } } });
    expect(looked).toEqual([]);
  });
});
