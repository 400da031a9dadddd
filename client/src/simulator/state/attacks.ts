import * as l10n from "@vscode/l10n";
import { type AttemptedCall, type ProbeParams, probeRequest } from "../../../../server/src/protocol/probe";
import { Latest } from "../../shared/latest";
import type { AttackList } from "./attackList";
import { instantAfter, type RecordedCall } from "./callHistory";
import type { Requests } from "./policyServer";
import { shortArguments } from "./shortArguments";

/** What an attacker would try on a tool; asked for only when somebody wants to see it, and again at every edit after that. */
export class Attacks<Token> {
  /** The tool that is attacked; null for none. */
  tool: string | null = null;
  /** What was tried; null while there is no answer yet, "failed" when there was none. */
  answer: { readonly calls: readonly AttemptedCall[]; readonly notKnown: readonly string[] } | "failed" | null = null;

  readonly #textDocument: ProbeParams["textDocument"];
  readonly #requests: Requests<Token>;
  readonly #latest: Latest<Token>;
  readonly #changed: () => void;

  constructor(uri: string, requests: Requests<Token>, changed: () => void) {
    this.#textDocument = { uri };
    this.#requests = requests;
    this.#latest = new Latest(() => requests.newCancellation());
    this.#changed = changed;
  }

  /** Attacks a tool, or none any more. */
  turnTo(tool: string | null): Promise<void> {
    if (tool !== this.tool) this.answer = null;
    this.tool = tool;
    this.#latest.drop();
    this.#changed();
    return this.again();
  }

  /** Asks again because the policy has changed; the old answer is shown until the new one arrives. */
  async again(): Promise<void> {
    const { tool } = this;
    if (tool === null) return;
    const params = { textDocument: this.#textDocument, tools: [tool], wantsAttempts: true };
    const outcome = await this.#latest.ask((token) => this.#requests.request(probeRequest, params, token));
    if (outcome.kind === "superseded") return;
    const [probed] = outcome.kind === "answered" ? outcome.answer.tools : [];
    if (outcome.kind === "failed") this.answer = "failed";
    else if (probed === undefined)
      this.answer = {
        calls: [],
        notKnown: [
          outcome.answer.notKnown ??
            l10n.t("The policy denies every call of this tool, so there is nothing to attack."),
        ],
      };
    else this.answer = { calls: probed.attempts ?? [], notKnown: probed.notKnown };
    this.#changed();
  }

  /** What the page shows; null when nothing is attacked. */
  get shown(): AttackList | null {
    const { tool, answer } = this;
    if (tool === null) return null;
    if (answer === null || answer === "failed") return { tool, calls: answer, notKnown: [] };
    const calls = answer.calls.map(({ kind, arguments: args, decision, says }) => ({
      kind,
      args: shortArguments(args),
      decision,
      says,
    }));
    return { tool, calls, notKnown: answer.notKnown };
  }

  /** The calls, or one of them, each a day after the one before: no limit counts two of them together. */
  calls(from: string, only?: number): readonly RecordedCall[] {
    const { tool, answer } = this;
    if (tool === null || answer === null || answer === "failed") return [];
    return answer.calls
      .filter((_, index) => only === undefined || only === index)
      .map(({ arguments: args }, index) => ({
        tool,
        arguments: args,
        at: instantAfter(from, "day", index),
        grant: "default",
        firstDecision: null,
      }));
  }

  /** Drops the question under way. */
  dispose(): void {
    this.#latest.drop();
  }
}
