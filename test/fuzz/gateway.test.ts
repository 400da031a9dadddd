/** The short run of the gateway's properties, and the proof that a hole is found. `npm run fuzz` is the long one. */
import { describe, expect, test } from "vitest";
import { gatewayProperties, gatewayRelay, type Relay } from "./gatewayProperties";

const seed = 20260131;

test.each(gatewayProperties(gatewayRelay).map((property) => [property.name, property] as const))(
  "%s",
  (_, property) => {
    expect(property.run({ seed, runs: 600 })).toBeUndefined();
  },
);

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
