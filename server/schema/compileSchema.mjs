/**
 * Compiles policy.schema.json into plain code, ahead of time: loading ajv and compiling at run time costs 35 ms, and
 * would need `new Function`. The policy is validated member by member, so each part gets a validator of its own.
 *
 * Runs before bundling, type checking and tests: `node server/schema/compileSchema.mjs`, or `await compileSchema()`.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const schemaFile = new URL("policy.schema.json", import.meta.url);
const outputFile = new URL("../src/policy/schemaValidator.generated.mjs", import.meta.url);
const typesFile = new URL("../src/policy/schemaValidator.generated.d.mts", import.meta.url);

/** Keywords of VS Code's JSON server, which validate nothing. */
export const editorKeywords = ["enumDescriptions"];

/**
 * Writes the validators next to the code that uses them. The same schema gives the same bytes, and a file that is
 * already right is not touched, so that a watcher does not run in circles.
 */
export async function compileSchema() {
  const schema = JSON.parse(await readFile(schemaFile, "utf8"));
  await writeIfChanged(outputFile, await bundle(generateCode(schema)));
  await writeIfChanged(typesFile, types);
}

function generateCode(schema) {
  const ajv = new Ajv({
    strict: true,
    allErrors: true,
    // Problems get their own sentences, from the keyword and the place.
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary(editorKeywords);
  ajv.addSchema(schema, "policy");
  ajv.addSchema(skeletonOf(schema), "skeleton");
  // The members of `tools` are validated one by one, and `tools` itself only has to be an object.
  const members = Object.keys(schema.properties).filter((name) => name !== "tools");
  const exports = { skeleton: "skeleton", tool: "policy#/definitions/tool" };
  for (const name of members) exports[`member_${name}`] = `policy#/properties/${name}`;
  const entries = members.map((name) => `[${JSON.stringify(name)}, member_${name}]`);
  return `${standaloneCode(ajv, exports)}\nexport const members = new Map([${entries.join(", ")}]);\n`;
}

/** The policy object without the values of its members: which are required, and which exist. */
function skeletonOf(schema) {
  const properties = Object.fromEntries(Object.keys(schema.properties).map((name) => [name, true]));
  return { type: "object", properties, required: schema.required, additionalProperties: false };
}

/** Draws in what the code takes from ajv's run time, so that it stands alone in a bundle, in a browser and in tests. */
async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL(".", import.meta.url)), sourcefile: "validators.mjs" },
    banner: { js: "// Made by server/schema/compileSchema.mjs from policy.schema.json: change those." },
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2023",
    charset: "utf8",
    legalComments: "none",
  });
  return outputFiles[0].text;
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

/** Writes in one stroke, since a build and a test run may do this side by side. */
async function writeIfChanged(file, text) {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === text) return;
  const draft = new URL(`${file.href}.${process.pid}`);
  await writeFile(draft, text);
  await rename(draft, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileSchema();
