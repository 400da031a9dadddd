import testSchema from "../../schema/policy-test.schema.json";

/** The objects of a test file that have fields of their own. */
export type TestPlace = "file" | "test" | "call" | "expect";

/** A field, in the words of the published schema. */
export interface TestField {
  readonly name: string;
  readonly description: string;
  /** What its value is written in. */
  readonly brackets: "[]" | "{}" | '""' | "";
  /** Values to choose from, or to start from. */
  readonly values: readonly string[];
}

/** What is read of the schema. */
interface Described {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
}

const definitions: ReadonlyMap<string, Described> = new Map<string, Described>([
  ["#/definitions/duration", testSchema.definitions.duration],
  ["#/definitions/expect", testSchema.definitions.expect],
]);

const places: Readonly<Record<TestPlace, readonly TestField[]>> = {
  file: read(testSchema.properties),
  test: read(testSchema.definitions.test.properties),
  call: read(testSchema.definitions.call.properties),
  expect: read(testSchema.definitions.expect.properties),
};

/** The fields of an object of a test file; for editors that do not know the schema. */
export function testFields(place: TestPlace): readonly TestField[] {
  return places[place];
}

function read(properties: Readonly<Record<string, Described>>): readonly TestField[] {
  return Object.entries(properties).map(([name, described]) => {
    const definition = definitions.get(described.$ref ?? "") ?? {};
    const { type, description = "", enum: only, examples } = { ...definition, ...described };
    return { name, description, brackets: bracketsOf(type, only), values: only ?? examples ?? [] };
  });
}

function bracketsOf(type: Described["type"], only: Described["enum"]): TestField["brackets"] {
  if (type === "array") return "[]";
  if (type === "object") return "{}";
  return only !== undefined || type === "string" || Array.isArray(type) ? '""' : "";
}
