import type { CheckArgumentsResult, FormField } from "../../../../server/src/protocol/callArguments";
import type { ToolEntry } from "../../../../server/src/protocol/tools";
import { callLimit, typedInstant } from "./callHistory";
import type { CheckedArguments, TimeStep } from "./messages";
import type { PolicyServer } from "./policyServer";
import type { SavedNextCall } from "./savedSimulation";
import type { RepeatedCall } from "./scenario";

const checkDelay = 150;

/** The call that a person puts together: the tool, what is typed for it, whose call it is, when and how often it is made. */
export class NextCall<Token> {
  tool: string | null = null;
  toolFacts: ToolEntry | null = null;
  fields: readonly FormField[] = [];
  draft = { text: "", revision: 0 };
  check: CheckedArguments | null = null;
  grant = "default";
  timeStep: TimeStep = "second";
  /** Goes up when one of these becomes another without being typed. */
  typedRevision = 0;
  /** How often it is made. */
  times = 1;
  /** When it is made, as it was typed; "" for a time step after the last. */
  instant = "";
  /** The tool has no arguments yet, because the server did not give any. */
  isUnopened = false;

  readonly #server: PolicyServer<Token>;
  readonly #isPolicyOpen: () => boolean;
  readonly #changed: () => void;
  /** What the person has typed for each tool. */
  readonly #typed = new Map<string, string>();
  #checkTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: PolicyServer<Token>, isPolicyOpen: () => boolean, changed: () => void) {
    this.#server = server;
    this.#isPolicyOpen = isPolicyOpen;
    this.#changed = changed;
  }

  /** Whether what is typed as its instant can be read. */
  get isInstantReadable(): boolean {
    return typedInstant(this.instant) !== undefined;
  }

  /**
   * Turns to a tool, with what was typed for it before, else with the template's arguments. Returns them; undefined when
   * there are none, or when another tool was turned to meanwhile.
   */
  async turnTo(tool: string, facts: ToolEntry | null): Promise<string | undefined> {
    this.#forget(tool, facts);
    const text = this.#typed.get(tool) ?? (await this.#server.callTemplate(tool));
    if (this.tool !== tool) return undefined;
    this.isUnopened = text === undefined;
    this.#replaceDraft(text ?? "{}");
    return text;
  }

  /** Turns to a tool with these arguments, which were made before. */
  prepare(tool: string, text: string, grant: string): Promise<void> {
    this.#forget(tool, null);
    this.grant = grant;
    this.typedRevision += 1;
    this.isUnopened = false;
    this.#typed.set(tool, text);
    this.#replaceDraft(text);
    this.#checkSoon();
    return this.loadTool();
  }

  /** What is kept for when the window is reloaded. */
  get saved(): SavedNextCall {
    const { tool, draft, grant, timeStep, times, instant } = this;
    return { tool, text: draft.text, grant, timeStep, times, instant };
  }

  /** Is again what it was before the window was reloaded. */
  async restore(saved: SavedNextCall): Promise<void> {
    this.timeStep = saved.timeStep;
    this.times = saved.times;
    this.instant = saved.instant;
    if (saved.tool !== null) await this.prepare(saved.tool, saved.text, saved.grant);
  }

  /** Asks what the tool is, and for a form of its arguments. */
  async loadTool(): Promise<void> {
    const { tool } = this;
    if (tool !== null) await Promise.all([this.#loadForm(tool), this.toolFacts ?? this.#loadFacts(tool)]);
  }

  /** Replaces what is typed by the template's arguments. */
  async useTemplate(): Promise<void> {
    const { tool } = this;
    const text = tool === null ? undefined : await this.#server.callTemplate(tool);
    if (tool !== null && this.tool === tool && text !== undefined) {
      this.#typed.delete(tool);
      this.isUnopened = false;
      this.#replaceDraft(text);
      this.#checkSoon();
    }
  }

  /** Takes over what is typed, and has it checked when the typing pauses. */
  editArguments(text: string): void {
    this.draft = { ...this.draft, text };
    if (this.tool !== null) {
      this.#typed.set(this.tool, text);
      this.#checkSoon();
    }
  }

  /** Takes over how often it is made. */
  chooseTimes(times: number): void {
    this.times = Math.min(times, callLimit);
    this.#changed();
  }

  /** Takes over when it is made, as it is typed. */
  editInstant(instant: string): void {
    this.instant = instant;
    this.#changed();
  }

  /** Takes over whose call it is. */
  editGrant(grant: string): void {
    this.grant = grant;
    this.#changed();
  }

  /** It was made. Its instant is said once: the call after it follows. */
  wasMade(): void {
    if (this.instant !== "") this.typedRevision += 1;
    this.instant = "";
  }

  /** Chooses how long after the call before it happens. */
  chooseTimeStep(timeStep: TimeStep): void {
    this.timeStep = timeStep;
    this.#changed();
  }

  /** Has the arguments of a call checked that is being made. */
  async checkCall(tool: string, text: string): Promise<CheckArgumentsResult | undefined> {
    const answer = await this.#server.checkCall(tool, text);
    if (answer !== undefined && this.tool === tool && this.draft.text === text) {
      clearTimeout(this.#checkTimer);
      this.check = { text, isJson: answer.isJson, problems: answer.problems };
    }
    return answer;
  }

  /** The call with these arguments, to be made so many times; undefined while its time is not known. */
  repeated(
    tool: string,
    args: Pick<RepeatedCall["call"], "arguments" | "argumentsText">,
    times: number,
  ): RepeatedCall | undefined {
    const at = typedInstant(this.instant);
    if (at === undefined) return undefined;
    const grant = this.grant.trim() === "" ? "default" : this.grant.trim();
    return { call: { tool, ...args, grant }, at: at === "" ? undefined : at, times, timeStep: this.timeStep };
  }

  /** Ends the timer. */
  dispose(): void {
    clearTimeout(this.#checkTimer);
  }

  #forget(tool: string, facts: ToolEntry | null): void {
    this.tool = tool;
    this.toolFacts = facts;
    this.fields = [];
    this.check = null;
  }

  #checkSoon(): void {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#checkNow(), checkDelay);
  }

  async #checkNow(): Promise<void> {
    const { tool } = this;
    const { text } = this.draft;
    if (tool === null || !this.#isPolicyOpen()) return;
    const answer = await this.#server.checkTyped(tool, text);
    if (answer !== undefined && this.tool === tool && this.draft.text === text) {
      this.check = { text, isJson: answer.isJson, problems: answer.problems };
      this.#changed();
    }
  }

  async #loadFacts(tool: string): Promise<void> {
    const tools = await this.#server.tools();
    if (this.tool === tool) {
      this.toolFacts = tools?.tools.find(({ name }) => name === tool) ?? null;
      this.#changed();
    }
  }

  async #loadForm(tool: string): Promise<void> {
    const fields = await this.#server.argumentForm(tool);
    if (this.tool === tool && fields !== undefined) {
      this.fields = fields;
      this.#changed();
    }
  }

  #replaceDraft(text: string): void {
    this.draft = { text, revision: this.draft.revision + 1 };
    this.#changed();
  }
}
