import type { Node } from "jsonc-parser";
import { elementsOf, findProperty } from "../text/navigate";
import type { Place } from "./schema";

/** A value of the policy, and where it is. */
export interface Target {
  readonly value: Node;
  /** The key in front of the value; undefined for an element of an array. */
  readonly key: Node | undefined;
  /** The name of the field that holds the value, or of the array that it is an element of; of a tool, its name. */
  readonly field: string;
  readonly isElement: boolean;
  /** Which fields the value has, if it has any of its own. */
  readonly place: Place | undefined;
  /** The value around it; undefined for the value of a member. */
  readonly parent: Target | undefined;
}

/** Places of the objects that a field holds, directly or as elements of an array. */
const placeOfField: ReadonlyMap<string, Place> = new Map([
  ["all_tools", "allTools"],
  ["require", "predicate"],
  ["deny_if", "predicate"],
  ["conditions", "condition"],
  ["limits", "limit"],
]);

/** The value of a member of the policy object, or of `tools`, to start from. */
export function targetOfMember(name: string, key: Node, value: Node, list: "policy" | "tools"): Target {
  const place = list === "tools" ? "tool" : placeOfField.get(name);
  return { value, key, field: name, isElement: false, place, parent: undefined };
}

/**
 * The value that a JSON pointer leads to, as the schema's validator saw it. The validator only goes into fields that the
 * schema names, and no such name needs an escape.
 */
export function locate(start: Target, pointer: string): Target | undefined {
  let target: Target | undefined = start;
  for (const segment of pointer.split("/").slice(1)) {
    if (target === undefined) return undefined;
    target = step(target, segment);
  }
  return target;
}

function step(parent: Target, segment: string): Target | undefined {
  if (parent.value.type === "array") {
    const element = elementsOf(parent.value)[Number(segment)];
    if (element === undefined) return undefined;
    const place = placeOfField.get(parent.field);
    return { value: element, key: undefined, field: parent.field, isElement: true, place, parent };
  }
  const property = findProperty(parent.value, segment);
  if (property === undefined) return undefined;
  const { key, value } = property;
  return { value, key, field: segment, isElement: false, place: undefined, parent };
}
