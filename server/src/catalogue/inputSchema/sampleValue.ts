import type { JsonValue } from "../../policy/text/json";
import type { ArgumentNode } from "./argumentTree";

/** A value to start from: the schema's default, else its first value, else something of its type. */
export function sampleValue(argument: ArgumentNode | undefined, typeWithoutSchema?: string): JsonValue {
  // A default of null stands for "left out": no value to start from.
  const suggested = argument?.default ?? argument?.values?.[0];
  return suggested ?? placeholder(argument?.types[0] ?? typeWithoutSchema);
}

function placeholder(type: string | undefined): JsonValue {
  switch (type) {
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return {};
    case "null":
      return null;
    default:
      return "";
  }
}
