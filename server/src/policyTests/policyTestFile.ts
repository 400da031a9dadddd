import type { Node } from "jsonc-parser";
import type { JsonValue } from "../policy/text/json";
import type { Problem } from "../policy/text/problem";
import type { Span } from "../policy/text/span";

/** What a test says of a call. What it does not mention is not compared. */
export interface Expectation {
  readonly decision: "allow" | "deny" | undefined;
  /** The label that the gateway logs; "" for an allowed call. */
  readonly rule: string | undefined;
  /** What the agent reads, without the prefix; null for an allowed call. */
  readonly message: string | null | undefined;
  /** Values of counters after the call, by key, as in `tools/ssh_execute/ssh_execute_rate`. */
  readonly counters: ReadonlyMap<string, number>;
  /** The object that holds it; where a differing decision is shown and can be accepted. */
  readonly span: Span;
}

/** A call of a test, or several of one kind. */
export interface TestedCall {
  readonly tool: string;
  readonly arguments: JsonValue;
  readonly grant: string;
  /** Epoch milliseconds; undefined: `after` the call before. */
  readonly at: number | undefined;
  /** Milliseconds since the call before it, when `at` is not given. */
  readonly after: number;
  /** How often it is made, 1 or more; each time `every` milliseconds later. All have the same expectation. */
  readonly repeat: number;
  readonly every: number;
  readonly expect: Expectation | undefined;
  readonly span: Span;
}

/** Calls in order, with counters that start at 0. */
export interface PolicyTest {
  readonly name: string;
  readonly calls: readonly TestedCall[];
  /** The object that is the test. */
  readonly span: Span;
}

/** What a file `*.policy-test.json` holds. */
export interface PolicyTestFile {
  /** What the text was read into; undefined for one that is blank or cannot be read. */
  readonly root: Node | undefined;
  /** Path of the policy, relative to the file; undefined: the neighbour. */
  readonly policy: string | undefined;
  readonly tests: readonly PolicyTest[];
  /** What is wrong with the file: with errors among them its tests are not run. */
  readonly problems: readonly Problem[];
}
