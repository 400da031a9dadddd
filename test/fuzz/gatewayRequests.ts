/** What must hold of the gateway over HTTP, where a call is named in a header as well. */
import type { IncomingHttpHeaders } from "node:http";
import fc from "fast-check";
import type { Gate } from "../../server/src/gateway/gate";
import { headerMismatch } from "../../server/src/gateway/http/checkHeaders";
import { Exchange } from "../../server/src/gateway/relay/exchange";
import { Retries } from "../../server/src/gateway/relay/retries";
import { clientLine, toolNames } from "./arbitraries/clientStream";
import { expectThat } from "./expectations";
import { type FuzzProperty, fuzzProperty } from "./fuzzProperty";
import { isAllowed, newGate } from "./gatewayProperties";
import { callsInBody } from "./lenientReaders";

/** What passes the body of a request to a server; undefined: it does not get it. */
export type HttpGateway = () => (headers: IncomingHttpHeaders, body: Buffer) => Buffer | undefined;

/** The gateway without its look at the headers. */
export function passBody(gate: Gate): (headers: IncomingHttpHeaders, body: Buffer) => Buffer | undefined {
  const exchange = new Exchange({ gate, grant: "g", retries: new Retries(), carries: "bodies" });
  return (_, body) => {
    const passed = exchange.fromClient(body);
    if (passed instanceof Promise) throw new Error("The memory never waits.");
    return passed.toServer;
  };
}

/** The gateway itself, as `http/admitRequest.ts` and `http/proxy.ts` have it. */
export const gatewayOverHttp: HttpGateway = () => {
  const pass = passBody(newGate());
  return (headers, body) => (headerMismatch(headers, jsonOf(body)) === undefined ? pass(headers, body) : undefined);
};

const encoded = (name: string): string => `=?base64?${Buffer.from(name).toString("base64")}?=`;

const nameHeader = fc.constantFrom(...toolNames).chain((name) => fc.constantFrom(name, encoded(name)));

const headers: fc.Arbitrary<IncomingHttpHeaders> = fc.record(
  {
    "mcp-method": fc.constantFrom("tools/call", "tools/call", "ping", "tools/list"),
    "mcp-name": nameHeader,
    "mcp-protocol-version": fc.constantFrom("2026-07-28", "2025-11-25"),
  },
  { requiredKeys: [] },
);

/** A body, its headers, and whether the headers are to be the right ones. */
const request = fc.tuple(clientLine, headers, fc.boolean());

/** The properties of a gateway over HTTP. */
export function httpProperties(gateway: HttpGateway): readonly FuzzProperty[] {
  return [
    fuzzProperty(
      "a server that reads the header runs no other call than one that reads the body, and none that is denied",
      300,
      request,
      ([{ text, plainCall }, drawn, isRight]) => {
        const sent =
          isRight && plainCall !== undefined
            ? { "mcp-method": "tools/call", "mcp-name": encoded(plainCall.tool) }
            : drawn;
        const got = gateway()(sent, Buffer.from(text))?.toString();
        // Every request has a body of its own, so nothing is counted before it.
        if (isRight && plainCall !== undefined && isAllowed(plainCall))
          expectThat(got === text, () => `An allowed call is lost or changed: ${text}`);
        if (got === undefined) return;
        const calls = callsInBody(got);
        for (const call of calls)
          expectThat(isAllowed(call), () => `A server got the denied call ${JSON.stringify(call)}`);
        const named = sent["mcp-name"];
        if (typeof named !== "string" || calls.length === 0) return;
        const name = /^=\?base64\?/.test(named) ? Buffer.from(named.slice(9, -2), "base64").toString() : named;
        for (const { tool } of calls)
          expectThat(tool === name, () => `The header names ${JSON.stringify(name)}, the body ${JSON.stringify(tool)}`);
      },
      () => 1,
    ),
  ];
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
