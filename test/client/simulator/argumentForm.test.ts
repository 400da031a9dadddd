/** The form of a tool's arguments: its fields, and what an edit of one of them makes of the JSON. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  nodeAt,
  numberLiteral,
  readArguments,
  sourceAt,
  withLiteral,
} from "../../../client/src/simulator/state/argumentEdits";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import type { FormField } from "../../../server/src/protocol/callArguments";
import { argumentForm } from "../../../server/src/service/simulation/argumentForm";

const catalogue = await odooCatalogue();

/** The form of a tool with this input schema. */
function formOf(inputSchema: unknown): readonly FormField[] {
  const tool = { ...catalogue.tools[0], name: "t", inputSchema };
  return argumentForm("t", { catalogue: { ...catalogue, find: () => tool as never } }).fields;
}

const shape = ({ name, kind, required, fields, items }: FormField): unknown =>
  fields.length > 0
    ? { [name]: fields.map(shape) }
    : items === null
      ? `${name}: ${kind}${required ? " required" : ""}`
      : { [`${name}[]`]: shape(items) };

describe("the fields of a form", () => {
  it("are those of the schema, with the control that fits each", () => {
    const fields = formOf({
      type: "object",
      required: ["model"],
      properties: {
        model: { type: "string", description: "What to read" },
        limit: { type: "integer", default: 80 },
        ratio: { type: "number" },
        dry: { type: "boolean" },
        mode: { enum: ["a", 2, null] },
        ids: { type: "array", items: { type: "integer" } },
        where: { type: "object", properties: { field: { type: "string" }, deep: { type: "object" } } },
        either: { type: ["string", "number"] },
        anything: {},
      },
    });
    expect(fields.map(shape)).toEqual([
      "model: text required",
      "limit: integer",
      "ratio: number",
      "dry: boolean",
      "mode: choice",
      { "ids[]": ": integer required" },
      { where: ["field: text", "deep: json"] },
      "either: json",
      "anything: json",
    ]);
    expect(fields[0]?.description).toBe("What to read");
    expect(fields[1]?.default).toBe(80);
    expect(fields[4]?.values).toEqual(["a", 2, null]);
  });

  it("are there for every tool of the catalogue that takes arguments", () => {
    for (const { name, inputSchema } of catalogue.tools) {
      const { fields } = argumentForm(name, { catalogue });
      const properties = Object.keys((inputSchema.properties as object | undefined) ?? {});
      expect(fields.map((field) => field.name)).toEqual(properties);
    }
    expect(argumentForm("nobody", { catalogue }).fields).toEqual([]);
  });

  const cyclic = { type: "object", properties: { self: { $ref: "#" }, list: { type: "array", items: { $ref: "#" } } } };
  const wide = {
    type: "object",
    properties: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`p${i}`, {}])),
  };
  const deep = Array.from({ length: 500 }).reduce<object>(
    (inner) => ({ type: "object", properties: { x: inner } }),
    {},
  );
  it.each([
    ["a circle", cyclic],
    ["10,000 properties", wide],
    ["deep nesting", deep],
    ["wrong types", { type: 7, properties: { a: 3, b: { enum: "x", type: [1], items: [] } }, required: "a" }],
    ["a key __proto__", JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}')],
  ])("are bounded for %s", (_, schema) => {
    expect(JSON.stringify(formOf(schema)).length).toBeLessThan(200_000);
  });
});

describe("an edit of a field", () => {
  it.each([
    ["a value", '{"a": 1, "b": 2}', ["a"], "5", '{"a": 5, "b": 2}'],
    ["a new argument", "{}", ["a"], '"x"', '{\n  "a": "x"\n}'],
    ["no arguments yet", " ", ["a"], "true", '{\n  "a": true\n}'],
    ["an argument away", '{"a": 1, "b": 2}', ["a"], undefined, '{"b": 2}'],
    ["an object on the way", "{}", ["a", "b"], "1", '{\n  "a": {\n    "b": 1\n  }\n}'],
    ["an element", '{"a": [1, 2]}', ["a", 1], "3", '{"a": [1, 3]}'],
    ["an element away", '{"a": [1, 2]}', ["a", 0], undefined, '{"a": [2]}'],
    ["all digits of a number", '{"a": 1}', ["a"], "9007199254740993", '{"a": 9007199254740993}'],
    [
      "what stands elsewhere as it was",
      '{"n":9007199254740993,"e":1e999, "a":1}',
      ["a"],
      "2",
      '{"n":9007199254740993,"e":1e999, "a":2}',
    ],
    ["a dollar sign", "{}", ["a"], '"$&$1"', '{\n  "a": "$&$1"\n}'],
  ])("writes %s", (_, text, path, literal, after) => {
    expect(withLiteral(text, path, literal)).toBe(after);
  });

  it("writes into a line that is indented by exactly 200 columns, which the library cannot lay out", () => {
    const deep = "[".repeat(99) + "]".repeat(99);
    for (const levels of [98, 99, 100, 101]) {
      const text = `{\n${" ".repeat(2 * levels)}"a": ${deep}\n}`;
      expect(JSON.parse(withLiteral(text, ["b"], "1"))).toMatchObject({ b: 1 });
    }
  });

  it("is what is read then, and keeps everything else", () => {
    const name = fc.constantFrom("a", "b", "__proto__", 'q"', "");
    const object = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true });
    fc.assert(
      fc.property(object, name, fc.jsonValue({ maxDepth: 1 }), (args, key, value) => {
        const before = JSON.stringify(args);
        const literal = JSON.stringify(value);
        const text = withLiteral(before, [key], literal);
        const typed = readArguments(text);
        const root = typed.kind === "object" ? typed.root : undefined;
        expect(sourceAt(text, root, [key])).toBe(literal);
        for (const other of Object.keys(args))
          if (other !== key)
            expect(JSON.parse(sourceAt(text, root, [other]) ?? "")).toEqual(
              Object.getOwnPropertyDescriptor(args, other)?.value,
            );
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it.each([
    ["1", true, "1"],
    ["-0", true, "-0"],
    ["1.5", true, undefined],
    ["1.5", false, "1.5"],
    ["1e9", false, "1e9"],
    ["01", false, undefined],
    ["0x1", false, undefined],
    ["NaN", false, undefined],
    ["12a", true, undefined],
  ])("a number %s (whole: %s) is %s", (typed, isInteger, literal) => {
    expect(numberLiteral(typed, isInteger)).toBe(literal);
  });
});

describe("typed JSON", () => {
  it.each([
    ['{\n  "a": 1,\n  b\n}', "The JSON has an error in line 3. Fix it there, or start from the template."],
    ["[1]", "The arguments are not an object, so there is no form for them."],
  ])("%j cannot be shown, and says why", (text, why) => {
    expect(readArguments(text)).toEqual({ kind: "unreadable", why });
  });

  it("of duplicate keys the last one counts", () => {
    const typed = readArguments('{"a": 1, "a": 2}');
    expect(typed.kind === "object" && nodeAt(typed.root, ["a"])?.value).toBe(2);
  });
});
