import type { Range } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: arguments to start from. `CallTemplateParams` → `CallTemplateResult`. */
export const callTemplateRequest = "mcpPolicy/callTemplate";

export interface CallTemplateParams extends DocumentParams {
  readonly tool: string;
}

export interface CallTemplateResult {
  /** Pretty-printed JSON object with the required arguments, and those that the policy checks. */
  readonly text: string;
}

/** Request: a tool's arguments as fields of a form. `ArgumentFormParams` → `ArgumentFormResult`. */
export const argumentFormRequest = "mcpPolicy/argumentForm";

export interface ArgumentFormParams extends DocumentParams {
  readonly tool: string;
}

export interface ArgumentFormResult {
  /** None for a tool that the catalogue does not know. */
  readonly fields: readonly FormField[];
}

/** A field as the tool's input schema describes it. All texts are untrusted. */
export interface FormField {
  readonly name: string;
  /** How it is filled in; "json" for whatever no simpler control can hold. */
  readonly kind: "text" | "number" | "integer" | "boolean" | "choice" | "object" | "list" | "json";
  readonly required: boolean;
  readonly description: string;
  /** The values to choose from; empty unless `kind` is "choice". */
  readonly values: readonly unknown[];
  /** What counts when it is left out; absent when the schema says nothing. */
  readonly default?: unknown;
  /** The fields of an "object"; empty otherwise. */
  readonly fields: readonly FormField[];
  /** What the elements of a "list" are; null otherwise. */
  readonly items: FormField | null;
}

/** Request: checks typed arguments against the tool's input schema. `CheckArgumentsParams` → `CheckArgumentsResult`. */
export const checkArgumentsRequest = "mcpPolicy/checkArguments";

export interface CheckArgumentsParams extends DocumentParams {
  readonly tool: string;
  /** What the person has typed; blank = no arguments. */
  readonly text: string;
}

export interface CheckArgumentsResult {
  /** Whether the text is JSON, so that a call can be made with it. */
  readonly isJson: boolean;
  /** The arguments; null unless `isJson`. */
  readonly arguments: unknown;
  /**
   * Set when `arguments` loses what decides: a number beyond a double, which a message cannot hold. A call is then made with
   * the text, as `argumentsText`.
   */
  readonly needsText?: true;
  /** One sentence each, with the place in `text` (zero-based) where there is one. Wrong arguments can still be simulated. */
  readonly problems: readonly ArgumentProblem[];
}

export interface ArgumentProblem {
  readonly message: string;
  readonly range: Range | null;
}
