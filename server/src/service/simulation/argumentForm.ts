import { type ArgumentNode, argumentTree } from "../../catalogue/inputSchema/argumentTree";
import type { ArgumentFormResult, FormField } from "../../protocol/callArguments";
import type { Environment } from "../environment";

/** Objects in objects beyond this are written as JSON. */
const deepest = 4;

/** A form of more fields is no help; the JSON beside it holds everything. */
const mostFields = 200;

/** Longer lists of values are written, not chosen. */
const mostValues = 200;

/** The fields of a form for a tool's arguments. The schema is untrusted: it is read in bounded time. */
export function argumentForm(tool: string, { catalogue }: Pick<Environment, "catalogue">): ArgumentFormResult {
  const schema = catalogue.find(tool)?.inputSchema;
  return { fields: schema === undefined ? [] : new FormMaker().fieldsOf(argumentTree(schema), 1) };
}

class FormMaker {
  #count = 0;

  fieldsOf({ fields }: ArgumentNode, depth: number): readonly FormField[] {
    return [...fields.values()]
      .slice(0, mostFields)
      .map((field) => this.#field(field, field.required === "always", depth));
  }

  #field(node: ArgumentNode, required: boolean, depth: number): FormField {
    this.#count++;
    const base = {
      name: node.name,
      required,
      description: node.description,
      values: [],
      fields: [],
      items: null,
      ...(node.default !== undefined && { default: node.default }),
    };
    const json: FormField = { ...base, kind: "json" };
    if (this.#count > mostFields) return json;
    const { values, types, element } = node;
    if (values !== undefined && values.length > 0 && values.length <= mostValues)
      return { ...base, kind: "choice", values: node.nullable ? [...values, null] : values };
    const [type, ...others] = types;
    if (others.length > 0) return json;
    switch (type) {
      case "string":
        return { ...base, kind: "text" };
      case "number":
      case "integer":
      case "boolean":
        return { ...base, kind: type };
      case "object":
        if (depth >= deepest || node.fields.size === 0) return json;
        return { ...base, kind: "object", fields: this.fieldsOf(node, depth + 1) };
      case "array":
        if (element === undefined || depth >= deepest) return json;
        return { ...base, kind: "list", items: this.#field(element, true, depth + 1) };
      default:
        return json;
    }
  }
}
