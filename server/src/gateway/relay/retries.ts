import type { ClientMessage } from "../message/clientMessage";

/** So many questions of servers are remembered. */
const most = 10_000;

/**
 * The calls that servers have answered with a question to a person (2026-07-28). A client may claim that a call is the
 * retry of one; only what answers such a question is one, so claiming to be one is no way around a limit.
 */
export class Retries {
  readonly #expected = new Map<string, number>();

  /** The server has answered a call with a question; `state` is the text of its `requestState`, "" without one. */
  expect(tool: string, state: string): void {
    const key = keyOf(tool, state);
    this.#expected.set(key, (this.#expected.get(key) ?? 0) + 1);
    if (this.#expected.size <= most) return;
    const [oldest] = this.#expected.keys();
    if (oldest !== undefined) this.#expected.delete(oldest);
  }

  /** Whether a call answers a question. Each question is answered once. */
  take({ tool, retryOf }: Extract<ClientMessage, { kind: "call" }>): boolean {
    if (retryOf === undefined) return false;
    const key = keyOf(tool, retryOf);
    const count = this.#expected.get(key) ?? 0;
    if (count > 1) this.#expected.set(key, count - 1);
    else this.#expected.delete(key);
    return count > 0;
  }
}

function keyOf(tool: string, state: string): string {
  return `${tool.length} ${tool} ${state}`;
}
