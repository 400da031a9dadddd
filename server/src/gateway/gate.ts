import { ambiguousRule } from "../policy/decide/decision";
import { reasonOf } from "../policy/words/plain/reasonOf";
import type { CallLog } from "./callLog";
import type { CounterStore } from "./counters/counterStore";
import { type Judgement, judgeCall, type Reserved, withoutReadings, withReadings } from "./judgeCall";
import type { ClientMessage } from "./message/clientMessage";
import type { LoadedPolicy, PolicySource } from "./policySource";

/** A call, and for whom it is counted. */
export interface GatedCall {
  readonly message: Extract<ClientMessage, { kind: "call" | "ambiguous" }>;
  readonly grant: string;
  /** Whether it is the retry of a call that the server has answered with a question. */
  readonly isRetry: boolean;
}

/** What is done with a call. */
export interface Ruling {
  /** Whether the server gets it. */
  readonly isForwarded: boolean;
  /** What the agent reads in place of the server's answer, without prefix. */
  readonly message: string;
  /** What is given back if the server answers with an error. */
  readonly reserved: Reserved | undefined;
}

/** What a gate is made of. */
export interface GateParts {
  readonly source: PolicySource;
  readonly store: CounterStore;
  readonly log: CallLog | undefined;
  /** Decides and logs, but denies nothing. */
  readonly observes: boolean;
  /** What happens to a call while the policy or the store is out of order. */
  readonly onError: "deny" | "allow";
  /** Tells the person who runs the gateway. */
  readonly note: (sentence: string) => void;
}

/** The one place where a gateway decides: every transport asks it, and what it does not allow is not forwarded. */
export class Gate {
  readonly #parts: GateParts;
  #lastNote = "";

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** The policy of this moment, for what is not a call. */
  policy(): LoadedPolicy | Promise<LoadedPolicy> {
    return this.#parts.source.current();
  }

  /** Decides a call and records it. Total: whatever goes wrong is a denial. A promise only when there is something to wait for. */
  decide(call: GatedCall): Ruling | Promise<Ruling> {
    const startedAt = this.#parts.log === undefined ? 0 : performance.now();
    try {
      const loaded = this.#parts.source.current();
      if (!(loaded instanceof Promise)) return this.#decideBy(loaded, call, startedAt);
      return loaded
        .then((version) => this.#decideBy(version, call, startedAt))
        .catch((error: unknown) => this.#fail(call, error, undefined, startedAt));
    } catch (error) {
      return this.#fail(call, error, undefined, startedAt);
    }
  }

  /** Gives back what a call has reserved: the server has answered with an error (spec §2, step 6). */
  giveBack({ reservations, alignment }: Reserved): void {
    const failed = (error: unknown): void => this.#noteOnce(`A count could not be given back: ${reasonOf(error)}`);
    try {
      const given = this.#parts.store.giveBack(reservations, alignment);
      if (given instanceof Promise) given.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  /** Functions are made only for what has to wait: most calls make none. */
  #decideBy(loaded: LoadedPolicy, call: GatedCall, startedAt: number): Ruling | Promise<Ruling> {
    try {
      const judged = this.#judge(call, loaded);
      if (!(judged instanceof Promise)) return this.#conclude(call, judged, loaded, startedAt);
      return judged
        .then((judgement) => this.#conclude(call, judgement, loaded, startedAt))
        .catch((error: unknown) => this.#fail(call, error, loaded, startedAt));
    } catch (error) {
      return this.#fail(call, error, loaded, startedAt);
    }
  }

  #judge({ message, grant, isRetry }: GatedCall, loaded: LoadedPolicy): Judgement | Promise<Judgement> {
    if (message.kind === "ambiguous") return { outcome: "deny", rule: ambiguousRule, message: message.why };
    const { policy, problem } = loaded;
    if (policy === undefined) {
      // "There is no file …" alone would read like the tool's own answer.
      const message = ["No policy is in force.", problem].join(" ").trim();
      return { outcome: "deny", rule: "(no policy)", message };
    }
    const { store, log } = this.#parts;
    const call = { tool: message.tool, arguments: message.arguments, grant, isRetry };
    return judgeCall(policy, call, store, log === undefined ? withoutReadings : withReadings);
  }

  #conclude(call: GatedCall, judgement: Judgement, loaded: LoadedPolicy, startedAt: number): Ruling {
    const { observes, onError } = this.#parts;
    const { outcome, reserved } = judgement;
    const isAllowed = outcome === "allow";
    // What readers take for different calls is not let through by a policy that is out of order.
    const isExcused = onError === "allow" && loaded.problem !== undefined && call.message.kind === "call";
    const isForwarded = isAllowed || observes || isExcused;
    const message = judgement.message ?? "";
    if (this.#parts.log !== undefined) this.#record(call, judgement, loaded, isForwarded, startedAt);
    return { isForwarded, message, reserved };
  }

  /** The policy or the store could not be asked. */
  #fail(call: GatedCall, error: unknown, loaded: LoadedPolicy | undefined, startedAt: number): Ruling {
    const { observes, onError } = this.#parts;
    const message = `The gateway cannot decide this call: ${reasonOf(error)}`;
    this.#noteOnce(message);
    const isForwarded =
      (onError === "allow" || observes) && call.message.kind === "call" && !(error instanceof LogFailure);
    try {
      this.#record(call, { outcome: "unknown", rule: "", message }, loaded, isForwarded, startedAt);
    } catch {
      // The log is what failed.
    }
    return { isForwarded, message, reserved: undefined };
  }

  #record(
    { message: call, grant, isRetry }: GatedCall,
    { outcome, rule, message, at = Date.now(), reserved, span, counters = [] }: Judgement,
    loaded: LoadedPolicy | undefined,
    isForwarded: boolean,
    startedAt: number,
  ): void {
    const { log } = this.#parts;
    if (log === undefined) return;
    try {
      const line = span ? loaded?.lineOf?.(span.start) : undefined;
      log.write({
        at,
        grant,
        tool: call.tool,
        decision: outcome,
        rule,
        message,
        policy: loaded?.hash ?? "",
        latencyMs: performance.now() - startedAt,
        era: call.era,
        argumentsText: call.kind === "call" ? (call.argumentsText ?? "{}") : undefined,
        line,
        counters,
        isForwarded,
        isRetry,
      });
    } catch (error) {
      if (reserved !== undefined) this.giveBack(reserved);
      throw new LogFailure(`its log cannot be written. ${reasonOf(error)}`);
    }
  }

  #noteOnce(sentence: string): void {
    if (sentence === this.#lastNote) return;
    this.#lastNote = sentence;
    this.#parts.note(sentence);
  }
}

/** A call that cannot be recorded is not made, whatever else goes. */
class LogFailure extends Error {}
