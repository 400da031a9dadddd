import type { Node } from "jsonc-parser";
import schema from "../../../schema/config.schema.json";
import type { SchemaError } from "../../policy/problems/schemaValidator.generated.mjs";
import { elementsOf, findProperty } from "../../policy/text/navigate";
import { nearest } from "../../policy/text/nearest";
import { spanOf } from "../../policy/text/span";
import { describeNode } from "../../policy/words/describeValue";
import { listOf } from "../../policy/words/plain/listOf";
import { quote } from "../../policy/words/plain/quote";
import type { ConfigProblem } from "./projectConfig";

/** The differences of a configuration from its schema, as sentences at the words that are wrong. */
export function configProblems(errors: readonly SchemaError[], root: Node): ConfigProblem[] {
  const has = (keyword: string, path: string): boolean =>
    errors.some((error) => error.keyword === keyword && error.instancePath === path);
  return errors
    .filter(({ keyword, instancePath }) =>
      // The choices say more than the type; and a name that is none of the choices is told as an unknown name.
      keyword === "type" ? !has("enum", instancePath) : keyword !== "enum" || !has("propertyNames", instancePath),
    )
    .flatMap((error) => problemOf(error, root) ?? []);
}

function problemOf({ keyword, instancePath, params }: SchemaError, root: Node): ConfigProblem | undefined {
  const place = locate(root, instancePath);
  if (place === undefined) return undefined;
  const { value, name } = place;
  const wrong = (message: string): ConfigProblem => ({
    code: "config-value",
    severity: "error",
    span: spanOf(value),
    message,
  });
  switch (keyword) {
    case "additionalProperties":
      return unknown(value, String(params.additionalProperty), instancePath);
    case "propertyNames":
      return unknown(value, String(params.propertyName), instancePath);
    case "enum":
      return wrong(wrongChoice(name, value, params.allowedValues as readonly string[]));
    case "type":
      return wrong(
        `${quote(name)} must be ${expectations.get(String(params.type)) ?? params.type}, not ${describeNode(value)}.`,
      );
    case "maxItems":
      return wrong(`${quote(name)} has more than ${params.limit} patterns.`);
    case "maxLength":
      return wrong(`A pattern has at most ${params.limit} characters.`);
    case "minLength":
      return wrong("A pattern is not empty.");
    default:
      return wrong("The configuration does not allow this value here.");
  }
}

const expectations: ReadonlyMap<string, string> = new Map([
  ["object", "an object in braces"],
  ["array", "a list in brackets"],
  ["string", "a string"],
]);

function wrongChoice(name: string, value: Node, allowed: readonly string[]): string {
  const meant = typeof value.value === "string" ? nearest(value.value, allowed) : undefined;
  const hint = meant === undefined ? "" : ` Did you mean ${quote(meant)}?`;
  return `${quote(name)} must be ${listOf(allowed.map(quote), "or")}, not ${describeNode(value)}.${hint}`;
}

/** A name that is not known is a warning: a newer version may know it. */
function unknown(parent: Node, name: string, pointer: string): ConfigProblem | undefined {
  const key = findProperty(parent, name)?.key;
  if (key === undefined) return undefined;
  const known = [...(namesAt.get(pointer) ?? [])];
  const meant = nearest(name, known);
  const what = kinds.get(pointer) ?? "field";
  const hint = meant === undefined ? "" : ` Did you mean ${quote(meant)}?`;
  return {
    code: "config-unknown",
    severity: "warning",
    span: spanOf(key),
    message: `Unknown ${what} ${quote(name)}: it has no effect.${hint}`,
  };
}

const kinds: ReadonlyMap<string, string> = new Map([
  ["/rules", "rule"],
  ["/silencedTools", "rule"],
  ["/assumptions", "assumption"],
]);

const { rules, files, assumptions } = schema.properties;
const fields: Readonly<Record<string, object>> = schema.properties;
const namesAt: ReadonlyMap<string, readonly string[]> = new Map([
  ["", Object.keys(schema.properties)],
  ["/rules", Object.keys(rules.properties)],
  ["/silencedTools", ["*", ...Object.keys(rules.properties)]],
  ["/files", Object.keys(files.properties)],
  ["/assumptions", Object.keys(assumptions.properties)],
  ["/drift", namesIn(fields.drift)],
]);

function namesIn(field: { readonly properties?: object } | undefined): readonly string[] {
  return Object.keys(field?.properties ?? {});
}

/** The value that a JSON pointer leads to, and the name of the field around it. */
function locate(root: Node, pointer: string): { readonly value: Node; readonly name: string } | undefined {
  let value: Node | undefined = root;
  let name = "";
  for (const segment of pointer.split("/").slice(1).map(unescaped)) {
    if (value?.type === "array") value = elementsOf(value)[Number(segment)];
    else {
      value = value === undefined ? undefined : findProperty(value, segment)?.value;
      name = segment;
    }
  }
  return value === undefined ? undefined : { value, name };
}

function unescaped(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
