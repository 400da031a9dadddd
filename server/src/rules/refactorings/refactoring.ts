import type { ToolCatalogue } from "../../catalogue/catalogue";
import type { PolicyDocument } from "../../policy/model/document";
import type { Policy } from "../../policy/model/policy";
import type { Span } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";

/** Which decisions a refactoring leaves as they were; tests try each kind but "nothing" with random calls. */
export type Keeps =
  /** Everything: the decision, the message, and the rule that the gateway logs. */
  | "everything"
  /** Every decision and every message; the rule that the gateway logs for a denial may have another name. */
  | "decisionAndMessage"
  /** Every decision about a tool that the catalogue knows or the policy names. */
  | "namedTools"
  | "nothing";

/** A change of the text that fixes nothing: a person asks for it. */
export interface Refactoring {
  /** What it does, as a person reads it in a menu; says so if it changes decisions. */
  readonly title: string;
  /** Whether it is among the actions on the file, or among those at a place. */
  readonly kind: "sortTools" | "rewrite";
  readonly keeps: Keeps;
  readonly edits: readonly TextEdit[];
}

/** What refactorings look at. */
export interface RefactoringPlace {
  readonly document: PolicyDocument;
  readonly policy: Policy;
  readonly catalogue: ToolCatalogue;
  /** Where the person is, or has selected. */
  readonly span: Span;
}
