/** A gateway in this process: what a client sends, and what comes out of it on both sides. */
import type { CallLog, LoggedCall } from "../../server/src/gateway/callLog";
import type { CounterStore } from "../../server/src/gateway/counters/counterStore";
import { memoryCounters } from "../../server/src/gateway/counters/memoryCounters";
import { Gate, type GateParts } from "../../server/src/gateway/gate";
import type { LoadedPolicy } from "../../server/src/gateway/policySource";
import { Exchange } from "../../server/src/gateway/relay/exchange";
import { Retries } from "../../server/src/gateway/relay/retries";
import type { Assumptions } from "../../server/src/policy/model/assumptions";
import { withReading } from "../../server/src/service/config/withReading";
import { snapshotOf } from "../../server/src/service/snapshot";

/** A version of a policy as a source gives it. */
export function loaded(policy: object | string, assumptions?: Partial<Assumptions>): LoadedPolicy {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  const snapshot = withReading(snapshotOf(text), assumptions);
  const { refusal } = snapshot.policy;
  return { policy: snapshot.policy, problem: refusal?.first, hash: "sha256:test" };
}

/** What a test may choose. */
export interface Setting extends Partial<Pick<GateParts, "observes" | "onError" | "log" | "store">> {
  readonly assumptions?: Partial<Assumptions>;
  readonly current?: () => LoadedPolicy | Promise<LoadedPolicy>;
  readonly carries?: "lines" | "bodies";
}

/** An exchange by a policy. */
export function exchangeBy(policy: object, setting: Setting = {}) {
  const calls: LoggedCall[] = [];
  const notes: string[] = [];
  const version = loaded(policy, setting.assumptions);
  const log: CallLog = { write: (call) => void calls.push(call), close: async () => {} };
  const store: CounterStore = setting.store ?? memoryCounters(() => 0);
  const gate = new Gate({
    source: { current: setting.current ?? (() => version) },
    store,
    log: setting.log ?? log,
    observes: setting.observes ?? false,
    onError: setting.onError ?? "deny",
    note: (sentence) => void notes.push(sentence),
  });
  const exchange = new Exchange({ gate, grant: "g", retries: new Retries(), carries: setting.carries ?? "lines" });
  return {
    calls,
    notes,
    gate,
    exchange,
    /** What the server gets and what the client is answered, as texts. */
    async send(text: string | Buffer) {
      const { toServer, toClient } = await exchange.fromClient(Buffer.from(text));
      return { server: toServer?.toString() ?? null, client: toClient };
    },
    answer: async (text: string) => String(await exchange.fromServer(Buffer.from(text))),
  };
}

/** A call of the legacy era as a line. */
export function callLine(name: string, args?: object, id: unknown = 1): string {
  return `${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } })}\n`;
}

/** The text that the agent reads in an answer. */
export function deniedText(answer: string | undefined): string {
  return JSON.parse(answer ?? "null")?.result?.content?.[0]?.text ?? "";
}
