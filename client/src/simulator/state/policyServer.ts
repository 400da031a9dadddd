import {
  type ArgumentFormResult,
  argumentFormRequest,
  type CheckArgumentsResult,
  callTemplateRequest,
  checkArgumentsRequest,
} from "../../../../server/src/protocol/callArguments";
import type { DocumentRequest, ParamsOf, PolicyRequest, ResultOf } from "../../../../server/src/protocol/requests";
import { type SimulatedCall, type SimulateResult, simulateRequest } from "../../../../server/src/protocol/simulation";
import { type ToolsResult, toolsRequest } from "../../../../server/src/protocol/tools";
import { type Cancellation, Latest, type Outcome } from "../../shared/latest";
import type { ServerPresence } from "./notices";

/** How requests reach the language server. */
export interface Requests<Token> {
  request<Request extends PolicyRequest>(
    method: Request,
    params: ParamsOf<Request>,
    token?: Token,
  ): Promise<ResultOf<Request>>;
  newCancellation(): Cancellation<Token>;
}

const slowAfter = 1_500;

/** The language server as one policy's simulation sees it. No method throws; `undefined` stands for no answer. */
export class PolicyServer<Token> {
  /** How the conversation goes. */
  presence: ServerPresence = "answering";

  readonly #textDocument: { readonly uri: string };
  readonly #requests: Requests<Token>;
  readonly #presenceChanged: () => void;
  readonly #decisions: Latest<Token>;
  readonly #checks: Latest<Token>;

  constructor(uri: string, requests: Requests<Token>, presenceChanged: () => void) {
    this.#textDocument = { uri };
    this.#requests = requests;
    this.#presenceChanged = presenceChanged;
    this.#decisions = new Latest(() => requests.newCancellation());
    this.#checks = new Latest(() => requests.newCancellation());
  }

  /** Decides the calls in order; a later question supersedes this one. */
  simulate(calls: readonly SimulatedCall[]): Promise<SimulateResult | undefined> {
    return this.#watch(this.#decisions.ask((token) => this.#send(simulateRequest, { calls }, token)));
  }

  /** Checks arguments that are being typed; a later question supersedes this one. */
  checkTyped(tool: string, text: string): Promise<CheckArgumentsResult | undefined> {
    return this.#watch(this.#checks.ask((token) => this.#send(checkArgumentsRequest, { tool, text }, token)));
  }

  /** Checks the arguments of a call that is being made. */
  checkCall(tool: string, text: string): Promise<CheckArgumentsResult | undefined> {
    return this.#watch(settle(this.#send(checkArgumentsRequest, { tool, text })));
  }

  /** Arguments to start from, as text. */
  async callTemplate(tool: string): Promise<string | undefined> {
    return (await this.#watch(settle(this.#send(callTemplateRequest, { tool }))))?.text;
  }

  /** The fields of a form for the tool's arguments. */
  async argumentForm(tool: string): Promise<ArgumentFormResult["fields"] | undefined> {
    return (await this.#watch(settle(this.#send(argumentFormRequest, { tool }))))?.fields;
  }

  /** The tools that an author can choose from. */
  tools(): Promise<ToolsResult | undefined> {
    return this.#watch(settle(this.#send(toolsRequest, {})));
  }

  /** Drops the questions under way. */
  dispose(): void {
    this.#decisions.drop();
    this.#checks.drop();
  }

  #send<Request extends DocumentRequest>(
    method: Request,
    params: Omit<ParamsOf<Request>, "textDocument">,
    token?: Token,
  ): Promise<ResultOf<Request>> {
    const parameters = { textDocument: this.#textDocument, ...params } as ParamsOf<Request>;
    return this.#requests.request(method, parameters, token);
  }

  /** Notices when the server takes long, fails, or answers again. */
  async #watch<Answer>(question: Promise<Outcome<Answer>>): Promise<Answer | undefined> {
    const timer = setTimeout(() => this.#setPresence("slow"), slowAfter);
    const outcome = await question;
    clearTimeout(timer);
    if (outcome.kind === "superseded") {
      return undefined;
    }
    this.#setPresence(outcome.kind === "failed" ? "failed" : "answering");
    return outcome.kind === "failed" ? undefined : outcome.answer;
  }

  #setPresence(presence: ServerPresence): void {
    if (this.presence !== presence) {
      this.presence = presence;
      this.#presenceChanged();
    }
  }
}

/** The outcome of a question that nothing supersedes. */
function settle<Answer>(question: Promise<Answer>): Promise<Outcome<Answer>> {
  return question.then(
    (answer) => ({ kind: "answered", answer }),
    (error: unknown) => ({ kind: "failed", error }),
  );
}
