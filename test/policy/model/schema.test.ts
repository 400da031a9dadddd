import { readFileSync } from "node:fs";
import { Ajv, type AnySchemaObject } from "ajv";
import { describe, expect, it } from "vitest";
import { operators } from "../../../server/src/policy/model/operators";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { describeOperand, type Field, fieldsOf, findField, type Place } from "../../../server/src/policy/model/schema";
import { validatePolicy } from "../../../server/src/policy/problems/validate";
import { readMarkedTexts } from "../fixtures/markedText";

const schemaFile = new URL("../../../server/schema/policy.schema.json", import.meta.url);
const schema: AnySchemaObject = JSON.parse(readFileSync(schemaFile, "utf8"));
const ajv = new Ajv({ strict: true, allErrors: true });
ajv.addVocabulary(["enumDescriptions"]);
ajv.addSchema(schema, "policy");

/** Calls `visit` for the schema and each one inside it, with a JSON pointer. */
function visitSchemas(visit: (node: AnySchemaObject, pointer: string) => void): void {
  const go = (node: AnySchemaObject, pointer: string): void => {
    visit(node, pointer);
    for (const key of ["properties", "definitions"])
      for (const [name, child] of Object.entries<AnySchemaObject>(node[key] ?? {}))
        go(child, `${pointer}/${key}/${name}`);
    for (const key of ["items", "additionalProperties", "if", "then"])
      if (typeof node[key] === "object") go(node[key], `${pointer}/${key}`);
    for (const [index, child] of (node.allOf ?? []).entries()) go(child, `${pointer}/allOf/${index}`);
  };
  go(schema, "");
}

describe("the published schema", () => {
  it("compiles in ajv's strict mode", () => expect(ajv.getSchema("policy")).toBeTypeOf("function"));

  it("says what every field is and gives examples", () => {
    visitSchemas((node, pointer) => {
      if (!/^(\/definitions\/\w+(\/properties\/\w+)?)?$/.test(pointer)) return;
      expect(node.title, pointer).toMatch(/^[A-Z][^.]*$/);
      // One to three sentences of plain text.
      expect(node.description, pointer).toMatch(/^[A-Z"{].*[.]$/);
      expect(node.description, pointer).not.toMatch(/[`*_]{2}|`|https?:/);
      expect(node.description.match(/[.?](?= [A-Z"{]|$)/g).length, pointer).toBeLessThanOrEqual(3);
      if (!pointer.endsWith("/condition/properties/value")) expect(node.examples?.length, pointer).toBeGreaterThan(0);
    });
  });

  it("gives examples that are valid", () => {
    visitSchemas((node, pointer) => {
      for (const example of node.examples ?? []) {
        const validate = ajv.getSchema(`policy#${pointer}`);
        expect(validate?.(example), `${pointer} ${JSON.stringify(example)}`).toBe(true);
      }
    });
  });

  it("describes every value of an enumeration", () => {
    visitSchemas((node, pointer) => {
      if (node.enum) expect(node.enumDescriptions, pointer).toHaveLength(node.enum.length);
    });
  });

  it("has patterns that need no thought about their running time", () => {
    visitSchemas(({ pattern }) => expect([undefined, "^args\\."]).toContain(pattern));
  });

  it("is a draft that editors know, and claims no address", () => {
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(schema.$id).toBeUndefined();
  });
});

describe("the schema is the table of the spec (§1)", () => {
  const table: readonly (readonly [place: Place, field: string, isRequired: boolean, values?: readonly string[]])[] = [
    ["policy", "version", true, ["1"]],
    ["policy", "default", true, ["deny", "allow"]],
    ["policy", "hide", false],
    ["policy", "all_tools", false],
    ["policy", "tools", false],
    ["allTools", "limits", false],
    ["tool", "require", false],
    ["tool", "deny_if", false],
    ["tool", "limits", false],
    ["predicate", "conditions", true],
    ["predicate", "on_deny", false],
    ["condition", "path", true],
    ["condition", "op", true, ["eq", "neq", "lt", "lte", "gt", "gte", "in", "not_in", "exists", "regex", "contains"]],
    ["condition", "value", true],
    ["limit", "counter", true],
    ["limit", "window", true, ["minute", "hour", "day"]],
    ["limit", "max", true],
    ["limit", "scope", true, ["grant"]],
  ];

  it("field by field, and no other", () => {
    const places: readonly Place[] = ["policy", "allTools", "tool", "predicate", "condition", "limit"];
    const read = places.flatMap((place) =>
      fieldsOf(place).map(({ name, required, values }) =>
        values === undefined ? [place, name, required] : [place, name, required, values.map(({ value }) => value)],
      ),
    );
    expect(read).toEqual(table);
  });

  it("has the operators of the evaluation, with the operands that they take", () => {
    expect(findField("condition", "op")?.values?.map(({ value }) => value)).toEqual([...operators.keys()]);
    const types = { array: "array", number: "number", boolean: "boolean", pattern: "string", any: undefined };
    for (const { name, takes } of operators.values()) {
      const branch = schema.definitions.condition.allOf.find(
        (each: AnySchemaObject) => each.if.properties.op.const === name,
      );
      expect(branch?.then.properties.value.type, name).toBe(types[takes]);
      expect(describeOperand(name), name).toMatch(/\.$/);
    }
  });
});

describe("the fields", () => {
  it("carry the schema's words", () => {
    expect(findField("limit", "window")).toEqual<Field>({
      name: "window",
      title: schema.definitions.limit.properties.window.title,
      description: schema.definitions.limit.properties.window.description,
      required: true,
      values: [
        { value: "minute", description: expect.stringContaining("minute") },
        { value: "hour", description: expect.stringContaining("UTC") },
        { value: "day", description: expect.stringContaining("UTC") },
      ],
    });
    expect(findField("policy", "tools")?.title).toBe("Rules by tool");
  });

  it.each(["toString", "__proto__", "constructor", "", "Limits"])("are not called %j", (name) => {
    expect(findField("tool", name)).toBeUndefined();
    expect(describeOperand(name)).toBeUndefined();
  });
});

describe("the schema and the sentences", () => {
  // What other editors cannot know from a schema.
  const patternCodes = ["invalid-regex", "class-name-version", "pattern-not-tried"];
  const ownCodes = ["tool-name", "tool-wildcard", "duplicate-key", "number-rounded", ...patternCodes];
  const texts = ["wholePolicy.txt", "rules.txt", "conditions.txt", "dialects.txt"]
    .flatMap(readMarkedTexts)
    // JSON.parse makes Infinity of 1e999, which ajv takes for a number that is no number.
    .filter(({ text }) => !text.includes("1e999"));

  it.each(texts)("agree on: $title", ({ text }) => {
    const problems = validatePolicy(parsePolicy(text)).filter(({ code }) => !ownCodes.includes(code));
    expect(ajv.validate("policy", JSON.parse(text))).toBe(problems.length === 0);
  });
});

describe("the compiled validators", () => {
  const code = readFileSync(
    new URL("../../../server/src/policy/problems/schemaValidator.generated.mjs", import.meta.url),
    "utf8",
  );

  it("stand alone and make no code at run time", () => {
    expect(code).not.toMatch(/new Function|\beval\b|\brequire\(|^import /m);
    expect(code).not.toContain("$data");
  });
});
