/** What must hold of the gateway, whatever a client sends. */

import { memoryCounters } from "../../server/src/gateway/counters/memoryCounters";
import { Gate } from "../../server/src/gateway/gate";
import { Exchange } from "../../server/src/gateway/relay/exchange";
import { LineSplitter } from "../../server/src/gateway/relay/lineSplitter";
import { Retries } from "../../server/src/gateway/relay/retries";
import { decide } from "../../server/src/policy/decide/decide";
import { snapshotOf } from "../../server/src/service/snapshot";
import type { ClientStream } from "./arbitraries/clientStream";
import { clientStream } from "./arbitraries/clientStream";
import { expectSame, expectThat } from "./expectations";
import { type FuzzProperty, fuzzProperty } from "./fuzzProperty";
import { callsOfAnyReader, callsOfUsualReader, type ReadCall } from "./lenientReaders";

/** What is between a client and a server: a value, so that a test can plant a hole and see it found. */
export type Relay = () => (line: Buffer) => Buffer | undefined;

/** So many calls of `send` pass for a grant. */
export const most = 3;

const { policy } = snapshotOf(
  JSON.stringify({
    version: "1",
    default: "deny",
    hide: ["secret"],
    tools: {
      read: {},
      write: { deny_if: [{ conditions: [{ path: "args.path", op: "regex", value: "^/etc" }] }] },
      send: { limits: [{ counter: "c", window: "day", max: most, scope: "grant" }] },
    },
  }),
);

/** A gate by that policy, which counts from nothing. */
export function newGate(): Gate {
  const current = { policy, problem: undefined, hash: "" };
  const parts = { source: { current: () => current }, store: memoryCounters(() => 0), log: undefined, observes: false };
  return new Gate({ ...parts, onError: "deny", note: () => {} });
}

/** The gateway itself. */
export const gatewayRelay: Relay = () => {
  const exchange = new Exchange({ gate: newGate(), grant: "g", retries: new Retries(), carries: "lines" });
  return (line) => {
    const passed = exchange.fromClient(line);
    if (passed instanceof Promise) throw new Error("The memory never waits.");
    return passed.toServer;
  };
};

/** The properties of a gateway. */
export function gatewayProperties(relay: Relay): readonly FuzzProperty[] {
  return [
    fuzzProperty(
      "no denied call reaches a server, and no allowed one is lost or changed",
      400,
      clientStream,
      (stream) => {
        const sent = stream.lines.map(({ text }) => `${text}\n`);
        const got = relayed(relay, sent.join(""), stream.cuts);
        for (const call of callsOfAnyReader(got))
          expectThat(isAllowed(call), () => `A server got the denied call ${JSON.stringify(call)}`);
        const counted = callsOfUsualReader(got).filter(({ tool }) => tool === "send");
        expectThat(counted.length <= most, () => `${counted.length} calls got through a limit of ${most}`);
        // What is not counted goes through as it came, and in its order.
        let from = 0;
        for (const [index, { plainCall }] of stream.lines.entries()) {
          const line = sent[index] ?? "";
          if (plainCall === undefined || plainCall.tool === "send" || !isAllowed(plainCall)) continue;
          from = got.indexOf(line, from);
          expectThat(from >= 0, () => `An allowed call is lost or changed: ${line}`);
          from += line.length;
        }
        const plain = stream.lines.filter(({ plainCall }) => plainCall?.tool === "send").length;
        if (plain === counted.length || counted.length === most) return;
        // Calls in batches count as well.
        expectSame(counted.length >= Math.min(plain, most), true, "A call within the limit is lost");
      },
      ({ lines }) => lines.length,
    ),
  ];
}

function relayed(relay: Relay, text: string, cuts: ClientStream["cuts"]): string {
  const bytes = Buffer.from(text);
  const pass = relay();
  const splitter = new LineSplitter();
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const got: Buffer[] = [];
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    for (const line of splitter.add(bytes.subarray(start, end))) {
      const passed = line && pass(line);
      if (passed !== undefined) got.push(passed);
    }
    start = end;
  }
  return Buffer.concat(got).toString();
}

/** Whether the policy allows a call, limits aside. */
export function isAllowed({ tool, args }: ReadCall): boolean {
  return decide(policy, { tool, arguments: args, grant: "g", at: 0 }, new Map(), { trace: false }).outcome === "allow";
}
