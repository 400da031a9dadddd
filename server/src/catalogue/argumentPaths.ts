import type { JsonObject, JsonValue } from "../policy/text/json";
import { argumentTree } from "./inputSchema/argumentTree";
import type { ArgumentType } from "./inputSchema/facts";
import { distinct } from "./inputSchema/facts";
import { reachableArguments } from "./inputSchema/findArgument";

export type { ArgumentType };

/** An argument of a tool that a condition can look at, or a field inside one. */
export interface ArgumentPath {
  /** As a condition writes it: `args.` and the names, with dots between (spec §1). */
  readonly path: string;
  /** The types that it may have, null left out; empty when the schema does not say. */
  readonly types: readonly ArgumentType[];
  /** Whether every call has it: it is required, and so is every object around it. */
  readonly required: boolean;
  readonly description: string;
  /** The only values that it may have; undefined when the schema does not list them. */
  readonly enumValues: readonly JsonValue[] | undefined;
  /** Values worth offering: the default first, then the examples. */
  readonly examples: readonly JsonValue[];
  /** What the elements of an array may be; undefined when the schema does not list them. */
  readonly elementValues: readonly JsonValue[] | undefined;
}

/** Longer lists are no help to a person. */
const mostPaths = 500;

/** The paths that a condition can use for a tool: outer ones first, each level in the schema's order. */
export function argumentPaths(inputSchema: JsonObject): readonly ArgumentPath[] {
  return reachableArguments(argumentTree(inputSchema))
    .slice(0, mostPaths)
    .map((node) => ({
      path: node.path ?? "",
      types: node.types,
      required: node.inEveryCall,
      description: node.description,
      enumValues: node.values,
      examples: distinct([node.default ?? null, ...node.examples]),
      elementValues: node.element?.values,
    }));
}
