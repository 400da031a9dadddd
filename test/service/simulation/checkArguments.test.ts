import { beforeAll, describe, expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { undecodableInWords } from "../../../server/src/policy/decide/undecodable";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { callTemplate } from "../../../server/src/service/simulation/callTemplate";
import { checkArguments } from "../../../server/src/service/simulation/checkArguments";
import { snapshotOf } from "../../../server/src/service/snapshot";

let env: Environment;
beforeAll(async () => {
  env = { ...bareEnvironment, catalogue: await odooCatalogue() };
});

/** Each problem as `text under it: message`. */
function problems(text: string, tool = "ai_invoice_extract", environment = env): string[] {
  return checkArguments(text, tool, environment).problems.map(({ message, range }) => {
    const lines = text.split("\n");
    const line = lines[range?.start.line ?? 0] ?? "";
    return range === null ? message : `${line.slice(range.start.character, range.end.character)}: ${message}`;
  });
}

/** The same, for a tool with this schema. */
function problemsOf(value: unknown, inputSchema: unknown): string[] {
  const catalogue = readCatalogue({ tools: [{ name: "t", inputSchema }] });
  return problems(JSON.stringify(value), "t", { ...bareEnvironment, catalogue });
}

describe("the text of the arguments", () => {
  test.each([
    { text: '{"attachment_id": 1}', isJson: true, value: { attachment_id: 1 } },
    { text: "", isJson: true, value: {} },
    { text: " \n", isJson: true, value: {} },
    { text: "[1]", isJson: true, value: [1] },
    { text: "{", isJson: false, value: null },
    { text: "attachment_id", isJson: false, value: null },
    { text: "[".repeat(50_000), isJson: false, value: null },
  ])("$text", ({ text, isJson, value }) => {
    const result = checkArguments(text, "nobody", env);
    expect({ isJson: result.isJson, value: result.arguments }).toEqual({ isJson, value });
  });

  test.each([
    ['{"attachment_id": 1', ["1: A closing brace } is missing."]],
    ['{"attachment_id": 1,}', [",: JSON allows no comma before a closing bracket. Remove it."]],
    ['{"attachment_id": 1} // x', ["// x: JSON has no comments. Remove it."]],
    ["{} {}", ["{: The arguments have ended before this. Only one JSON object is allowed."]],
    ["[1]", [`[1]: The arguments of a call are an object, { … }, not an array. ${undecodableInWords}`]],
    ['"x"', [`"x": The arguments of a call are an object, { … }, not a string. ${undecodableInWords}`]],
    ["null", ["null: The arguments of a call are an object, { … }, not null. null is decided as { }."]],
    ['{"attachment_id": 1e400}', [`1e400: This number is too large for a double. ${undecodableInWords}`]],
    [
      '{"attachment_id": 9007199254740993}',
      [
        "9007199254740993: This number is compared as 9007199254740992, the nearest double. The gateway forwards the digits as they are.",
      ],
    ],
  ])("%s", (text, expected) => {
    expect(problems(text).slice(0, 1)).toEqual(expected);
  });

  test("A5: only a number beyond a double has to be sent as text", () => {
    const needsText = (text: string) => checkArguments(text, "nobody", bareEnvironment).needsText;
    expect([
      needsText('{"a": [1e400]}'),
      needsText('{"a": 9007199254740993}'),
      needsText("[1]"),
      needsText(""),
    ]).toEqual([true, undefined, undefined, undefined]);
  });

  test("duplicate names: the later one counts", () => {
    const result = checkArguments('{"attachment_id": 1, "attachment_id": 2}', "ai_invoice_extract", env);
    expect(result.arguments).toEqual({ attachment_id: 2 });
    expect(result.problems.map(({ range }) => range?.start.character)).toEqual([1, 21]);
  });
});

describe("arguments that do not fit the tool", () => {
  test.each([
    ["", ['"attachment_id" is required.']],
    ["{}", ['"attachment_id" is required.']],
    ['{"attachment_id": "x"}', ['"x": "attachment_id" must be a whole number, not the string "x".']],
    ['{"attachment_id": 1.5}', ['1.5: "attachment_id" must be a whole number, not the number 1.5.']],
    ['{"attachment_id": null}', ['null: "attachment_id" must be a whole number, not null.']],
    [
      '{"attachment_id": 1,\n"source": "fax"}',
      ['"fax": "source" must be one of "upload", "gmail", "terminal" or "api".'],
    ],
    ['{"attachment_id": 1, "write_back": 1}', ['1: "write_back" must be true or false, not the number 1.']],
    [
      '{"attachment_id": 1, "write_bak": true}',
      ['"write_bak": The tool does not list "write_bak". Did you mean "write_back"?'],
    ],
    ['{"attachment_id": 1, "colour": 1}', ['"colour": The tool does not list "colour".']],
    ['{"attachment_id": 1, "__proto__": 1}', ['"__proto__": The tool does not list "__proto__".']],
  ])("%s", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test("a tool without a catalogue accepts any object", () => {
    expect(problems('{"anything": {"goes": 1}}', "nobody")).toEqual([]);
  });

  const numbers = { type: "array", items: { type: "integer", minimum: 1 }, minItems: 1, maxItems: 2 };
  test.each<{ schema: object; value: unknown; expected: string[] }>([
    { schema: { ids: numbers }, value: { ids: [] }, expected: ['[]: "ids" must have at least 1 entry.'] },
    { schema: { ids: numbers }, value: { ids: [1, 2, 3] }, expected: ['[1,2,3]: "ids" must have at most 2 entries.'] },
    { schema: { ids: numbers }, value: { ids: [4, 0] }, expected: ['0: "ids[1]" must be 1 or more.'] },
    {
      schema: { name: { type: "string", minLength: 1 } },
      value: { name: "" },
      expected: ['"": "name" must not be empty.'],
    },
    {
      schema: { note: { anyOf: [{ type: "string" }, { type: "null" }] } },
      value: { note: 5 },
      expected: ['5: "note" must be a string or null, not the number 5.'],
    },
    {
      schema: { note: { anyOf: [{ type: "string", maxLength: 2 }, { type: "null" }] } },
      value: { note: "long" },
      expected: ['"long": "note" fits none of the forms that the tool accepts.'],
    },
    {
      schema: { filter: { type: "object", properties: { id: { type: "integer" } }, required: ["id"] } },
      value: { filter: { ids: 1 } },
      expected: [
        '{"ids":1}: "filter.id" is required.',
        '"ids": The tool does not list "filter.ids". Did you mean "filter.id"?',
      ],
    },
    {
      schema: { filter: { properties: {}, additionalProperties: false } },
      value: { filter: { x: 1 } },
      expected: ['"x": The tool does not accept "filter.x".'],
    },
    { schema: { filter: { properties: {}, additionalProperties: true } }, value: { filter: { x: 1 } }, expected: [] },
    {
      schema: {
        filter: { properties: { a: {} }, allOf: [{ properties: { b: {} } }], anyOf: [{ properties: { c: {} } }] },
      },
      value: { filter: { a: 1, b: 1, c: 1, d: 1 } },
      expected: ['"d": The tool does not list "filter.d".'],
    },
    { schema: { filter: { properties: {}, $ref: "#/nowhere" } }, value: { filter: { x: 1 } }, expected: [] },
    { schema: { data: { type: "object" } }, value: { data: { x: 1 } }, expected: [] },
    { schema: { kind: { const: "a" } }, value: { kind: "b" }, expected: ['"b": "kind" must be "a".'] },
    {
      schema: { kind: { $ref: "#/$defs/Kind" } },
      value: { kind: "b" },
      expected: ['"b": "kind" must be one of "x" or "y".'],
    },
    { schema: { none: false }, value: { none: 1 }, expected: ['1: "none" is a value that the tool does not accept.'] },
    {
      schema: { "a/b~c d#%": { type: "null" } },
      value: { "a/b~c d#%": 1 },
      expected: ['1: "a/b~c d#%" must be null, not the number 1.'],
    },
  ])("$value", ({ schema, value, expected }) => {
    const $defs = { Kind: { enum: ["x", "y"] } };
    expect(problemsOf(value, { type: "object", properties: schema, $defs })).toEqual(expected);
  });

  test("every template fits its own tool, apart from formats", () => {
    const unfit = env.catalogue.tools.flatMap(({ name }) => {
      const { text } = callTemplate(snapshotOf(""), name, env);
      return problems(text, name).map((problem) => `${name}: ${problem}`);
    });
    expect(unfit).toEqual([]);
  });
});

describe("a hostile schema", () => {
  const properties = (schema: unknown) => ({ type: "object", properties: { a: schema } });

  test.each([
    { what: "an exponential pattern", schema: { pattern: "^(a+)+$" } },
    { what: "one under patternProperties", schema: { patternProperties: { "^(a+)+$": false } } },
    { what: "one under propertyNames", schema: { propertyNames: { pattern: "^(a+)+$" } } },
    { what: "a format", schema: { format: "email" } },
  ])("$what is never run", ({ schema }) => {
    // What would run it would find a problem.
    const text = `${"a".repeat(20)}!`;
    expect(problemsOf({ a: text }, properties(schema))).toEqual([]);
    expect(problemsOf({ a: { [text]: 1 } }, properties(schema))).toEqual([]);
  });

  test.each([
    { what: "a circle that is reached", schema: { anyOf: [{ $ref: "#" }, {}] } },
    { what: "a circle of its own", schema: { $ref: "#/properties/a" } },
    { what: "a reference to nowhere", schema: { $ref: "https://example.com/schema" } },
    {
      what: "keywords of the wrong kind",
      schema: { type: 5, enum: "x", required: "a", anyOf: {}, properties: [], minimum: "1" },
    },
    { what: "no types", schema: { type: [] } },
    { what: "an exclusion that cannot be checked", schema: { not: { pattern: "x" } } },
    { what: "a choice by pattern", schema: { oneOf: [{ pattern: "^x" }, { pattern: "^y" }] } },
    { what: "a condition by pattern", schema: JSON.parse('{"if": {"pattern": "^y"}, "then": false}') },
    { what: "names of Object.prototype", schema: { properties: { toString: true }, required: [] } },
    { what: "no object", schema: 7 },
  ])("with $what counts as fitting", ({ schema }) => {
    expect(problemsOf({ a: "x" }, properties(schema))).toEqual([]);
  });

  test("cannot overflow the stack", () => {
    let schema: unknown = { type: "string" };
    for (let level = 0; level < 5000; level++) schema = { allOf: [schema] };
    expect(problemsOf({ a: 1 }, properties(schema))).toEqual([]);
  });

  test("nor can long arguments, of which half are wrong", () => {
    const ids = Array.from({ length: 60_000 }, (_, index) => (index % 2 === 0 ? index : "x"));
    const found = problemsOf({ a: ids.slice(0, 30_000) }, properties({ type: "array", items: { type: "integer" } }));
    expect(found.length).toBeLessThanOrEqual(50);
    expect(problemsOf({ a: ids }, properties({ uniqueItems: true }))).toEqual([]);
  });
});
