import { countCall } from "../../policy/decide/countCall";
import type { Decision } from "../../policy/decide/decision";
import { type ToolPlan, toolPlan } from "../../policy/decide/toolPlan";
import { defaultAssumptions } from "../../policy/model/assumptions";
import type { Policy } from "../../policy/model/policy";
import { notKnownInShort } from "../../policy/words/notKnownInWords";
import { ambiguous, type CheckedPiece, columns } from "./checkedPiece";
import { ReplayCounters } from "./replayCounters";
import { ReplayTally } from "./replayTally";

/** When a log begins that does not say when; and the milliseconds to the next call of which it does not say so. */
const firstInstant = Date.UTC(2026, 0, 1);
const step = 1_000;

/** Counts the calls of a log in their order: the second half of a replay. */
export class ReplayedLog {
  readonly tally = new ReplayTally();
  readonly #policy: Policy;
  readonly #kept = new ReplayCounters();
  #lines = 0;
  #next = firstInstant;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** Adds the next piece. */
  add({ lines, instants, calls, tools, grants, checks, otherMessages, unreadable, notes }: CheckedPiece): void {
    const { tally } = this;
    const plans: (ToolPlan | undefined)[] = [];
    tally.otherMessages += otherMessages;
    for (const { line, why } of unreadable) tally.notReplayable(undefined, why, this.#numberOf(line));
    for (const { line, code } of notes) tally.noted(code, this.#numberOf(line));
    for (let index = 0; index < instants.length; index++) {
      const first = index * columns;
      const number = (column: number): number => calls[first + column] ?? 0;
      const line = number(0);
      const toolNumber = number(1);
      const checked = number(3);
      const tool = tools[toolNumber] ?? "";
      const given = instants[index] ?? Number.NaN;
      if (Number.isNaN(given)) tally.untimed++;
      const at = Number.isNaN(given) ? this.#next : given;
      this.#next = at + step;
      if (checked === ambiguous) {
        // A gateway denies it under any policy, and counts nothing; another tool may have been meant.
        tally.notKnown(tool, "the call was ambiguous: it can be read in several ways", this.#numberOf(line));
        continue;
      }
      const call = { tool, grant: grants[number(2)] ?? "", at, isRetry: number(4) === 1 };
      const check = checks[checked];
      if (check === undefined) throw new Error("A piece of a log names a check that it does not have.");
      const plan = plans[toolNumber] ?? toolPlan(this.#policy, tool);
      plans[toolNumber] = plan;
      const options = { readings: false, assumptions: this.#policy.reading ?? defaultAssumptions };
      const decision = countCall(this.#policy, plan, call, check, this.#kept.counters, options);
      this.#kept.add(decision.charges, at);
      this.#decided(tool, decision, line);
    }
    this.#lines += lines;
  }

  #decided(tool: string, { outcome, reason, rule, earlierDoubt }: Decision, line: number): void {
    if (reason.kind !== "not-known")
      this.tally.decided(tool, outcome === "allow" ? "allowed" : "denied", rule, earlierDoubt !== null);
    else if (reason.because.kind === "arguments-not-recorded") {
      const why = "arguments not recorded, and the policy looks at them";
      this.tally.notReplayable(tool, why, this.#numberOf(line));
    } else this.tally.notKnown(tool, notKnownInShort(reason.because), this.#numberOf(line));
  }

  #numberOf(line: number): number {
    return this.#lines + line + 1;
  }
}
