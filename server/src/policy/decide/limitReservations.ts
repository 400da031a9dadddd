import type { ApplicableLimit } from "./applicableLimits";
import {
  type CounterState,
  type Counters,
  chargedOnce,
  chargedPerhaps,
  counterResetsAt,
  counterValue,
  uncountedValue,
  type WindowAlignment,
} from "./counters";
import type { CounterReading } from "./decision";

/** What of a call the counters depend on. */
interface CountedCall {
  readonly tool: string;
  readonly grant: string;
  readonly at: number;
}

/** A limit, and the key of the counter of a grant. */
interface CountedLimit extends ApplicableLimit {
  readonly keyOf: (grant: string) => string;
}

/** What a counter is at when a call comes. */
export interface LimitCount {
  readonly value: number;
  /** Earlier calls that may have been charged beside it, since their decisions are not known. */
  readonly uncounted: number;
}

/** What is charged where nothing is: most calls make no map of their own. */
const noCharges: ReadonlyMap<string, CounterState> = new Map();

/** The counts that one call reserves, limit by limit, until it is allowed or denied (spec §2, step 5). */
export class LimitReservations {
  readonly #counters: Counters;
  readonly #call: CountedCall;
  readonly #alignment: WindowAlignment;
  #reserved: Map<string, CounterState> | undefined;

  constructor(counters: Counters, call: CountedCall, alignment: WindowAlignment) {
    this.#counters = counters;
    this.#call = call;
    this.#alignment = alignment;
  }

  /** Reserves one if the maximum allows it. Returns the count before, earlier reservations of this call included. */
  reserve(limit: CountedLimit): LimitCount {
    const { window, max } = limit.limit;
    const key = limit.keyOf(this.#call.grant);
    const state = this.#stateOf(key);
    const value = counterValue(state, window, this.#call.at, this.#alignment);
    const uncounted = uncountedValue(state, window, this.#call.at, this.#alignment);
    if (value < max) this.#set(key, chargedOnce(state, window, this.#call.at, this.#alignment));
    return { value, uncounted };
  }

  /** For a call of which it is not known whether it is allowed: charges nothing, and notes that it may have been. */
  leaveOpen(limits: readonly CountedLimit[]): void {
    this.giveBack();
    for (const limit of limits) {
      const key = limit.keyOf(this.#call.grant);
      const { at } = this.#call;
      this.#set(key, chargedPerhaps(this.#stateOf(key), limit.limit.window, at, this.#alignment));
    }
  }

  /** Gives every reservation of this call back: a denied call charges nothing. */
  giveBack(): void {
    this.#reserved = undefined;
  }

  /** The counters that are charged, as they are after the call. */
  get charges(): ReadonlyMap<string, CounterState> {
    return this.#reserved ?? noCharges;
  }

  /** The counters of these limits as they stand now. */
  read(limits: readonly CountedLimit[]): CounterReading[] {
    const { at, tool } = this.#call;
    return limits.map((applicable) => {
      const { counter, window, max } = applicable.limit;
      const state = this.#stateOf(applicable.keyOf(this.#call.grant));
      const uncounted = uncountedValue(state, window, at, this.#alignment);
      return {
        key: applicable.list === "tool" ? `tools/${tool}/${counter}` : `all_tools/${counter}`,
        window,
        value: counterValue(state, window, at, this.#alignment),
        max,
        resetsAt: counterResetsAt(state, window, at, this.#alignment),
        ...(uncounted > 0 && { uncounted }),
      };
    });
  }

  #set(key: string, state: CounterState): void {
    this.#reserved ??= new Map();
    this.#reserved.set(key, state);
  }

  #stateOf(key: string): CounterState | undefined {
    return this.#reserved?.get(key) ?? this.#counters.get(key);
  }
}
