import type { JsonObject, JsonValue } from "../../policy/text/json";
import { isJsonObject } from "../../policy/text/json";
import { own } from "../jsonSchema";
import { type Bounds, boundsOf } from "./bounds";
import {
  type ArgumentType,
  defaultOf,
  descriptionOf,
  examplesOf,
  formatOf,
  isExact,
  isNullable,
  parts,
  typesOf,
  valuesOf,
} from "./facts";
import { elementShape, fieldNames, fieldShape, type Presence, presenceOf } from "./parts";
import { type Budget, mostSchemas, type Shape, shapeOf } from "./shape";

/** Why no rule can look at a value (policy format, "Path grammar"). */
export type Unreachable = "inside an array" | "name with a dot" | "empty name" | "name with outer blanks";

/** One value of a call, as the tool's input schema describes it: all arguments, one of them, a field, or an element. All texts are untrusted. */
export interface ArgumentNode {
  /** The field's name; "" for the arguments as a whole and for elements. */
  readonly name: string;
  /** As a condition writes it, `args.filter.ids`; null when no condition can reach it. */
  readonly path: string | null;
  /** Why it cannot be reached; null when it can. */
  readonly unreachable: Unreachable | null;
  /** The types that it may have, null left out; empty when the schema does not say. */
  readonly types: readonly ArgumentType[];
  readonly nullable: boolean;
  /** Whether an object around it has it. */
  readonly required: Presence;
  /** Whether every call that fits the schema has it: it and all around it are always there, and never null. */
  readonly inEveryCall: boolean;
  readonly description: string;
  /** The only values that it may have, null left out; undefined when the schema does not list them. */
  readonly values: readonly JsonValue[] | undefined;
  /** What counts when it is left out; undefined when the schema does not say. */
  readonly default: JsonValue | undefined;
  readonly examples: readonly JsonValue[];
  readonly bounds: Bounds;
  readonly format: string | undefined;
  /** The fields of an object, in the schema's order; none when the schema lists none. */
  readonly fields: ReadonlyMap<string, ArgumentNode>;
  /** Whether the schema lists the fields of the object at all, be it none; otherwise any field may be there. */
  readonly listsFields: boolean;
  /** What the elements of an array are; undefined when the schema does not say. */
  readonly element: ArgumentNode | undefined;
  /** Fields that are not listed: the schema forbids them, allows them, or does not say. */
  readonly otherFields: "forbidden" | "allowed" | "not said";
  /** Something of it was not read: a reference that leads nowhere, out of the document or in a circle, or a bound. */
  readonly cut: boolean;
  /** Whether a call that fits the schema has nothing else here; false where `types` and `values` are all that could be read. */
  readonly exact: boolean;
}

/** Levels of objects and arrays that are read; deeper ones are marked as cut. */
const deepest = 8;
/** Values of one tool that are read. */
const mostNodes = 2_000;

const trees = new WeakMap<JsonObject, ArgumentNode>();

/**
 * The arguments of a tool, from its input schema (JSON Schema of draft-04 to 2020-12; untrusted). Total, bounded in depth,
 * size and time, and made once per schema. `allOf` and local references are followed, alternatives are joined: a field that
 * some of them list is a field.
 */
export function argumentTree(inputSchema: JsonObject): ArgumentNode {
  const known = trees.get(inputSchema);
  if (known !== undefined) return known;
  const tree = new TreeReader(inputSchema).read();
  trees.set(inputSchema, tree);
  return tree;
}

/** What is told of an argument that is only looked at for its kind. */
export type TopArgument = Pick<ArgumentNode, "name" | "path" | "types" | "values">;

/**
 * The arguments of a tool themselves, without what is in them, and of each only what its kind is told by: enough to judge
 * thousands of tools, some of which have schemas of a megabyte. Not kept.
 */
export function topArguments(inputSchema: JsonObject): readonly TopArgument[] {
  const budget: Budget = { schemas: mostSchemas };
  const shape = shapeOf(inputSchema, inputSchema, budget);
  const found: TopArgument[] = [];
  for (const name of fieldNames(shape).slice(0, mostNodes)) {
    const field = fieldShape(shape, name, inputSchema, budget);
    if (field.impossible) continue;
    const path = unreachableName(name) === null ? `args.${name}` : null;
    found.push({ name, path, types: typesOf(field), values: valuesOf(field) });
  }
  return found;
}

/** Where a value is: what it takes from the values around it. */
type Place = Pick<ArgumentNode, "name" | "path" | "unreachable" | "required" | "inEveryCall"> & {
  readonly depth: number;
};

/** A node whose fields and element are still to be read. */
type Draft = { -readonly [Key in keyof ArgumentNode]: ArgumentNode[Key] } & {
  readonly fields: Map<string, ArgumentNode>;
};

interface Unread {
  readonly node: Draft;
  readonly shape: Shape;
  readonly depth: number;
}

/** Reads level by level, so that a bound cuts the deepest values and never an argument of the call itself. */
class TreeReader {
  readonly #root: JsonObject;
  readonly #budget: Budget = { schemas: mostSchemas };
  readonly #open: Unread[] = [];

  constructor(root: JsonObject) {
    this.#root = root;
  }

  read(): ArgumentNode {
    const shape = shapeOf(this.#root, this.#root, this.#budget);
    const place: Place = { name: "", path: "args", unreachable: null, required: "always", inEveryCall: true, depth: 0 };
    const tree = this.#node(shape, place);
    // Arguments are always an object, whatever a schema says or leaves out.
    Object.assign(tree, { types: ["object"], nullable: false, inEveryCall: true });
    for (let index = 0; index < this.#open.length; index++) this.#inside(this.#open[index]);
    return tree;
  }

  #node(shape: Shape, { depth, ...place }: Place): Draft {
    const nullable = isNullable(shape);
    const node: Draft = {
      ...place,
      inEveryCall: place.inEveryCall && !nullable,
      types: typesOf(shape),
      nullable,
      description: descriptionOf(shape),
      values: valuesOf(shape),
      default: defaultOf(shape),
      examples: examplesOf(shape),
      bounds: boundsOf(shape),
      format: formatOf(shape),
      fields: new Map(),
      listsFields: parts(shape).some((schema) => isJsonObject(own(schema, "properties"))),
      element: undefined,
      otherFields: otherFieldsOf(shape),
      cut: shape.cut,
      exact: isExact(shape),
    };
    this.#open.push({ node, shape, depth });
    return node;
  }

  #inside(unread: Unread | undefined): void {
    if (unread === undefined) return;
    const { node, shape, depth } = unread;
    const names = fieldNames(shape);
    const element = elementShape(shape, this.#root, this.#budget);
    const isFull = depth >= deepest || this.#open.length + names.length > mostNodes;
    if (isFull) {
      node.cut ||= names.length > 0 || element !== undefined;
      return;
    }
    for (const name of names) {
      const field = fieldShape(shape, name, this.#root, this.#budget);
      // A field that is `false` is one that must not be there.
      if (field.impossible) continue;
      const required = presenceOf(shape, name);
      const inEveryCall = node.inEveryCall && required === "always";
      node.fields.set(
        name,
        this.#node(field, { ...placeOfField(node, name), required, inEveryCall, depth: depth + 1 }),
      );
    }
    if (element === undefined || element.impossible) return;
    const place = { name: "", path: null, unreachable: "inside an array" } as const;
    node.element = this.#node(element, { ...place, required: "sometimes", inEveryCall: false, depth: depth + 1 });
  }
}

function placeOfField(around: ArgumentNode, name: string): Pick<Place, "name" | "path" | "unreachable"> {
  const unreachable = around.unreachable ?? unreachableName(name);
  return { name, path: unreachable === null ? `${around.path}.${name}` : null, unreachable };
}

/** A path is names with dots between, and no name of it is empty (policy format, "Path grammar"). */
function unreachableName(name: string): Unreachable | null {
  if (name === "") return "empty name";
  if (name.includes(".")) return "name with a dot";
  return name.trim() === name ? null : "name with outer blanks";
}

function otherFieldsOf(shape: Shape): ArgumentNode["otherFields"] {
  const said = parts(shape).flatMap((schema) => [
    own(schema, "additionalProperties"),
    own(schema, "unevaluatedProperties"),
    Object.hasOwn(schema, "patternProperties") ? true : undefined,
  ]);
  if (shape.cut || said.some((value) => value === true || isJsonObject(value))) return "allowed";
  return said.includes(false) ? "forbidden" : "not said";
}
