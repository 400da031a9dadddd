import {
  type DecisionChange,
  type DecisionChangesParams,
  decisionChangesRequest,
} from "../../../../server/src/protocol/decisionChanges";
import { Latest } from "../../shared/latest";
import type { Requests } from "./policyServer";

/** The edits of the policy that would change the decision on the selected call; asked for only while someone wants them. */
export class ChangingEdits<Token> {
  /** null while there is no answer for the selected call yet; "failed" when there was none. */
  changes: readonly DecisionChange[] | "failed" | null = null;
  /** Version of the policy's text that `changes` are edits of. */
  version = -1;
  wanted = false;

  readonly #requests: Requests<Token>;
  readonly #latest: Latest<Token>;
  readonly #changed: () => void;
  #call: number | undefined;

  constructor(requests: Requests<Token>, changed: () => void) {
    this.#requests = requests;
    this.#latest = new Latest(() => requests.newCancellation());
    this.#changed = changed;
  }

  /**
   * Asks again: another call is selected, or the policy has changed. A later question supersedes this one. The answer on
   * the same call stays on show until the new one is there.
   */
  async ask(parameters: DecisionChangesParams | undefined, version: number): Promise<void> {
    this.#latest.drop();
    if (parameters?.call !== this.#call) this.changes = null;
    this.#call = parameters?.call;
    if (!this.wanted || parameters === undefined) return;
    const outcome = await this.#latest.ask((token) =>
      this.#requests.request(decisionChangesRequest, parameters, token),
    );
    if (outcome.kind === "superseded") return;
    this.changes = outcome.kind === "failed" ? "failed" : outcome.answer.changes;
    this.version = version;
    this.#changed();
  }

  /** Drops the question under way. */
  dispose(): void {
    this.#latest.drop();
  }
}
