import { describe, expect, it } from "vitest";
import { provideRedis } from "./provideRedis.mjs";

/** A machine that has a Redis only after some looks for it, or never. */
function machine(looks: number, canInstall: boolean, failure?: string) {
  const lines: string[] = [];
  let left = looks;
  const isThere = provideRedis({
    hasRedisServer: () => left-- <= 0,
    canInstall: () => canInstall,
    install: () => failure,
    log: (line: string) => void lines.push(line),
  });
  return { isThere, lines };
}

describe("a Redis for the tests", () => {
  it("is the installed one, without a word", () => {
    expect(machine(0, true)).toEqual({ isThere: true, lines: [] });
  });

  it("is installed where that is possible, and that is said", () => {
    const { isThere, lines } = machine(1, true);
    expect(isThere).toBe(true);
    expect(lines).toEqual([expect.stringContaining("apt-get install -y redis-server")]);
  });

  it("is done without where it cannot be had, and the reason is said", () => {
    expect(machine(9, false)).toEqual({
      isThere: false,
      lines: ["No redis-server was found, so the tests of counters in Redis are skipped."],
    });
    expect(machine(9, true, "apt-get update: no network").lines[1]).toBe(
      "No redis-server was found (installing it failed: apt-get update: no network), so the tests of counters in Redis are skipped.",
    );
  });
});
