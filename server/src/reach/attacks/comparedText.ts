import type { Condition } from "../../policy/model/policy";

/** The text that a condition with `regex` or `contains` compares with; "" for any other value, which no text has in it. */
export function comparedText({ value }: Condition): string {
  return typeof value === "string" ? value : "";
}
