import type { JsonObject } from "../policy/text/json";
import { isPolicy, type Snapshot, snapshotOf } from "../service/snapshot";
import { RefusedInput, textOf } from "./assistantTool";

/** Where a piece of text is, counted from 1 as people and editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The policy in an argument. */
export function openText(args: JsonObject, name = "policy", similar?: Snapshot): Snapshot {
  const snapshot = snapshotOf(textOf(args, name), undefined, similar);
  if (snapshot.foreign !== undefined)
    throw new RefusedInput(`${name} is a policy of ${snapshot.foreign}, not of an MCP gateway.`);
  return snapshot;
}

/** The policy in an argument that is to decide something: one that the gateway would take. */
export function decidingText(args: JsonObject, name = "policy", similar?: Snapshot): Snapshot {
  const snapshot = openText(args, name, similar);
  const error = snapshot.problems.find(({ severity }) => severity === "error");
  if (error !== undefined || !isPolicy(snapshot))
    throw new RefusedInput(
      `The gateway would refuse ${name}: ${error?.message ?? "it has no field of a policy."} Call policy_check for all problems.`,
    );
  return snapshot;
}

/** An LSP position as a place. */
export function placeOf({ line, character }: { readonly line: number; readonly character: number }): Place {
  return { line: line + 1, column: character + 1 };
}

/** An LSP range, from its start to its end, which is not in it; null stays null. */
export function rangeInText(
  range: {
    readonly start: { line: number; character: number };
    readonly end: { line: number; character: number };
  } | null,
): { readonly from: Place; readonly to: Place } | null {
  return range === null ? null : { from: placeOf(range.start), to: placeOf(range.end) };
}
