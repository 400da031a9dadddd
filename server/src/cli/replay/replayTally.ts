import type { ArgumentNote } from "../../policy/decide/argumentText";

/** How often each outcome came. */
export interface Outcomes {
  allowed: number;
  denied: number;
  notKnown: number;
  notReplayable: number;
}

/** More names than these are counted together: a log may hold any number of them. */
const mostNames = 10_000;

/** What stands for the names that were too many. Not a name of a tool, nor a rule. */
export const otherNames = "(others)";

/** How often something was found, and the number of the first line. */
export interface Found {
  count: number;
  readonly firstLine: number;
}

/** Counts a replay: in all, by tool, by rule and by what kept lines from being replayed. */
export class ReplayTally {
  readonly all: Outcomes = { allowed: 0, denied: 0, notKnown: 0, notReplayable: 0 };
  readonly tools = new Map<string, Outcomes>();
  readonly rules = new Map<string, number>();
  /** Why lines are not replayable. */
  readonly reasons = new Map<string, Found>();
  /** Why decisions are not known. */
  readonly doubts = new Map<string, Found>();
  /** What the text of lines loses on the way to a value. */
  readonly notes = new Map<ArgumentNote["code"], Found>();
  /** Denied calls whose rule is not surely the one that is counted: an earlier check is not known. */
  uncertainRules = 0;
  /** Lines that are other messages of the protocol. */
  otherMessages = 0;
  /** Calls that the log gives no instant. */
  untimed = 0;

  decided(tool: string, outcome: "allowed" | "denied", rule: string, isRuleUncertain = false): void {
    this.#add(tool, outcome);
    if (isRuleUncertain) this.uncertainRules++;
    if (outcome === "denied") {
      const known = this.rules.get(rule);
      const key = known !== undefined || this.rules.size < mostNames ? rule : otherNames;
      this.rules.set(key, (known ?? this.rules.get(key) ?? 0) + 1);
    }
  }

  notReplayable(tool: string | undefined, why: string, line: number): void {
    if (tool === undefined) this.all.notReplayable++;
    else this.#add(tool, "notReplayable");
    found(this.reasons, why, line);
  }

  notKnown(tool: string, why: string, line: number): void {
    this.#add(tool, "notKnown");
    found(this.doubts, why, line);
  }

  noted(code: ArgumentNote["code"], line: number): void {
    found(this.notes, code, line);
  }

  #add(tool: string, outcome: keyof Outcomes): void {
    this.all[outcome]++;
    const key = this.tools.size < mostNames || this.tools.has(tool) ? tool : otherNames;
    let outcomes = this.tools.get(key);
    if (outcomes === undefined) {
      outcomes = { allowed: 0, denied: 0, notKnown: 0, notReplayable: 0 };
      this.tools.set(key, outcomes);
    }
    outcomes[outcome]++;
  }
}

function found<T>(counts: Map<T, Found>, what: T, line: number): void {
  const known = counts.get(what);
  if (known === undefined) counts.set(what, { count: 1, firstLine: line });
  else known.count++;
}
