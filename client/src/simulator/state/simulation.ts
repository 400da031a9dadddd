import type { Range } from "vscode-languageserver-types";
import type { SimulatedCall, SimulatedStep, SimulateResult } from "../../../../server/src/protocol/simulation";
import type { ToolEntry } from "../../../../server/src/protocol/tools";
import { Attacks } from "./attacks";
import { callLimit, nextInstant, type RecordedCall, toRequest, withFirstDecisions } from "./callHistory";
import { ChangingEdits } from "./changingEdits";
import { longestText } from "./messages";
import { NextCall } from "./nextCall";
import type { PolicyPresence } from "./notices";
import { PolicyEdits } from "./policyEdits";
import { PolicyServer, type Requests } from "./policyServer";
import { type SavedSimulation, thatFit } from "./savedSimulation";
import { swapped, withCalls, withMovedCall, without, withoutCall, withRecordedCalls } from "./scenario";

/** The world that a simulation lives in. */
export interface SimulationEnvironment<Token> extends Requests<Token> {
  /** Epoch milliseconds. */
  now(): number;
  /** Version of the policy's text; -1 when it is not open. */
  policyVersion(): number;
  /** A call was made that a person has put together. */
  called?(call: Pick<RecordedCall, "tool" | "arguments" | "argumentsText" | "grant">): void;
  /** Something that is shown has changed. `reveal`: the marked text is a new one, by the person's own doing. */
  changed(reveal: boolean): void;
}

const policyDelay = 100;

/**
 * The simulation of calls by one policy: the calls made so far, the next one, and the server's answers. It decides nothing
 * itself, and outlives every page that shows it.
 */
export class Simulation<Token = unknown> {
  readonly server: PolicyServer<Token>;
  readonly next: NextCall<Token>;
  readonly changingEdits: ChangingEdits<Token>;
  readonly attacks: Attacks<Token>;
  policy: PolicyPresence = "open";
  calls: readonly RecordedCall[] = [];
  /** Its steps may be those of calls that were just moved or removed, until the server has answered again. */
  result: SimulateResult = { steps: [], problems: [], problemsInWords: "" };
  selectedCall: number | null = null;
  selectedCheck: number | null = null;

  readonly #uri: string;
  readonly #environment: SimulationEnvironment<Token>;
  readonly #edits = new PolicyEdits();
  /** The calls that the result is an answer on. */
  #decidedCalls: readonly RecordedCall[] = this.calls;
  #pendingCalls: Promise<void> = Promise.resolve();
  #history = 0;
  #revealNext = false;
  /** The only call is the one made by opening a tool, not one that was asked for. */
  #isOnlyOpened = false;
  #policyTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(uri: string, environment: SimulationEnvironment<Token>) {
    const changed = () => environment.changed(false);
    this.#environment = environment;
    this.server = new PolicyServer(uri, environment, changed);
    this.next = new NextCall(this.server, () => this.policy === "open", changed);
    this.changingEdits = new ChangingEdits(environment, changed);
    this.attacks = new Attacks(uri, environment, changed);
    this.#uri = uri;
  }

  /** The decision that is shown. */
  get selectedStep(): SimulatedStep | null {
    return this.selectedCall === null ? null : (this.result.steps[this.selectedCall] ?? null);
  }

  /** The policy's text to mark: that of the selected check, else the one that decided. */
  get markedRange(): Range | null {
    const step = this.selectedStep;
    return (this.selectedCheck === null ? step?.range : step?.trace[this.selectedCheck]?.range) ?? null;
  }

  /** The calls, as indices, that the last edit of the policy has turned. */
  get turnedByEdit(): readonly number[] {
    return this.#edits.turned(this.result.steps);
  }

  /** Turns to a tool and calls it at once: with what was typed for it before, else with the template's arguments. */
  async openTool(tool: string, facts: ToolEntry | null = null): Promise<void> {
    const text = await this.next.turnTo(tool, facts);
    if (text === undefined) return;
    const isFirst = this.calls.length === 0;
    await Promise.all([this.call(text, 1), this.next.loadTool()]);
    this.#isOnlyOpened = isFirst;
  }

  /** Turns to a tool with these arguments and makes the call at once. */
  async openCall(tool: string, text: string): Promise<void> {
    const prepared = this.next.prepare(tool, text, "default");
    await Promise.all([this.call(text, 1), prepared]);
  }

  /** What is kept for when the window is reloaded. */
  get saved(): SavedSimulation {
    return { ...this.next.saved, policy: this.#uri, calls: thatFit(this.calls), selectedCall: this.selectedCall };
  }

  /** Is again what it was before the window was reloaded; all calls are decided by the policy as it is now. */
  async restore(saved: SavedSimulation): Promise<void> {
    this.selectedCall = saved.selectedCall;
    this.#replaceCalls(saved.calls, []);
    await this.next.restore(saved);
  }

  /** Makes a call with this text as arguments, one or more times, after the calls that are still on their way. */
  call(text: string, times = this.next.times): Promise<void> {
    this.#isOnlyOpened = false;
    const history = this.#history;
    const { tool } = this.next;
    if (tool !== null) {
      this.next.draft = { ...this.next.draft, text };
      this.#pendingCalls = this.#pendingCalls.then(() => this.#makeCall(tool, text, history, times));
    }
    return this.#pendingCalls;
  }

  /** Forgets the calls, and with them the counters. */
  reset(): void {
    this.#history += 1;
    this.selectedCall = null;
    this.#replaceCalls([], []);
  }

  /** Takes a call out of the scenario; the one in its place is shown next. */
  removeCall(index: number): void {
    if (index < this.calls.length) {
      const calls = withoutCall(this.calls, index);
      this.selectedCall = calls.length === 0 ? null : Math.min(index, calls.length - 1);
      this.#replaceCalls(calls, without(this.result.steps, index));
    }
  }

  /** Makes a call a place earlier or later; its instant is that of the place. */
  moveCall(index: number, by: -1 | 1): void {
    const calls = withMovedCall(this.calls, index, by);
    if (calls !== undefined) {
      this.selectedCall = index + by;
      this.#replaceCalls(calls, swapped(this.result.steps, index, index + by));
    }
  }

  /** Adds the calls of a log, as many as still fit; says how many did. The call that opening a tool has made gives way. */
  addRecordedCalls(recorded: readonly SimulatedCall[]): number {
    const before = this.#isOnlyOpened ? [] : this.calls;
    const calls = withRecordedCalls(before, recorded, this.#environment.now());
    this.#isOnlyOpened = false;
    this.selectedCall = calls.length === 0 ? null : calls.length - 1;
    this.#replaceCalls(calls, before.length === 0 ? [] : this.result.steps);
    return calls.length - before.length;
  }

  /** Makes the calls that were tried on the tool, or one of them. */
  addAttacks(only?: number): void {
    const before = this.#isOnlyOpened ? [] : this.calls;
    this.addRecordedCalls(this.attacks.calls(nextInstant(before, "day", this.#environment.now()), only));
  }

  /** Whether the edits that would change the decision are on show. */
  wantChangingEdits(wanted: boolean): void {
    if (this.changingEdits.wanted !== wanted) {
      this.changingEdits.wanted = wanted;
      this.#askChangingEdits();
    }
  }

  /** Shows the decision on an earlier call. */
  selectCall(index: number): void {
    if (index < this.calls.length) {
      this.selectedCall = index;
      this.selectedCheck = null;
      this.#askChangingEdits();
      this.#environment.changed(true);
    }
  }

  /** Marks the text of a check; null: the text that decided. */
  selectCheck(index: number | null): void {
    this.selectedCheck = index;
    this.#environment.changed(true);
  }

  /** The policy's text has changed: decides all calls again when the typing pauses. */
  policyChanged(): void {
    if (this.#decidedCalls === this.calls) {
      this.#edits.edited(this.result.steps, this.#environment.now());
    }
    clearTimeout(this.#policyTimer);
    this.#policyTimer = setTimeout(() => {
      void this.#decide();
      void this.attacks.again();
    }, policyDelay);
  }

  /** The policy was closed, opened or given another language. */
  setPolicyPresence(policy: PolicyPresence): void {
    if (this.policy !== policy) {
      this.policy = policy;
      this.#environment.changed(false);
      this.policyChanged();
    }
  }

  /** Asks again what the server did not answer. */
  async retry(): Promise<void> {
    const { isUnopened, tool } = this.next;
    await (isUnopened && tool !== null ? this.openTool(tool) : this.#decide());
  }

  /** Ends all timers and requests. */
  dispose(): void {
    this.#history += 1;
    clearTimeout(this.#policyTimer);
    this.next.dispose();
    this.server.dispose();
    this.changingEdits.dispose();
    this.attacks.dispose();
  }

  /** Has every call decided by the policy as it is now. */
  async #decide(): Promise<void> {
    clearTimeout(this.#policyTimer);
    const { calls } = this;
    const result = this.policy === "open" ? await this.server.simulate(toRequest(calls)) : undefined;
    if (result === undefined || calls !== this.calls) {
      return;
    }
    this.result = result;
    this.calls = withFirstDecisions(calls, result.steps);
    this.#decidedCalls = this.calls;
    if (this.selectedCheck !== null && this.selectedCheck >= (this.selectedStep?.trace.length ?? 0)) {
      this.selectedCheck = null;
    }
    const reveal = this.#revealNext;
    this.#revealNext = false;
    this.#askChangingEdits();
    this.#environment.changed(reveal);
  }

  async #makeCall(tool: string, text: string, history: number, times: number): Promise<void> {
    const canCall = this.calls.length < callLimit && this.policy === "open" && history === this.#history;
    const answer = canCall ? await this.next.checkCall(tool, text) : undefined;
    if (answer === undefined || history !== this.#history) {
      return;
    }
    const args =
      text.trim() === ""
        ? {}
        : {
            arguments: answer.arguments,
            ...(answer.needsText === true && text.length <= longestText && { argumentsText: text }),
          };
    const repeated = answer.isJson ? this.next.repeated(tool, args, times) : undefined;
    if (repeated !== undefined) {
      this.calls = withCalls(this.calls, repeated, this.#environment.now());
      this.next.wasMade();
      this.#environment.called?.(repeated.call);
      this.selectedCall = this.calls.length - 1;
      this.selectedCheck = null;
      this.#revealNext = true;
      void this.#decide();
    }
    this.#environment.changed(false);
  }

  /** Other calls, or in another order: they are decided again, and no edit of the policy is to blame for what turns. */
  #replaceCalls(calls: readonly RecordedCall[], steps: readonly SimulatedStep[]): void {
    this.#edits.forget();
    this.calls = calls;
    this.result = { ...this.result, steps };
    this.selectedCheck = null;
    this.#environment.changed(false);
    void this.#decide();
  }

  #askChangingEdits(): void {
    const call = this.selectedStep === null ? null : this.selectedCall;
    const textDocument = { uri: this.#uri };
    const parameters = call === null ? undefined : { textDocument, calls: toRequest(this.calls), call };
    void this.changingEdits.ask(parameters, this.#environment.policyVersion());
  }
}
