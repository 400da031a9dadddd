import type { Range } from "vscode-languageserver-types";
import type { FormField, SimulatedCall, SimulatedStep, SimulateResult, ToolEntry } from "../../../server/src/wire";
import { callLimit, type RecordedCall, toRequest, typedInstant, withFirstDecisions } from "./callHistory";
import type { CheckedArguments, TimeStep } from "./messages";
import type { PolicyPresence } from "./notices";
import { PolicyEdits } from "./policyEdits";
import { PolicyServer, type Requests } from "./policyServer";
import { withCalls, withMovedCall, withoutCall, withRecordedCalls } from "./scenario";
import { TurningEdits } from "./turningEdits";

/** The world that a simulation lives in. */
export interface SimulationEnvironment<Token> extends Requests<Token> {
  /** Epoch milliseconds. */
  now(): number;
  /** Version of the policy's text; -1 when it is not open. */
  policyVersion(): number;
  /** A call was made that a person has put together. */
  called?(call: Pick<RecordedCall, "tool" | "arguments" | "grant">): void;
  /** Something that is shown has changed. `reveal`: the marked text is a new one, by the person's own doing. */
  changed(reveal: boolean): void;
}

const checkDelay = 150;
const policyDelay = 100;

/**
 * The simulation of calls by one policy: the calls made so far, what is typed for the next one, and the server's
 * answers. It decides nothing itself, and outlives every page that shows it.
 */
export class Simulation<Token = unknown> {
  readonly server: PolicyServer<Token>;
  readonly turningEdits: TurningEdits<Token>;
  policy: PolicyPresence = "open";
  tool: string | null = null;
  toolFacts: ToolEntry | null = null;
  fields: readonly FormField[] = [];
  draft = { text: "", revision: 0 };
  check: CheckedArguments | null = null;
  grant = "default";
  timeStep: TimeStep = "second";
  /** How often the next call is made. */
  times = 1;
  /** When the next call is made, as it was typed; "" for a time step after the last. */
  instant = "";
  calls: readonly RecordedCall[] = [];
  result: SimulateResult = { steps: [], problems: [] };
  selectedCall: number | null = null;
  selectedCheck: number | null = null;

  private readonly uri: string;
  private readonly environment: SimulationEnvironment<Token>;
  /** What the person has typed for each tool. */
  private readonly typed = new Map<string, string>();
  private readonly edits = new PolicyEdits();
  private pendingCalls: Promise<void> = Promise.resolve();
  private history = 0;
  /** The tool has no arguments yet, because the server did not give any. */
  private unopened = false;
  private revealNext = false;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private policyTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(uri: string, environment: SimulationEnvironment<Token>) {
    this.environment = environment;
    this.server = new PolicyServer(uri, environment, () => environment.changed(false));
    this.turningEdits = new TurningEdits(environment, () => environment.changed(false));
    this.uri = uri;
  }

  /** The verdict that is shown. */
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
    return this.edits.turned(this.result.steps);
  }

  /** Whether what is typed as the next instant can be read. */
  get isInstantReadable(): boolean {
    return typedInstant(this.instant) !== undefined;
  }

  /** Turns to a tool and calls it at once: with what was typed for it before, else with the template's arguments. */
  async openTool(tool: string, facts: ToolEntry | null = null): Promise<void> {
    this.tool = tool;
    this.toolFacts = facts;
    this.fields = [];
    this.check = null;
    const text = this.typed.get(tool) ?? (await this.server.callTemplate(tool));
    if (this.tool !== tool) {
      return;
    }
    this.unopened = text === undefined;
    this.replaceDraft(text ?? "{}");
    if (text !== undefined) {
      await Promise.all([this.call(text, 1), this.loadForm(tool), this.toolFacts ?? this.loadFacts(tool)]);
    }
  }

  /** Replaces what is typed by the template's arguments. */
  async useTemplate(): Promise<void> {
    const { tool } = this;
    const text = tool === null ? undefined : await this.server.callTemplate(tool);
    if (tool !== null && this.tool === tool && text !== undefined) {
      this.typed.delete(tool);
      this.unopened = false;
      this.replaceDraft(text);
      this.checkSoon();
    }
  }

  /** Takes over what is typed, and has it checked when the typing pauses. */
  editArguments(text: string): void {
    this.draft = { ...this.draft, text };
    if (this.tool !== null) {
      this.typed.set(this.tool, text);
      this.checkSoon();
    }
  }

  /** Takes over how often the next call is made. */
  chooseTimes(times: number): void {
    this.times = Math.min(times, callLimit);
    this.environment.changed(false);
  }

  /** Takes over when the next call is made, as it is typed. */
  editInstant(instant: string): void {
    this.instant = instant;
    this.environment.changed(false);
  }

  /** Chooses how long after the call before the next one happens. */
  chooseTimeStep(timeStep: TimeStep): void {
    this.timeStep = timeStep;
    this.environment.changed(false);
  }

  /** Makes a call with this text as arguments, one or more times, after the calls that are still on their way. */
  call(text: string, times = this.times): Promise<void> {
    const { tool, history } = this;
    if (tool !== null) {
      this.draft = { ...this.draft, text };
      this.pendingCalls = this.pendingCalls.then(() => this.makeCall(tool, text, history, times));
    }
    return this.pendingCalls;
  }

  /** Forgets the calls, and with them the counters. */
  reset(): void {
    this.history += 1;
    this.selectedCall = null;
    this.replaceCalls([]);
  }

  /** Takes a call out of the scenario; the one in its place is shown next. */
  removeCall(index: number): void {
    if (index < this.calls.length) {
      const calls = withoutCall(this.calls, index);
      this.selectedCall = calls.length === 0 ? null : Math.min(index, calls.length - 1);
      this.replaceCalls(calls);
    }
  }

  /** Makes a call a place earlier or later; its instant is that of the place. */
  moveCall(index: number, by: -1 | 1): void {
    const calls = withMovedCall(this.calls, index, by);
    if (calls !== undefined) {
      this.selectedCall = index + by;
      this.replaceCalls(calls);
    }
  }

  /** Adds the calls of a log, as many as still fit; says how many did. */
  addRecordedCalls(recorded: readonly SimulatedCall[]): number {
    const before = this.calls.length;
    const calls = withRecordedCalls(this.calls, recorded, this.environment.now());
    this.selectedCall = calls.length === 0 ? null : calls.length - 1;
    this.replaceCalls(calls);
    return calls.length - before;
  }

  /** Prepares a call that was made before, to be made again. */
  async prepareCall(tool: string, text: string, grant: string): Promise<void> {
    this.tool = tool;
    this.toolFacts = null;
    this.fields = [];
    this.check = null;
    this.grant = grant;
    this.unopened = false;
    this.typed.set(tool, text);
    this.replaceDraft(text);
    this.checkSoon();
    await Promise.all([this.loadForm(tool), this.loadFacts(tool)]);
  }

  /** Whether the edits that would turn the verdict are on show. */
  wantTurningEdits(wanted: boolean): void {
    if (this.turningEdits.wanted !== wanted) {
      this.turningEdits.wanted = wanted;
      this.askTurningEdits();
    }
  }

  /** Shows the verdict on an earlier call. */
  selectCall(index: number): void {
    if (index < this.calls.length) {
      this.selectedCall = index;
      this.selectedCheck = null;
      this.askTurningEdits();
      this.environment.changed(true);
    }
  }

  /** Marks the text of a check; null: the text that decided. */
  selectCheck(index: number | null): void {
    this.selectedCheck = index;
    this.environment.changed(true);
  }

  /** The policy's text has changed: decides all calls anew when the typing pauses. */
  policyChanged(): void {
    if (this.result.steps.length === this.calls.length) {
      this.edits.edited(this.result.steps, this.environment.now());
    }
    clearTimeout(this.policyTimer);
    this.policyTimer = setTimeout(() => void this.decide(), policyDelay);
  }

  /** The policy was closed, opened or given another language. */
  setPolicyPresence(policy: PolicyPresence): void {
    if (this.policy !== policy) {
      this.policy = policy;
      this.environment.changed(false);
      this.policyChanged();
    }
  }

  /** Asks again what the server did not answer. */
  async retry(): Promise<void> {
    await (this.unopened && this.tool !== null ? this.openTool(this.tool) : this.decide());
  }

  /** Ends all timers and requests. */
  dispose(): void {
    this.history += 1;
    clearTimeout(this.checkTimer);
    clearTimeout(this.policyTimer);
    this.server.dispose();
    this.turningEdits.dispose();
  }

  /** Has every call decided by the policy as it stands now. */
  private async decide(): Promise<void> {
    clearTimeout(this.policyTimer);
    const { calls } = this;
    const result = this.policy === "open" ? await this.server.simulate(toRequest(calls)) : undefined;
    if (result === undefined || calls !== this.calls) {
      return;
    }
    this.result = result;
    this.calls = withFirstDecisions(calls, result.steps);
    if (this.selectedCheck !== null && this.selectedCheck >= (this.selectedStep?.trace.length ?? 0)) {
      this.selectedCheck = null;
    }
    const reveal = this.revealNext;
    this.revealNext = false;
    this.askTurningEdits();
    this.environment.changed(reveal);
  }

  private async makeCall(tool: string, text: string, history: number, times: number): Promise<void> {
    const canCall = this.calls.length < callLimit && this.policy === "open" && history === this.history;
    const answer = canCall ? await this.server.checkCall(tool, text) : undefined;
    if (answer === undefined || history !== this.history) {
      return;
    }
    if (this.tool === tool && this.draft.text === text) {
      clearTimeout(this.checkTimer);
      this.check = { text, isJson: answer.isJson, problems: answer.problems };
    }
    const at = typedInstant(this.instant);
    if (answer.isJson && at !== undefined) {
      const call = {
        tool,
        ...(text.trim() === "" ? {} : { arguments: answer.arguments }),
        grant: this.grant.trim() === "" ? "default" : this.grant.trim(),
      };
      const repeated = { call, at: at === "" ? undefined : at, times, timeStep: this.timeStep };
      this.calls = withCalls(this.calls, repeated, this.environment.now());
      // Said once: the next call follows this one.
      this.instant = "";
      this.environment.called?.(call);
      this.selectedCall = this.calls.length - 1;
      this.selectedCheck = null;
      this.revealNext = true;
      void this.decide();
    }
    this.environment.changed(false);
  }

  /** Other calls, or in another order: they are decided anew, and no edit of the policy is to blame for what turns. */
  private replaceCalls(calls: readonly RecordedCall[]): void {
    this.edits.forget();
    this.calls = calls;
    this.result = { ...this.result, steps: [] };
    this.selectedCheck = null;
    this.environment.changed(false);
    void this.decide();
  }

  private askTurningEdits(): void {
    const call = this.selectedStep === null ? null : this.selectedCall;
    const textDocument = { uri: this.uri };
    const parameters = call === null ? undefined : { textDocument, calls: toRequest(this.calls), call };
    void this.turningEdits.ask(parameters, this.environment.policyVersion());
  }

  private checkSoon(): void {
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => void this.checkNow(), checkDelay);
  }

  private async checkNow(): Promise<void> {
    const { tool } = this;
    const { text } = this.draft;
    if (tool === null || this.policy !== "open") {
      return;
    }
    const answer = await this.server.checkTyped(tool, text);
    if (answer !== undefined && this.tool === tool && this.draft.text === text) {
      this.check = { text, isJson: answer.isJson, problems: answer.problems };
      this.environment.changed(false);
    }
  }

  private async loadFacts(tool: string): Promise<void> {
    const tools = await this.server.tools();
    if (this.tool === tool) {
      this.toolFacts = tools?.tools.find(({ name }) => name === tool) ?? null;
      this.environment.changed(false);
    }
  }

  private async loadForm(tool: string): Promise<void> {
    const fields = await this.server.argumentForm(tool);
    if (this.tool === tool && fields !== undefined) {
      this.fields = fields;
      this.environment.changed(false);
    }
  }

  private replaceDraft(text: string): void {
    this.draft = { text, revision: this.draft.revision + 1 };
    this.environment.changed(false);
  }
}
