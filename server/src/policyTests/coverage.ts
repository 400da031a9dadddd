import type { Decision } from "../policy/decide/decision";
import type { Policy, PredicateList } from "../policy/model/policy";
import { moveSpan, type Span } from "../policy/text/span";
import { limitInWords, predicateInWords } from "../policy/words/inWords";

/** A predicate or a limit of a policy, and how often tests have seen it pass and fail. */
export interface Branch {
  /** The tool, or null for a limit of `all_tools`. */
  readonly tool: string | null;
  readonly list: PredicateList | "limits";
  /** What it says, in words. */
  readonly words: string;
  readonly span: Span;
  /** Whether it can pass: an entry of `deny_if` without conditions always denies. */
  readonly canPass: boolean;
  /** Whether it can fail: an entry of `require` without conditions always holds. */
  readonly canFail: boolean;
  passed: number;
  failed: number;
}

/** A key of `tools`, and how often tests have called it. */
export interface ToolEntryCoverage {
  readonly tool: string;
  readonly span: Span;
  called: number;
}

/** What tests have seen of a policy. */
export interface Coverage {
  readonly branches: readonly Branch[];
  readonly tools: readonly ToolEntryCoverage[];
  /** How many calls were made whose decisions are not known. */
  readonly notKnown: number;
}

/**
 * Counts what tests see of one policy. A branch is covered when a test has seen it pass *and* fail, as far as it can do
 * both; a tool when a test has called it.
 */
export class CoverageCounter implements Coverage {
  readonly branches: readonly Branch[];
  readonly tools: readonly ToolEntryCoverage[];
  notKnown = 0;
  readonly #branchByStart: ReadonlyMap<number, Branch>;
  readonly #toolByName: ReadonlyMap<string, ToolEntryCoverage>;

  constructor(policy: Policy) {
    this.branches = branchesOf(policy);
    this.tools = [...policy.tools].map(([tool, { offset, value }]) => ({
      tool,
      span: moveSpan(value.span, offset),
      called: 0,
    }));
    this.#branchByStart = new Map(this.branches.map((branch) => [branch.span.start, branch]));
    this.#toolByName = new Map(this.tools.map((entry) => [entry.tool, entry]));
  }

  /** Adds what one traced decision has seen. What is not known has seen nothing, and is counted by itself. */
  add(tool: string, decision: Decision): void {
    this.countOf(tool, decision)();
  }

  /** Adds it each time it is called: for decisions that have seen the same. */
  countOf(tool: string, { outcome: decided, trace }: Decision): () => void {
    if (decided === "unknown") return () => this.notKnown++;
    const entry = this.#toolByName.get(tool);
    const [passed, failed] = (["pass", "fail"] as const).map((wanted) =>
      trace.flatMap(({ span, outcome }) => {
        const branch = span === null || outcome !== wanted ? undefined : this.#branchByStart.get(span.start);
        return branch ?? [];
      }),
    );
    return () => {
      if (entry !== undefined) entry.called++;
      for (const branch of passed ?? []) branch.passed++;
      for (const branch of failed ?? []) branch.failed++;
    };
  }
}

/** Whether a branch was seen both ways, as far as it has two. */
export function isCovered({ canPass, canFail, passed, failed }: Branch): boolean {
  return (passed > 0 || !canPass) && (failed > 0 || !canFail);
}

/** How many of what can be covered are: predicates, limits and tools. */
export interface CoverageCount {
  readonly covered: number;
  readonly all: number;
}

/** Counts what is covered; 1 of 1 for a policy without anything to cover. */
export function coverageCount({ branches, tools }: Pick<Coverage, "branches" | "tools">): CoverageCount {
  const covered = branches.filter(isCovered).length + tools.filter(({ called }) => called > 0).length;
  const all = branches.length + tools.length;
  return all === 0 ? { covered: 1, all: 1 } : { covered, all };
}

function branchesOf(policy: Policy): Branch[] {
  const branches: Branch[] = [];
  for (const [tool, { offset, value }] of policy.tools) {
    for (const [list, predicates] of [
      ["require", value.require],
      ["deny_if", value.denyIf],
    ] as const)
      for (const predicate of predicates) {
        const isConditional = predicate.conditions.length > 0;
        branches.push({
          tool,
          list,
          words: predicateInWords(predicate),
          span: moveSpan(predicate.span, offset),
          canPass: isConditional || list === "require",
          canFail: isConditional || list === "deny_if",
          passed: 0,
          failed: 0,
        });
      }
    for (const limit of value.limits) branches.push(limitBranch(tool, limit, offset));
  }
  for (const limit of policy.allToolsLimits.value)
    branches.push(limitBranch(null, limit, policy.allToolsLimits.offset));
  return branches.sort((a, b) => a.span.start - b.span.start);
}

function limitBranch(tool: string | null, limit: Policy["allToolsLimits"]["value"][number], offset: number): Branch {
  const span = moveSpan(limit.span, offset);
  return { tool, list: "limits", words: limitInWords(limit), span, canPass: true, canFail: true, passed: 0, failed: 0 };
}
