import type { Place } from "../../policy/model/schema";

/** What an item is about: enough to explain it later, when a person looks at it. Travels with the item. */
export type About =
  | { readonly about: "tool"; readonly name: string }
  | { readonly about: "field"; readonly place: Place; readonly name: string }
  | { readonly about: "value"; readonly place: Place; readonly field: string; readonly value: string }
  | { readonly about: "operator"; readonly name: string }
  | { readonly about: "argument"; readonly tool: string; readonly path: string }
  /** A sentence of our own. */
  | { readonly about: "note"; readonly text: string };
