/** How often each outcome came. */
export interface Outcomes {
  allowed: number;
  denied: number;
  notReplayable: number;
}

/** More names than these are counted together: a log may hold any number of them. */
const mostNames = 10_000;

/** What stands for the names that were too many. Not a name of a tool, nor a rule. */
export const otherNames = "(others)";

/** Counts a replay: in all, by tool, by rule and by what kept lines from being replayed. */
export class ReplayTally {
  readonly all: Outcomes = { allowed: 0, denied: 0, notReplayable: 0 };
  readonly tools = new Map<string, Outcomes>();
  readonly rules = new Map<string, number>();
  /** By reason, with the number of the first line. */
  readonly reasons = new Map<string, { count: number; firstLine: number }>();
  /** Lines that are other messages of the protocol. */
  otherMessages = 0;
  /** Calls that the log gives no instant. */
  untimed = 0;

  decided(tool: string, outcome: "allowed" | "denied", rule: string): void {
    this.#add(tool, outcome);
    if (outcome === "denied") {
      const key = this.rules.has(rule) || this.rules.size < mostNames ? rule : otherNames;
      this.rules.set(key, (this.rules.get(key) ?? 0) + 1);
    }
  }

  notReplayable(tool: string | undefined, why: string, line: number): void {
    if (tool === undefined) this.all.notReplayable++;
    else this.#add(tool, "notReplayable");
    const reason = this.reasons.get(why);
    if (reason === undefined) this.reasons.set(why, { count: 1, firstLine: line });
    else reason.count++;
  }

  #add(tool: string, outcome: keyof Outcomes): void {
    this.all[outcome]++;
    const key = this.tools.has(tool) || this.tools.size < mostNames ? tool : otherNames;
    let outcomes = this.tools.get(key);
    if (outcomes === undefined) {
      outcomes = { allowed: 0, denied: 0, notReplayable: 0 };
      this.tools.set(key, outcomes);
    }
    outcomes[outcome]++;
  }
}
