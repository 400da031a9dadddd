import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { percentDecoded } from "../../policy/text/percentDecoded";
import { own } from "../jsonSchema";

/** Keywords that point to another schema; the last two are those of 2020-12 and 2019-09 for recursive schemas. */
const keywords = ["$ref", "$dynamicRef", "$recursiveRef"] as const;

/** Where a schema's reference leads. `undefined` target: to nowhere, or out of the document, which is never followed. */
export interface Reference {
  readonly target: JsonValue | undefined;
}

/** The references of one schema, each resolved inside `root`. */
export function referencesOf(schema: JsonObject, root: JsonObject): readonly Reference[] {
  const references: Reference[] = [];
  for (const keyword of keywords) {
    const reference = own(schema, keyword);
    if (typeof reference === "string") references.push({ target: findInDocument(root, reference) });
  }
  return references;
}

/**
 * The schema at a local reference: `#`, a JSON pointer such as `#/properties/a/items/0`, or an anchor below `$defs`.
 * Undefined for anything else, such as an address on the network.
 */
export function findInDocument(root: JsonObject, reference: string): JsonValue | undefined {
  if (reference === "#" || reference === "") return root;
  if (!reference.startsWith("#")) return undefined;
  return reference.startsWith("#/") ? findByPointer(root, reference.slice(2)) : findByAnchor(root, reference.slice(1));
}

function findByPointer(root: JsonObject, pointer: string): JsonValue | undefined {
  let current: JsonValue | undefined = root;
  for (const segment of pointer.split("/")) {
    const name = percentDecoded(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    if (isJsonObject(current)) current = own(current, name);
    else if (Array.isArray(current) && /^\d{1,9}$/.test(name)) current = current[Number(name)];
    else return undefined;
  }
  return current;
}

/** Pointers are percent-encoded; one that is not stays as it is. */

function findByAnchor(root: JsonObject, name: string): JsonValue | undefined {
  for (const keyword of ["$defs", "definitions"]) {
    const definitions = own(root, keyword);
    if (!isJsonObject(definitions)) continue;
    for (const definition of Object.values(definitions)) {
      if (!isJsonObject(definition)) continue;
      if (own(definition, "$anchor") === name || own(definition, "$dynamicAnchor") === name) return definition;
    }
  }
  return undefined;
}
