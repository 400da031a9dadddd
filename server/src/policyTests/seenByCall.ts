import type { Decision } from "../policy/decide/decision";
import type { Span } from "../policy/text/span";
import type { CoverageCounter } from "./coverage";

/**
 * Counts what a call of a test sees each time it is made. Repetitions that are decided at the same place have seen the same, so
 * one of them is traced: the sentences of a trace take most of its time.
 */
export class SeenByCall {
  readonly #coverage: CoverageCounter;
  readonly #tool: string;
  /** By the place that has decided: each limit, predicate and tool has an object of its own in the plan of a tool. */
  readonly #counts = new Map<Span | null, () => void>();

  constructor(coverage: CoverageCounter, tool: string) {
    this.#coverage = coverage;
    this.#tool = tool;
  }

  /** Adds a decision like one before; false where none was like it, and its trace is to be added. */
  addLikeBefore({ outcome, earlierDoubt, span }: Decision): boolean {
    if (!isSettled({ outcome, earlierDoubt })) return false;
    const count = this.#counts.get(span);
    count?.();
    return count !== undefined;
  }

  /** Adds a decision with its trace. */
  addTraced(decision: Decision): void {
    const count = this.#coverage.countOf(this.#tool, decision);
    if (isSettled(decision)) this.#counts.set(decision.span, count);
    count();
  }
}

/** Where calls before it are not known, what it has seen depends on them. */
function isSettled({ outcome, earlierDoubt }: Pick<Decision, "outcome" | "earlierDoubt">): boolean {
  return outcome !== "unknown" && earlierDoubt === null;
}
