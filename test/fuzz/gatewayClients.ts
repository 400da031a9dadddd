/** What must hold of a gateway that has several clients at once. */
import fc from "fast-check";
import { Exchange } from "../../server/src/gateway/relay/exchange";
import { Retries } from "../../server/src/gateway/relay/retries";
import { clientLine, type SentLine } from "./arbitraries/clientStream";
import { expectThat } from "./expectations";
import { type FuzzProperty, fuzzProperty } from "./fuzzProperty";
import { isAllowed, most, newGate } from "./gatewayProperties";
import { callsOfAnyReader, callsOfUsualReader } from "./lenientReaders";

/** A gateway for clients with these grants: what passes each of their lines to their server. */
export type Gateway = (grants: readonly string[]) => readonly ((line: Buffer) => Buffer | undefined)[];

/** The gateway itself: one gate, an exchange for each client. */
export const sharedGateway: Gateway = (grants) => {
  const gate = newGate();
  return grants.map((grant) => {
    const exchange = new Exchange({ gate, grant, retries: new Retries(), carries: "lines" });
    return (line) => {
      const passed = exchange.fromClient(line);
      if (passed instanceof Promise) throw new Error("The memory never waits.");
      return passed.toServer;
    };
  });
};

const grants = ["alice", "bob", "alice"];

/** Is counted, so that limits are reached often. */
const counted: SentLine = {
  text: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"send"}}',
  plainCall: { tool: "send", args: undefined },
};

/** The lines of some clients, in the order in which they come. */
const lines = fc.array(
  fc.tuple(
    fc.nat({ max: grants.length - 1 }),
    fc.oneof({ weight: 2, arbitrary: clientLine }, { weight: 1, arbitrary: fc.constant(counted) }),
  ),
  { minLength: 1, maxLength: 20 },
);

/** The properties of a gateway with several clients. */
export function clientsProperties(gateway: Gateway): readonly FuzzProperty[] {
  return [
    fuzzProperty(
      "each client gets its own calls through and no other's, and a grant is counted over all its clients",
      100,
      lines,
      (sent) => {
        const passes = gateway(grants);
        const got = grants.map(() => "");
        for (const [client, { text, plainCall }] of sent) {
          const line = `${text}\n`;
          const passed = passes[client]?.(Buffer.from(line))?.toString();
          got[client] += passed ?? "";
          if (plainCall === undefined || plainCall.tool === "send" || !isAllowed(plainCall)) continue;
          expectThat(passed === line, () => `An allowed call is lost or changed: ${line}`);
        }
        for (const call of callsOfAnyReader(got.join("")))
          expectThat(isAllowed(call), () => `A server got the denied call ${JSON.stringify(call)}`);
        for (const grant of new Set(grants)) {
          const own = grants.flatMap((each, client) => (each === grant ? [client] : []));
          const sends = own.flatMap((client) => callsOfUsualReader(got[client] ?? "").filter(isSend)).length;
          expectThat(sends <= most, () => `${sends} calls of ${grant} got through a limit of ${most}`);
          const asked = sent.filter(([client, { plainCall }]) => own.includes(client) && plainCall?.tool === "send");
          // Calls in batches count as well.
          expectThat(sends >= Math.min(asked.length, most), () => `A call of ${grant} within the limit is lost`);
        }
      },
      (sent) => sent.length,
    ),
  ];
}

function isSend({ tool }: { readonly tool: string }): boolean {
  return tool === "send";
}
