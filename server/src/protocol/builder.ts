import type { Range, TextEdit } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: the policy as rows and parts that can be chosen and filled in. `BuilderParams` → `BuilderResult`. */
export const builderRequest = "mcpPolicy/builder";

export interface BuilderParams extends DocumentParams {
  /** The tool whose parts are wanted; absent or null: those of the policy as a whole. */
  readonly tool?: string | null;
}

export interface BuilderResult {
  /** The version of the document that this is about; its ranges and edits belong to it. */
  readonly version: number;
  /** Why nothing can be built from this text, a sentence; null when it can. */
  readonly notBuilt: string | null;
  /** null when the text does not say. */
  readonly default: "allow" | "deny" | null;
  /** The server that the policy is about; "" when none is known. */
  readonly serverName: string;
  /** What the policy does with all tools, in a line. */
  readonly summary: string;
  /** The risks in the order in which a reviewer looks at tools. */
  readonly risks: readonly string[];
  /** The tools of the server, in its order, then those that only the policy names. */
  readonly rows: readonly BuilderRow[];
  readonly detail: BuilderDetail | null;
}

/** An answer without rows; `notBuilt` says why. */
export const nothingBuilt: BuilderResult = {
  version: -1,
  notBuilt: null,
  default: null,
  serverName: "",
  summary: "",
  risks: [],
  rows: [],
  detail: null,
};

/** What a person has chosen for a tool: "default" is no rule at all, "custom" any other rule. */
export type BuilderChoice = "default" | "allow" | "deny" | "hide" | "custom";

export interface BuilderRow {
  readonly name: string;
  readonly summary: string;
  readonly category: string;
  readonly risk: string;
  /** Whether the server lists it; otherwise only the policy names it. */
  readonly known: boolean;
  readonly choice: BuilderChoice;
  /** "allowed", "limited", "conditional", "hidden" or "denied". */
  readonly state: string;
  /** The same in a few words. */
  readonly stateInShort: string;
  /** The recommended rule in a few words; "" when nothing is recommended. */
  readonly recommended: string;
  /**
   * What the tool has next to that. Using what is recommended adds what is missing where it is "looser", and takes the place of
   * conditions and limits where it is "replaced": no call is allowed any more then. It never loosens what stands.
   */
  readonly standing: "no rule" | "same" | "stricter" | "looser" | "replaced";
  readonly findings: number;
  /** The worst of them: "error", "warning", "information" or "hint"; null when there are none. */
  readonly worst: string | null;
}

/** The parts of one tool, or of the policy as a whole: then it has limits only, those over all tools. */
export interface BuilderDetail {
  /** null: the policy as a whole. */
  readonly tool: string | null;
  readonly summary: string;
  readonly stateInWords: string;
  /** Where the text names it; null when it does not. */
  readonly range: Range | null;
  readonly require: readonly BuilderEntry[];
  readonly denyIf: readonly BuilderEntry[];
  readonly limits: readonly BuilderLimit[];
  /** Parts that are kept as they are, since only the text can show them. */
  readonly onlyInText: readonly { readonly what: string; readonly range: Range }[];
  readonly findings: readonly BuilderFinding[];
  /** The arguments that a condition can look at; none when they are not known. */
  readonly paths: readonly BuilderPath[];
  readonly operators: readonly { readonly name: string; readonly meaning: string; readonly pitfall: string }[];
}

/** An entry of `require` or `deny_if`. */
export interface BuilderEntry {
  /** Its index in the list. */
  readonly index: number;
  /** "always" when it has no conditions. */
  readonly words: string;
  readonly conditions: readonly BuilderCondition[];
  readonly onDeny: string;
  readonly range: Range;
}

export interface BuilderCondition {
  readonly path: string;
  readonly op: string;
  readonly value: unknown;
  readonly words: string;
  /** How the value is filled in. "json": whatever no simpler control can show. */
  readonly control: "boolean" | "number" | "list" | "text" | "pattern" | "choice" | "json";
  /** The values to choose from, or to offer. */
  readonly values: readonly unknown[];
  /** The operators, those first that fit the argument's type. */
  readonly operators: readonly { readonly name: string; readonly fits: boolean }[];
}

export interface BuilderLimit {
  readonly index: number;
  readonly counter: string;
  readonly window: string;
  readonly max: number;
  readonly words: string;
}

export interface BuilderPath {
  readonly path: string;
  /** "string", "string or null", … ; "" when the schema does not say. */
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

export interface BuilderFinding {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  /** What fixes it, best first. */
  readonly fixes: readonly { readonly title: string; readonly edits: readonly TextEdit[] }[];
}

/** Request: the edits that make a change. `BuilderEditParams` → `BuilderEditResult`. */
export const builderEditRequest = "mcpPolicy/builderEdit";

export interface BuilderEditParams extends DocumentParams {
  readonly change: BuilderChange;
}

export type BuilderChange =
  | { readonly kind: "default"; readonly decision: "allow" | "deny" }
  | {
      readonly kind: "choose";
      readonly tools: readonly string[];
      readonly choice: Exclude<BuilderChoice, "custom"> | "recommended";
    }
  /** `tool`: null stands for the limits over all tools. */
  | { readonly kind: "add-limit"; readonly tool: string | null }
  /** `entry`: the index of the entry that gets one more condition; null for a new entry. */
  | {
      readonly kind: "add-condition";
      readonly tool: string;
      readonly list: "require" | "deny_if";
      readonly entry: number | null;
      readonly path: string;
    }
  /**
   * Writes a field of an entry, a condition or a limit, by its path in the tool: `["limits", 0, "max"]`. `was` is the value
   * that the person saw: the change is refused when the text has another one by now.
   */
  | {
      readonly kind: "set";
      readonly tool: string | null;
      readonly path: readonly (string | number)[];
      readonly value: unknown;
      readonly was?: unknown;
    }
  /** Removes an entry, a condition or a limit; with the last one of a list the list goes. */
  | { readonly kind: "remove"; readonly tool: string | null; readonly path: readonly (string | number)[] };

export interface BuilderEditResult {
  readonly edits: readonly TextEdit[];
  /** Why nothing is changed, a sentence; null when there are edits, or nothing to change. */
  readonly refused: string | null;
}

/** Request: whether a condition holds for values of its argument. `TryConditionParams` → `TryConditionResult`. */
export const tryConditionRequest = "mcpPolicy/tryCondition";

export interface TryConditionParams extends DocumentParams {
  readonly tool: string;
  readonly condition: { readonly path: string; readonly op: string; readonly value: unknown };
  /** More values to try, as a person types them: JSON, or a string without its quotes. */
  readonly samples?: readonly string[];
}

export interface TryConditionResult {
  /** The samples first, then values of the tool's schema. */
  readonly tries: readonly {
    readonly value: unknown;
    readonly outcome: "holds" | "does not hold" | "not known";
    /** Why it is not known; "" otherwise. */
    readonly why: string;
  }[];
}
