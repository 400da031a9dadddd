import policySchema from "../../../schema/policy.schema.json";

/** The kinds of objects in a policy that have fields of their own (spec §1). */
export type Place = "policy" | "allTools" | "tool" | "predicate" | "condition" | "limit";

/** One of the texts that a field may hold, with its meaning. */
export interface FieldValue {
  readonly value: string;
  readonly description: string;
}

/** A field of an object of the policy, in the words of the published schema (spec §1). */
export interface Field {
  readonly name: string;
  /** A few words, without a full stop. */
  readonly title: string;
  /** One to three sentences of plain text. */
  readonly description: string;
  readonly required: boolean;
  /** The only texts that the field may hold, in the order in which they are offered. */
  readonly values?: readonly FieldValue[];
}

/** What this module reads of the schema; each of these keywords is written for people and for editors. */
interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

const definitions: Readonly<Record<string, SchemaNode>> = policySchema.definitions;

const fieldsByPlace: Readonly<Record<Place, ReadonlyMap<string, Field>>> = {
  policy: readFields(policySchema),
  allTools: readFields(policySchema.definitions.allTools),
  tool: readFields(policySchema.definitions.tool),
  predicate: readFields(policySchema.definitions.predicate),
  condition: readFields(policySchema.definitions.condition),
  limit: readFields(policySchema.definitions.limit),
};

/** The fields of an object, in the order in which people write them. */
export function fieldsOf(place: Place): readonly Field[] {
  return [...fieldsByPlace[place].values()];
}

/** The field with this name, which may be any text; undefined when the format knows none. */
export function findField(place: Place, name: string): Field | undefined {
  return fieldsByPlace[place].get(name);
}

/** The places that have a field with this name. */
export function placesWithField(name: string): readonly Place[] {
  return (Object.keys(fieldsByPlace) as Place[]).filter((place) => fieldsByPlace[place].has(name));
}

/** What the published schema says about `value` under an operator; undefined for an operator that does not exist. */
export function describeOperand(operator: string): string | undefined {
  const branch = policySchema.definitions.condition.allOf.find(({ if: { properties } }) => {
    return properties.op.const === operator;
  });
  return branch?.then.properties.value.description;
}

function readFields(node: SchemaNode | undefined): ReadonlyMap<string, Field> {
  const required = new Set(node?.required);
  return new Map(
    Object.entries(node?.properties ?? {}).map(([name, property]) => [
      name,
      readField(name, required.has(name), resolve(property)),
    ]),
  );
}

function readField(name: string, required: boolean, node: SchemaNode): Field {
  const field = { name, title: node.title ?? name, description: node.description ?? "", required };
  if (node.enum === undefined) return field;
  return {
    ...field,
    values: node.enum.map((value, index) => ({ value, description: node.enumDescriptions?.[index] ?? "" })),
  };
}

/** References of the schema point at its definitions, and nowhere else. */
function resolve(node: SchemaNode): SchemaNode {
  return node.$ref === undefined ? node : (definitions[node.$ref.replace("#/definitions/", "")] ?? node);
}
