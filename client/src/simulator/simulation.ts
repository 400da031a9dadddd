import type { Range } from "vscode-languageserver-types";
import type { SimulatedStep, SimulateResult, ToolEntry } from "../../../server/src/wire";
import { callLimit, nextInstant, type RecordedCall, toRequest, withFirstDecisions } from "./callHistory";
import type { CheckedArguments, TimeStep } from "./messages";
import type { PolicyPresence } from "./notices";
import { PolicyServer, type Requests } from "./policyServer";

/** The world that a simulation lives in. */
export interface SimulationEnvironment<Token> extends Requests<Token> {
  /** Epoch milliseconds. */
  now(): number;
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
  policy: PolicyPresence = "open";
  tool: string | null = null;
  toolFacts: ToolEntry | null = null;
  draft = { text: "", revision: 0 };
  check: CheckedArguments | null = null;
  grant = "default";
  timeStep: TimeStep = "second";
  calls: readonly RecordedCall[] = [];
  result: SimulateResult = { steps: [], problems: [] };
  selectedCall: number | null = null;
  selectedCheck: number | null = null;

  private readonly environment: SimulationEnvironment<Token>;
  /** What the person has typed for each tool. */
  private readonly typed = new Map<string, string>();
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

  /** Turns to a tool and calls it at once: with what was typed for it before, else with the template's arguments. */
  async openTool(tool: string, facts: ToolEntry | null = null): Promise<void> {
    this.tool = tool;
    this.toolFacts = facts;
    this.check = null;
    const text = this.typed.get(tool) ?? (await this.server.callTemplate(tool));
    if (this.tool !== tool) {
      return;
    }
    this.unopened = text === undefined;
    this.replaceDraft(text ?? "{}");
    if (text !== undefined) {
      await Promise.all([this.call(text), this.toolFacts ?? this.loadFacts(tool)]);
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

  /** Chooses how long after the call before the next one happens. */
  chooseTimeStep(timeStep: TimeStep): void {
    this.timeStep = timeStep;
    this.environment.changed(false);
  }

  /** Makes a call with this text as arguments, after the calls that are still on their way. */
  call(text: string): Promise<void> {
    const { tool, history } = this;
    if (tool !== null) {
      this.draft = { ...this.draft, text };
      this.pendingCalls = this.pendingCalls.then(() => this.makeCall(tool, text, history));
    }
    return this.pendingCalls;
  }

  /** Forgets the calls, and with them the counters. */
  reset(): void {
    this.history += 1;
    this.calls = [];
    this.result = { ...this.result, steps: [] };
    this.selectedCall = null;
    this.selectedCheck = null;
    this.environment.changed(false);
    void this.decide();
  }

  /** Shows the verdict on an earlier call. */
  selectCall(index: number): void {
    if (index < this.calls.length) {
      this.selectedCall = index;
      this.selectedCheck = null;
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
    this.environment.changed(reveal);
  }

  private async makeCall(tool: string, text: string, history: number): Promise<void> {
    const canCall = this.calls.length < callLimit && this.policy === "open" && history === this.history;
    const answer = canCall ? await this.server.checkCall(tool, text) : undefined;
    if (answer === undefined || history !== this.history) {
      return;
    }
    if (this.tool === tool && this.draft.text === text) {
      clearTimeout(this.checkTimer);
      this.check = { text, isJson: answer.isJson, problems: answer.problems };
    }
    if (answer.isJson) {
      const call: RecordedCall = {
        tool,
        ...(text.trim() === "" ? {} : { arguments: answer.arguments }),
        grant: this.grant.trim() === "" ? "default" : this.grant.trim(),
        at: nextInstant(this.calls, this.timeStep, this.environment.now()),
        firstDecision: null,
      };
      this.calls = [...this.calls, call];
      this.selectedCall = this.calls.length - 1;
      this.selectedCheck = null;
      this.revealNext = true;
      void this.decide();
    }
    this.environment.changed(false);
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

  private replaceDraft(text: string): void {
    this.draft = { text, revision: this.draft.revision + 1 };
    this.environment.changed(false);
  }
}
