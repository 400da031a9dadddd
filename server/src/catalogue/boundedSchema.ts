import type { Schema } from "@cfworker/json-schema";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/text/json";
import { findInDocument } from "./inputSchema/reference";

/** The most values of a schema that are looked at: the longest one of the bundled catalogue has fewer than 200. */
const mostNodes = 2000;
const deepest = 24;
/** How often a schema may be unfolded inside itself. */
const mostUnfoldings = 2;

/**
 * The part of an untrusted schema that can be checked in bounded time: a tree without references, of at most so many
 * nodes, since references alone can make a schema exponential. What the validator would check by a regular expression of
 * JavaScript (`pattern`, `patternProperties`, `format`) or in quadratic time (`uniqueItems`) is left out, and so is what
 * is malformed. Leaving out only ever makes the check more lenient: see `Bounded.exact`.
 */
export function boundedSchema(inputSchema: JsonObject): Schema | boolean {
  const work: Work = { root: inputSchema, nodesLeft: mostNodes };
  return bound(inputSchema, work, 0, []).schema;
}

interface Bounded {
  readonly schema: Schema | boolean;
  /** false: something was left out. Under `not`, `if` and `oneOf` that would make the check stricter. */
  readonly exact: boolean;
}

interface Work {
  readonly root: JsonObject;
  nodesLeft: number;
}

const anything: Bounded = { schema: true, exact: false };

function bound(source: JsonValue | undefined, work: Work, depth: number, trail: readonly string[]): Bounded {
  if (typeof source === "boolean") return { schema: source, exact: true };
  if (!isJsonObject(source) || depth > deepest || work.nodesLeft <= 0) return anything;
  work.nodesLeft -= 1;
  let exact = true;
  const draft: Draft = {
    schema: {},
    source,
    inside: (value) => bound(value, work, depth + 1, trail),
    unfold: (reference) => {
      const isCircle = trail.filter((each) => each === reference).length >= mostUnfoldings;
      const target = isCircle ? undefined : findInDocument(work.root, reference);
      return target === undefined ? anything : bound(target, work, depth + 1, [...trail, reference]);
    },
    spend: (nodes) => {
      work.nodesLeft -= nodes;
      return work.nodesLeft >= 0;
    },
  };
  for (const [keyword, value] of Object.entries(source)) {
    if (silent.has(keyword)) continue;
    exact = (readers.get(keyword)?.(draft, value) ?? false) && exact;
  }
  return { schema: draft.schema, exact };
}

/** A schema that is being copied, keyword by keyword. */
interface Draft {
  readonly schema: Schema;
  readonly source: JsonObject;
  /** Bounds a schema that is in this one. */
  readonly inside: (value: JsonValue | undefined) => Bounded;
  /** Bounds the schema that a reference leads to. */
  readonly unfold: (reference: string) => Bounded;
  /** Takes nodes from the budget; false when there are not so many. */
  readonly spend: (nodes: number) => boolean;
}

/** Copies one keyword, and tells whether nothing of it was left out. */
type Reader = (draft: Draft, value: JsonValue) => boolean;

/** Keywords that say nothing about which values fit, or that are read together with another one. */
const silent = new Set(
  "$schema $id $anchor $comment $defs definitions title description default examples deprecated readOnly writeOnly format then else additionalItems".split(
    " ",
  ),
);

const types = new Set<unknown>(["array", "boolean", "integer", "null", "number", "object", "string"]);

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map(
    keepIf(Number.isSafeInteger),
  ),
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map(keepIf(Number.isFinite)),
  keepIf((value) => Number.isFinite(value) && Number(value) > 0)("multipleOf"),
  keepIf(() => true)("const"),
  keepIf((value, draft) => Array.isArray(value) && draft.spend(value.length))("enum"),
  keepIf((value) => [value].flat().length > 0 && [value].flat().every((name) => types.has(name)))("type"),
  keepIf((value, draft) => areNames(value) && draft.spend(value.length))("required"),
  ["properties", readProperties],
  ["additionalProperties", readAdditionalProperties],
  ["items", readItems],
  ["prefixItems", readPrefixItems],
  ["allOf", (draft, value) => readBranches(draft, value, "allOf")],
  ["anyOf", (draft, value) => readBranches(draft, value, "anyOf")],
  ["oneOf", readOneOf],
  ["not", readNot],
  ["if", readIf],
  ["$ref", readReference],
]);

function keepIf(fits: (value: JsonValue, draft: Draft) => boolean): (keyword: string) => [string, Reader] {
  return (keyword) => [
    keyword,
    (draft, value) => {
      const isKept = fits(value, draft);
      if (isKept) draft.schema[keyword] = value;
      return isKept;
    },
  ];
}

function readProperties(draft: Draft, value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  const properties: Record<string, Schema | boolean> = Object.create(null);
  let exact = true;
  for (const [name, each] of Object.entries(value)) {
    const property = draft.inside(each);
    properties[name] = property.schema;
    exact &&= property.exact;
  }
  draft.schema.properties = properties;
  return exact;
}

/** `false` is the business of `unlistedArguments`; next to patterns that are not checked, nothing can be said. */
function readAdditionalProperties(draft: Draft, value: JsonValue): boolean {
  if (value === false || Object.hasOwn(draft.source, "patternProperties")) return false;
  const others = draft.inside(value);
  draft.schema.additionalProperties = others.schema;
  return others.exact;
}

/** An array of schemas is how older drafts write `prefixItems`. */
function readItems(draft: Draft, value: JsonValue): boolean {
  if (Array.isArray(value)) {
    const prefixIsExact = readPrefixItems(draft, value);
    const { additionalItems } = draft.source;
    return (additionalItems === undefined || readItems(draft, additionalItems)) && prefixIsExact;
  }
  const items = draft.inside(value);
  draft.schema.items = items.schema;
  return items.exact;
}

function readPrefixItems(draft: Draft, value: JsonValue): boolean {
  if (!Array.isArray(value)) return false;
  const items = value.map(draft.inside);
  draft.schema.prefixItems = items.map(({ schema }) => schema);
  return items.every(({ exact }) => exact);
}

function readBranches(draft: Draft, value: JsonValue, keyword: "allOf" | "anyOf"): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const branches = value.map(draft.inside);
  addBranches(draft, keyword, branches);
  return branches.every(({ exact }) => exact);
}

/** Branches that differ by something that was left out would fit together: then one of them is enough. */
function readOneOf(draft: Draft, value: JsonValue): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const branches = value.map(draft.inside);
  const exact = branches.every((branch) => branch.exact);
  if (exact) draft.schema.oneOf = branches.map(({ schema }) => asSchema(schema));
  else if (!Object.hasOwn(draft.source, "anyOf")) addBranches(draft, "anyOf", branches);
  return exact;
}

function readNot(draft: Draft, value: JsonValue): boolean {
  const excluded = draft.inside(value);
  if (excluded.exact) draft.schema.not = asSchema(excluded.schema);
  return excluded.exact;
}

function readIf(draft: Draft, value: JsonValue): boolean {
  const condition = draft.inside(value);
  if (!condition.exact) return false;
  draft.schema.if = asSchema(condition.schema);
  let exact = true;
  for (const keyword of ["then", "else"] as const) {
    if (!Object.hasOwn(draft.source, keyword)) continue;
    const branch = draft.inside(draft.source[keyword]);
    draft.schema[keyword] = asSchema(branch.schema);
    exact &&= branch.exact;
  }
  return exact;
}

function readReference(draft: Draft, value: JsonValue): boolean {
  if (typeof value !== "string") return false;
  const target = draft.unfold(value);
  addBranches(draft, "allOf", [target]);
  return target.exact;
}

function addBranches({ schema }: Draft, keyword: "allOf" | "anyOf", branches: readonly Bounded[]): void {
  schema[keyword] = [...(schema[keyword] ?? []), ...branches.map((branch) => asSchema(branch.schema))];
}

/** The validator takes a boolean wherever a schema is; its types say so in some places only. */
function asSchema(schema: Schema | boolean): Schema {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { not: {} };
}

function areNames(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
