import { isJsonObject, type JsonObject } from "../text/json";
import { kindInWords } from "../words/plain/types";
import type { NotKnown } from "./decision";

/** What happens to such a call. */
export const undecodableInWords =
  "The open-source engine cannot decode such a call and forwards it unchecked; what the hosted gateway does is not documented.";

type Undecodable = Extract<NotKnown, { readonly kind: "no-object" | "number-too-large" }>;

/**
 * Why a gateway may not be able to decode the arguments of a call; undefined for ordinary ones. The open-source engine
 * forwards such a call unchecked, so that no check of a policy can be relied on (spec §2, "Arguments that are no ordinary
 * JSON"). Absent and null arguments are `{}`. No recursion, since arguments may be nested as deeply as their sender likes.
 */
export function undecodable(args: unknown): Undecodable | undefined {
  if (args === undefined || args === null || typeof args === "symbol") return undefined;
  if (!isJsonObject(args)) return { kind: "no-object", found: kindInWords(args) };
  return isFlatAndFinite(args) ? undefined : tooLarge(args);
}

/** Whether no value is an object, nor beyond a double: what most arguments are. Allocates nothing. */
function isFlatAndFinite(args: JsonObject): boolean {
  for (const name in args) {
    const value = args[name];
    if (typeof value === "number" ? !Number.isFinite(value) : typeof value === "object" && value !== null) return false;
  }
  return true;
}

function tooLarge(args: object): Undecodable | undefined {
  const open: Place[] = [{ value: args, name: "args", within: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    for (const name of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[name];
      if (typeof inner === "number" && !Number.isFinite(inner))
        return { kind: "number-too-large", path: pathOf({ value, name, within: place }) };
      if (typeof inner === "object" && inner !== null) open.push({ value: inner, name, within: place });
    }
  }
  return undefined;
}

interface Place {
  readonly value: object;
  readonly name: string;
  readonly within: Place | undefined;
}

/** Deeper places are cut: the path is for a sentence. */
const deepestNamed = 8;

function pathOf(place: Place): string {
  const names: string[] = [];
  for (let each: Place | undefined = place; each !== undefined; each = each.within) names.push(each.name);
  names.reverse();
  return names.length > deepestNamed ? `${names.slice(0, deepestNamed).join(".")}.…` : names.join(".");
}
