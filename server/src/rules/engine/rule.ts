import type { Tool, ToolCatalogue } from "../../catalogue/catalogue";
import type { Member, PolicyDocument } from "../../policy/model/document";
import type { Placed, Policy } from "../../policy/model/policy";
import type { ToolSyntax } from "../../policy/model/toolModel";
import type { ProblemCode } from "../../policy/problems/problemCodes";
import type { JsonObject } from "../../policy/text/json";
import type { Severity } from "../../policy/text/problem";
import type { Span } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";

/** What a rule is about; the rules are listed by area, in this order, in the README and in the settings. */
export const ruleAreas = {
  names: "Names",
  deadText: "Text without effect",
  neverAlways: "Checks that never or always hold",
  holes: "Holes",
  exposure: "Exposure",
  limits: "Limits",
  dialect: "Older dialects",
  style: "Style",
} as const;

/** The key of an area. */
export type RuleArea = keyof typeof ruleAreas;

/**
 * One thing that an experienced reviewer would say about a policy that is valid. A rule fires only when it is sure: a
 * false alarm is worse than a miss.
 */
export interface Rule {
  /** Stable kebab-case name: people put it in settings and search for it. */
  readonly code: string;
  /** What is wrong, in a few words; a title without a full stop: "A hidden tool is also listed". */
  readonly title: string;
  readonly area: RuleArea;
  /** How bad it is, unless a setting says otherwise. */
  readonly severity: Severity;
  readonly docs: RuleDocs;
  /** Titles of what fixes it, as a person reads them, with `…` for what varies; empty when a person has to think. */
  readonly fixes: readonly string[];
  /** Whether one of its fixes can be automatic: fixing all asks only the rules that say so. */
  readonly isAutomatic?: true;
  readonly check: RuleCheck;
}

/** The text of a rule's page. Paragraphs of Markdown by ourselves, examples of JSON. */
export interface RuleDocs {
  /** What the rule looks for, and when it stays silent. */
  readonly what: string;
  /** Why it matters: what happens at the gateway. */
  readonly why: string;
  /** A whole policy in which this rule fires, and nothing else does. */
  readonly bad: string;
  /** The same policy, fixed: nothing fires. */
  readonly good: string;
}

/** How a rule looks at a policy. */
export type RuleCheck =
  /**
   * Tool by tool. The answer may depend on the subject alone: it is kept as long as the tool's text and the catalogue
   * stay the same. Spans count as the nodes of the member do. A tool whose text has errors is not asked about, unless
   * `evenBroken`.
   */
  | { readonly each: "tool"; readonly evenBroken?: true; readonly find: (subject: ToolSubject) => readonly Finding[] }
  /** The policy as a whole. Spans count from the start of the text. Must be cheap: it runs after each edit. */
  | {
      readonly each: "policy";
      readonly evenBroken?: true;
      readonly find: (subject: PolicySubject) => readonly Finding[];
    };

/** One tool under `tools`. */
export interface ToolSubject {
  readonly name: string;
  readonly member: Member;
  /** The parts of its rules, with their nodes. */
  readonly syntax: ToolSyntax;
  /** What the catalogue says about a tool of this exact name. */
  readonly record: Tool | undefined;
  readonly catalogue: ToolCatalogue;
}

/** A policy as a whole. */
export interface PolicySubject {
  readonly document: PolicyDocument;
  readonly policy: Policy;
  readonly catalogue: ToolCatalogue;
  /** Whether a member of `tools` has an error in its text, so that its rules may mean something else soon. */
  readonly isBroken: (member: Placed<Member>) => boolean;
}

/** What a rule has found at one place. */
export interface Finding {
  /** The words to underline. */
  readonly span: Span;
  /** Full sentences, plain text: the fact, its consequence, and what to do unless a fix says it. */
  readonly message: string;
  /** The tool that it is about, so that it can be silenced for this tool; a rule of a tool need not say it. */
  readonly tool?: string;
  /** The text has no effect: editors fade it. */
  readonly unnecessary?: true;
  /** Other places that belong to it, each with its own sentence; spans count as `span` does. */
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  /** Problems at the same words that this finding says better, and which are then not shown. */
  readonly replaces?: readonly ProblemCode[];
  /** The arguments of a call of the tool that gets through: `decide` allows it, unless the tool is hidden. */
  readonly call?: JsonObject;
  /** What fixes it, best first; made when a person asks. */
  readonly fixes?: (place: FixPlace) => readonly Fix[];
}

/** Where a fix is made. */
export interface FixPlace {
  readonly document: PolicyDocument;
  readonly policy: Policy;
  readonly catalogue: ToolCatalogue;
  /** The member of a finding about a tool, where it is in the text; absent for one about the policy. */
  readonly member?: Placed<Member>;
}

/** A change of the text that fixes a finding. */
export interface Fix {
  /** What it does, as a person reads it in a menu: "Hide the tool". */
  readonly title: string;
  /** Spans count from the start of the text. */
  readonly edits: readonly TextEdit[];
  /** The policy decides every call as before, message and rule included: tests try it with random calls. */
  readonly keepsMeaning: boolean;
  /** No person has to think about it: "fix all" and fixing on save make it. Needs not keep the meaning of a mistake. */
  readonly automatic: boolean;
}
