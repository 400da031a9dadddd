import type { ArgumentPath } from "../../catalogue/argumentPaths";
import { listOf } from "../../policy/words/plain/listOf";
import { typeInWords } from "../../policy/words/plain/types";

/** The types of an argument for people: "text", "number or array". */
export function argumentTypes({ types }: ArgumentPath): string {
  return types.length === 0 ? "any value" : listOf(types.map(typeInWords), "or");
}
