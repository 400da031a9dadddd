/** The short run of the gateway's properties, and the proof that a hole is found. `npm run fuzz` is the long one. */
import { describe, expect, test } from "vitest";
import { clientsProperties, type Gateway, sharedGateway } from "./gatewayClients";
import { gatewayProperties, gatewayRelay, newGate, type Relay } from "./gatewayProperties";
import { gatewayOverHttp, type HttpGateway, httpProperties, passBody } from "./gatewayRequests";
import { callsInBody, callsOfAnyReader } from "./lenientReaders";

const seed = 20260131;

const properties = [
  ...gatewayProperties(gatewayRelay),
  ...clientsProperties(sharedGateway),
  ...httpProperties(gatewayOverHttp),
];

test.each(properties.map((property) => [property.name, property] as const))("%s", (_, property) => {
  expect(property.run({ seed, runs: 600 })).toBeUndefined();
});

test("a carriage return ends a line for some readers, and no body of a request", () => {
  const text = '{"method":"ping","x":\r{"method":"tools/call","params":{"name":"secret"}}\r}';
  expect(callsOfAnyReader(text)).toContainEqual({ tool: "secret", args: undefined });
  expect(callsInBody(text)).toEqual([]);
  expect(gatewayRelay()(Buffer.from(text))).toBeUndefined();
  expect(gatewayOverHttp()({}, Buffer.from(text))?.toString()).toBe(text);
});

/** Each lets something through that the gateway does not, or changes it. */
const holes: readonly (readonly [what: string, hole: Relay])[] = [
  ["looks for the name of the method in the text", () => passing((line) => !line.includes('"tools/call"'))],
  [
    "believes its own reader of JSON",
    () => passing((line, value) => nameOf(value) === "read" || !line.includes("tools")),
  ],
  ["does not look into batches", () => passing((line) => line.startsWith("["))],
  ["lets through what is not JSON", () => passing((_, value) => value === undefined)],
  [
    "prints messages again",
    () => {
      const pass = gatewayRelay();
      return (line) => {
        const passed = pass(line);
        if (passed === undefined || passed.length < 3) return passed;
        return Buffer.from(`${JSON.stringify(JSON.parse(passed.toString()))}\n`);
      };
    },
  ],
  [
    "forgets what it has counted",
    () => {
      let count = 0;
      let pass = gatewayRelay();
      return (line) => {
        if (++count % 2 === 0) pass = gatewayRelay();
        return pass(line);
      };
    },
  ],
  [
    "loses a call",
    () => {
      const pass = gatewayRelay();
      return (line) => (line.includes("passwd") ? undefined : pass(line));
    },
  ],
];

describe("a run finds a gateway that", () => {
  test.each(holes)("%s", (_, hole) => {
    const findings = gatewayProperties(hole).map((property) => property.run({ seed, runs: 4_000, asFound: true }));
    expect(findings.join("")).toMatch(/Finding/);
  });
});

/** Faults that only several clients, or headers, bring to light. */
const gatewayHoles: readonly (readonly [what: string, hole: Gateway])[] = [
  ["counts each client for itself", (grants) => grants.flatMap((grant) => sharedGateway([grant]))],
  ["counts all grants as one", (grants) => sharedGateway(grants.map(() => "g"))],
  [
    "mixes up its clients",
    (grants) => {
      const passes = sharedGateway(grants);
      let last: Buffer | undefined;
      return passes.map((pass) => (line: Buffer) => {
        const passed = pass(line);
        const mixed = last ?? passed;
        last = passed;
        return mixed;
      });
    },
  ],
];

const httpHoles: readonly (readonly [what: string, hole: HttpGateway])[] = [
  ["does not look at headers", () => passBody(newGate())],
  [
    "believes the header",
    () => {
      const pass = gatewayOverHttp();
      return (headers, body) => (headers["mcp-name"] === "read" ? body : pass(headers, body));
    },
  ],
  [
    "refuses a request whose headers are right",
    () => {
      const pass = gatewayOverHttp();
      return (headers, body) => ("mcp-method" in headers ? undefined : pass(headers, body));
    },
  ],
];

describe("a run with several clients, or with headers, finds a gateway that", () => {
  test.each([
    ...gatewayHoles.map(([what, hole]) => [what, clientsProperties(hole)] as const),
    ...httpHoles.map(([what, hole]) => [what, httpProperties(hole)] as const),
  ])("%s", (_, holed) => {
    const findings = holed.map((property) => property.run({ seed, runs: 4_000, asFound: true }));
    expect(findings.join("")).toMatch(/Finding/);
  });
});

/** The gateway, and beside it a hole. */
function passing(isHole: (line: string, value: unknown) => boolean): (line: Buffer) => Buffer | undefined {
  const pass = gatewayRelay();
  return (line) => {
    const text = line.toString();
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // Not JSON.
    }
    return isHole(text, value) ? line : pass(line);
  };
}

function nameOf(value: unknown): unknown {
  return (value as { params?: { name?: unknown } } | undefined)?.params?.name;
}
