import { describe, expect, test } from "vitest";
import { argumentPaths } from "../../../server/src/catalogue/argumentPaths";
import odoo from "../../../server/src/catalogue/odoo-claude-mcp.json";
import type { JsonObject } from "../../../server/src/policy/text/json";

/** Each path with its types, `!` where it is required. */
function summary(schema: unknown): readonly string[] {
  return argumentPaths(schema as JsonObject).map(({ path, types, required }) => {
    return `${path}${required ? "!" : ""}${types.length === 0 ? "" : ` ${types.join("|")}`}`;
  });
}

const text = { type: "string" };

describe("paths of", () => {
  test.each<readonly [what: string, schema: unknown, paths: readonly string[]]>([
    ["nothing", {}, []],
    [
      "flat arguments",
      { properties: { a: text, b: { type: "integer" } }, required: ["b"] },
      ["args.a string", "args.b! integer"],
    ],
    [
      "nested objects, outer ones first",
      { properties: { a: { properties: { b: { properties: { c: text } } } }, z: text } },
      ["args.a object", "args.z string", "args.a.b object", "args.a.b.c string"],
    ],
    [
      "fields that are required only where their object is",
      {
        properties: {
          a: { properties: { b: text }, required: ["b"] },
          c: { properties: { d: text }, required: ["d"] },
        },
        required: ["c"],
      },
      ["args.a object", "args.c! object", "args.a.b string", "args.c.d! string"],
    ],
    [
      "alternatives, merged",
      { properties: { a: { anyOf: [text, { type: "null" }, { properties: { b: text } }] } } },
      ["args.a string|object", "args.a.b string"],
    ],
    [
      "alternatives at the top",
      { oneOf: [{ properties: { a: text } }, { properties: { a: { type: "number" }, b: text } }] },
      ["args.a string|number", "args.b string"],
    ],
    ["parts that all hold", { allOf: [{ properties: { a: text } }, { required: ["a"] }] }, ["args.a! string"]],
    ["several types", { properties: { a: { type: ["string", "null", "array"] } } }, ["args.a string|array"]],
    ["an enum without a type", { properties: { a: { enum: ["x", 1] } } }, ["args.a string|number"]],
    [
      "arrays, which no path enters",
      { properties: { a: { type: "array", items: { properties: { b: text } } } } },
      ["args.a array"],
    ],
    ["names that no path can write", { properties: { "a.b": text, "": text, c: text } }, ["args.c string"]],
    [
      "names of the language",
      JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{}}}'),
      ["args.__proto__ string", "args.constructor"],
    ],
    [
      "references",
      { properties: { a: { $ref: "#/$defs/x~1y" } }, $defs: { "x/y": { properties: { b: text } } } },
      ["args.a object", "args.a.b string"],
    ],
    [
      "references to nowhere",
      { properties: { a: { $ref: "#/$defs/none" }, b: { $ref: "https://example.com" } } },
      ["args.a", "args.b"],
    ],
    [
      "what is no schema",
      { properties: { a: true, b: null, c: [1], d: { type: 1, enum: 2, properties: [], required: "a" } }, required: 1 },
      ["args.a", "args.b", "args.c", "args.d"],
    ],
  ])("%s", (_what, schema, paths) => {
    expect(summary(schema)).toEqual(paths);
  });
});

test("description, values and examples", () => {
  const schema = {
    properties: {
      a: {
        anyOf: [{ enum: ["x", "y"] }, { const: "z" }],
        description: "What it is.",
        default: "x",
        examples: ["y", "x"],
      },
      b: { type: "array", items: { enum: ["p", "q"] }, title: "Title" },
    },
  };
  expect(argumentPaths(schema)).toEqual([
    {
      path: "args.a",
      types: ["string"],
      required: false,
      description: "What it is.",
      enumValues: ["x", "y", "z"],
      examples: ["x", "y"],
      elementValues: undefined,
    },
    {
      path: "args.b",
      types: ["array"],
      required: false,
      description: "Title",
      enumValues: undefined,
      examples: [],
      elementValues: ["p", "q"],
    },
  ]);
});

describe("schemas that grow without end", () => {
  test("a recursive one ends at a depth of eight", () => {
    const paths = argumentPaths({ properties: { a: { $ref: "#" } } });
    expect(paths.at(-1)?.path).toBe("args.a.a.a.a.a.a.a.a");
  });

  test("a reference to itself", () => {
    expect(summary({ properties: { a: { $ref: "#/properties/a" } } })).toEqual(["args.a"]);
  });

  test("a wide one is cut, with the outer arguments kept", () => {
    const wide = (inner: object) => ({
      properties: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, inner])),
    });
    const paths = argumentPaths(wide(wide(wide(wide({})))) as JsonObject);
    expect(paths).toHaveLength(500);
    expect(paths.slice(0, 40).every(({ path }) => path.split(".").length === 2)).toBe(true);
  });

  test("alternatives of alternatives", () => {
    let schema: JsonObject = { properties: { a: {} } };
    for (let depth = 0; depth < 40; depth++)
      schema = { anyOf: [schema, { allOf: [schema] }, { properties: { a: schema } }] };
    expect(argumentPaths(schema).length).toBeLessThanOrEqual(500);
  });
});

test("every argument of the bundled catalogue has a path", () => {
  for (const { inputSchema } of odoo.tools) {
    const paths = new Set(argumentPaths(inputSchema as unknown as JsonObject).map(({ path }) => path));
    for (const name of Object.keys(inputSchema.properties)) expect(paths).toContain(`args.${name}`);
  }
});
