import type { ToolCategory } from "./verbs";

/** Where something that speaks for a category was found. */
export type EvidenceSource = "name" | "description" | "schema" | "hint" | "published";

/** One reason for a category, as a person reads it. Texts of servers in it are untrusted. */
export interface Evidence {
  readonly from: EvidenceSource;
  /** For instance `the name says "delete"`. */
  readonly text: string;
  /** What it speaks for; undefined for what only makes a tool more dangerous. */
  readonly category: ToolCategory | undefined;
}
