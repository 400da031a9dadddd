/**
 * Compiles policy.schema.json and config.schema.json into plain code, ahead of time: loading ajv and compiling at run time costs 35 ms, and
 * would need `new Function`. The policy is validated member by member, so each part gets a validator of its own.
 *
 * Runs before bundling, type checking and tests: `node server/schema/compileSchema.mjs`, or `await compileSchema()`.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

const schemaFile = new URL("policy.schema.json", import.meta.url);
const outputFile = new URL("../src/policy/problems/schemaValidator.generated.mjs", import.meta.url);
const typesFile = new URL("../src/policy/problems/schemaValidator.generated.d.mts", import.meta.url);
const configSchemaFile = new URL("config.schema.json", import.meta.url);
const configOutputFile = new URL("../src/service/config/configValidator.generated.mjs", import.meta.url);
const configTypesFile = new URL("../src/service/config/configValidator.generated.d.mts", import.meta.url);

/** Keywords that validate nothing: the code carries the schema along, and need not carry its prose. */
const annotations = ["title", "description", "examples", "enumDescriptions", "allowComments", "allowTrailingCommas"];

/**
 * Writes the validators next to the code that uses them. The same schema gives the same bytes, and a file that is
 * already right is not touched, so that a watcher does not run in circles.
 */
export async function compileSchema() {
  const schema = JSON.parse(await readFile(schemaFile, "utf8"));
  await writeIfChanged(outputFile, generateCode(withoutAnnotations(schema)));
  await writeIfChanged(typesFile, types);
  const configSchema = JSON.parse(await readFile(configSchemaFile, "utf8"));
  await writeIfChanged(configOutputFile, generateConfigCode(withoutAnnotations(configSchema)));
  await writeIfChanged(configTypesFile, configTypes);
}

function strictAjv() {
  return new Ajv({
    strict: true,
    allErrors: true,
    // Problems get their own sentences, from the keyword and the place.
    messages: false,
    // Lengths in UTF-16 units, which need no function of ajv's: a text is empty in either unit. ajv warns of this option.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
}

/** The validator of the configuration, which is small and read as a whole. */
function generateConfigCode(schema) {
  const ajv = strictAjv();
  // All rules have the same values: written as names and one value, the code is a tenth.
  const { rules } = schema.properties;
  const [value] = Object.values(rules.properties);
  const names = { enum: Object.keys(rules.properties) };
  const small = { type: rules.type, propertyNames: names, additionalProperties: value };
  ajv.addSchema({ ...schema, properties: { ...schema.properties, rules: small } }, "config");
  return `// Made by server/schema/compileSchema.mjs from config.schema.json: change those.\n${plain(standaloneCode(ajv, { config: "config" }))}`;
}

function plain(code) {
  if (code.includes("require(")) throw new Error("a keyword of the schema needs a function of ajv's: bundle it first");
  return code;
}

function generateCode(schema) {
  const ajv = strictAjv();
  ajv.addSchema(schema, "policy");
  ajv.addSchema(skeletonOf(schema), "skeleton");
  // The members of `tools` are validated one by one, and `tools` itself only has to be an object.
  const members = Object.keys(schema.properties).filter((name) => name !== "tools");
  const exports = { skeleton: "skeleton", tool: "policy#/definitions/tool" };
  for (const name of members) exports[`member_${name}`] = `policy#/properties/${name}`;
  const entries = members.map((name) => `[${JSON.stringify(name)}, member_${name}]`);
  const code = plain(standaloneCode(ajv, exports));
  return `${banner}\n${code}\nexport const members = new Map([${entries.join(", ")}]);\n`;
}

const banner = "// Made by server/schema/compileSchema.mjs from policy.schema.json: change those.";

/** The policy object without the values of its members: which are required, and which exist. */
function skeletonOf(schema) {
  const properties = Object.fromEntries(Object.keys(schema.properties).map((name) => [name, true]));
  return { type: "object", properties, required: schema.required, additionalProperties: false };
}

/** The schema with its keywords alone; what it calls `properties` and `definitions` are names, not keywords. */
function withoutAnnotations(node) {
  if (Array.isArray(node)) return node.map(withoutAnnotations);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).flatMap(([keyword, value]) => {
    if (annotations.includes(keyword)) return [];
    if (keyword !== "properties" && keyword !== "definitions") return [[keyword, withoutAnnotations(value)]];
    return [
      [keyword, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutAnnotations(each)]))],
    ];
  });
  return Object.fromEntries(entries);
}

const types = `// Made by server/schema/compileSchema.mjs: change that.

/** One thing in which a value differs from the schema. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Tells whether a value fits; if not, \`errors\` holds why, until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** The policy object: which members there are, whatever their values. */
export const skeleton: Validator;
/** The value of one key of \`tools\`. */
export const tool: Validator;
/** The value of a member of the policy object, by its name; \`tools\` is not among them. */
export const members: ReadonlyMap<string, Validator>;
`;

const configTypes = `// Made by server/schema/compileSchema.mjs: change that.
import type { Validator } from "../../policy/schemaValidator.generated.mjs";

/** The configuration as a whole. */
export const config: Validator;
`;

/** Writes in one stroke, since a build and a test run may do this side by side. */
async function writeIfChanged(file, text) {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === text) return;
  const draft = new URL(`${file.href}.${process.pid}`);
  await writeFile(draft, text);
  await rename(draft, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileSchema();
