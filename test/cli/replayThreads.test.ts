/** A replay is the same however it is cut and shared between threads: the answer of the simple loop, call by call. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ReplayCounters } from "../../server/src/cli/replay/replayCounters";
import { type ReplayOptions, replayLog } from "../../server/src/cli/replay/replayLog";
import { replayReport } from "../../server/src/cli/replay/replayReport";
import { ReplayTally } from "../../server/src/cli/replay/replayTally";
import { decide } from "../../server/src/policy/decide/decide";
import { defaultAssumptions, otherChoices } from "../../server/src/policy/model/assumptions";
import type { Policy } from "../../server/src/policy/model/policy";
import { notKnownInShort } from "../../server/src/policy/words/notKnownInWords";
import { readRecordedLine } from "../../server/src/service/simulation/recordedCall";
import { snapshotOf } from "../../server/src/service/snapshot";
import { call } from "../fuzz/arbitraries/calls";
import { validPolicyText, wellFormedText } from "../fuzz/arbitraries/policies";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

/** The replay as a person would write it: line by line, call by call. */
function oneByOne(policy: Policy, log: string): ReplayTally {
  const tally = new ReplayTally();
  const kept = new ReplayCounters();
  let next = Date.UTC(2026, 0, 1);
  for (const [index, line] of log.split("\n").entries()) {
    if (line.trim() === "") continue;
    for (const read of readRecordedLine(line)) {
      if (read.kind === "other") tally.otherMessages++;
      else if (read.kind === "unreadable") tally.notReplayable(undefined, read.why, index + 1);
      else {
        const { tool, arguments: args, isRetry, grant = "default", at = next } = read;
        next = at + 1_000;
        if (read.at === undefined) tally.untimed++;
        for (const code of read.notes) tally.noted(code, index + 1);
        if (read.isAmbiguous) {
          tally.notKnown(tool, "the call was ambiguous: it can be read in several ways", index + 1);
          continue;
        }
        const made = { tool, arguments: args, isRetry, grant, at };
        const { outcome, reason, rule, charges, earlierDoubt } = decide(policy, made, kept.counters, { trace: false });
        kept.add(charges, at);
        if (reason.kind !== "not-known")
          tally.decided(tool, outcome === "allow" ? "allowed" : "denied", rule, earlierDoubt !== null);
        else if (reason.because.kind === "arguments-not-recorded")
          tally.notReplayable(tool, "arguments not recorded, and the policy looks at them", index + 1);
        else tally.notKnown(tool, notKnownInShort(reason.because), index + 1);
      }
    }
  }
  return tally;
}

const line: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: call.map(({ tool, arguments: args, grant, at }) =>
      JSON.stringify({ name: tool, arguments: args, grant, at: Number.isFinite(at) ? at : undefined }),
    ),
  },
  fc.constantFrom(
    ...["", "  ", "\r", "{", "[]", "1", '{"name": "a", "name" :"b", "arguments": {"a": 12345678901234567890}}'],
    ...['{"jsonrpc":"2.0","id":1,"result":{}}', '{"tool":"a","decision":"allow"}', '{"name":"a","rule":"(ambiguous)"}'],
    ...[
      '{"name":"a","arguments":[1]}',
      '{"name":"a","at":"x"}',
      '[{"name":"a"},{"name":"b","requestState":"s"}]',
      "é\ufffd",
    ],
  ),
);

async function report(policy: Policy, log: string, chunkLength: number, options: ReplayOptions): Promise<string> {
  const bytes = Buffer.from(log);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += chunkLength) {
      yield bytes.subarray(start, start + chunkLength);
      // As a file does, which lets the answers of other threads through.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return replayReport(await replayLog(policy, chunks(), options), "json");
}

const readings = fc.constantFrom(undefined, defaultAssumptions, ...otherChoices.map(({ assumptions }) => assumptions));
const replayed = fc.tuple(
  fc.oneof({ weight: 4, arbitrary: validPolicyText }, wellFormedText),
  readings,
  fc.array(line, { minLength: 5, maxLength: 120, size: "max" }),
  fc.integer({ min: 1, max: 700 }),
  fc.integer({ min: 1, max: 900 }),
);

function policyOf(text: string, reading: Policy["reading"]): Policy {
  const { policy } = snapshotOf(text);
  return reading === undefined ? policy : { ...policy, reading };
}

describe("a replay has the answer of the simple loop, byte for byte", () => {
  it("in one thread, wherever chunks and pieces end", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(replayed, async ([text, reading, lines, chunkLength, pieceLength]) => {
        const policy = policyOf(text, reading);
        const log = lines.join("\n");
        const expected = replayReport(oneByOne(policy, log), "json");
        expect(await report(policy, log, chunkLength, { threads: 1, pieceLength })).toBe(expected);
      }),
      { numRuns: Number(process.env.REPLAY_RUNS ?? 40), seed: 16 },
    );
  });

  it("in three threads, whichever is the first to be done", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(replayed, async ([text, reading, lines, chunkLength, pieceLength]) => {
        const policy = policyOf(text, reading);
        const log = lines.join("\n");
        const expected = replayReport(oneByOne(policy, log), "json");
        const options = { threads: 3, threadsFrom: 0, pieceLength, module: cli.module };
        expect(await report(policy, log, chunkLength, options)).toBe(expected);
      }),
      { numRuns: Number(process.env.REPLAY_RUNS ?? 4), seed: 17 },
    );
  });
});
