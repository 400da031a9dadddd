import {
  argumentsOf,
  defaultOf,
  descriptionOf,
  enumOf,
  fieldsOfSchema,
  resolveReference,
  typesOf,
} from "../catalogue/inputSchema";
import { isJsonObject, type JsonObject } from "../policy/json";
import type { ArgumentFormResult, FormField } from "../wire";
import type { Environment } from "./environment";

/** Objects in objects beyond this are written as JSON. */
const deepest = 4;

/** A form of more fields is no help; the JSON beside it holds everything. */
const mostFields = 200;

/** Longer lists of values are written, not chosen. */
const mostValues = 200;

/** The fields of a form for a tool's arguments. The schema comes from strangers: it is read in bounded time. */
export function argumentForm(tool: string, { catalogue }: Pick<Environment, "catalogue">): ArgumentFormResult {
  const schema = catalogue.find(tool)?.inputSchema;
  return { fields: schema === undefined ? [] : new FormReader(schema).fields() };
}

class FormReader {
  readonly #root: JsonObject;
  #count = 0;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  fields(): readonly FormField[] {
    return argumentsOf(this.#root)
      .slice(0, mostFields)
      .map(({ name, schema, required }) => this.#field(name, schema, required, 1));
  }

  #field(name: string, schema: JsonObject, required: boolean, depth: number): FormField {
    this.#count++;
    const fallback = defaultOf(schema);
    const base = {
      name,
      required,
      description: descriptionOf(schema),
      values: [],
      fields: [],
      items: null,
      ...(fallback !== undefined && { default: fallback }),
    };
    const json: FormField = { ...base, kind: "json" };
    if (this.#count > mostFields) return json;
    const values = enumOf(schema);
    if (values !== undefined && values.length > 0 && values.length <= mostValues)
      return { ...base, kind: "choice", values };
    const [type, ...others] = typesOf(schema);
    if (others.length > 0) return json;
    switch (type) {
      case "string":
        return { ...base, kind: "text" };
      case "number":
      case "integer":
      case "boolean":
        return { ...base, kind: type };
      case "object": {
        const fields = depth < deepest ? fieldsOfSchema(schema, this.#root) : [];
        if (fields.length === 0) return json;
        return {
          ...base,
          kind: "object",
          fields: fields.map((field) => this.#field(field.name, field.schema, field.required, depth + 1)),
        };
      }
      case "array": {
        const { items } = schema;
        if (!isJsonObject(items) || depth >= deepest) return json;
        const element = resolveReference(items, this.#root);
        return { ...base, kind: "list", items: this.#field("", element, true, depth + 1) };
      }
      default:
        return json;
    }
  }
}
