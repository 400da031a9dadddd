import type { Policy } from "../../policy/model/policy";
import { Threads } from "../threads";
import type { CheckedPiece } from "./checkedPiece";
import { checkPiece, longestLine } from "./checkPiece";
import { ReplayedLog } from "./countPiece";
import { type LogPiece, logPieces } from "./logPieces";
import type { ReplayTally } from "./replayTally";
import type { ThreadData } from "./replayThread";

/** A shorter log is done before other threads have started. */
const longLog = 16_000_000;

/** More pieces that are checked, and wait for an earlier one to be counted, are not kept. */
const mostAhead = 16;

/** How a log is replayed. The result depends on none of this. */
export interface ReplayOptions {
  /** How many threads share the work, this one included. */
  readonly threads: number;
  /** From how many bytes on there are others than this one. */
  readonly threadsFrom?: number;
  /** Bytes that are handed over at once. */
  readonly pieceLength?: number;
  /** The bundle that the other threads run: that which is running. */
  readonly module?: string;
}

/** A piece that is being checked, or has been. */
interface Ahead {
  readonly checked: Promise<CheckedPiece>;
  done: CheckedPiece | undefined;
}

/**
 * Replays a log, however long. What depends on a single call is done by `threads` threads when the log is long; calls are
 * counted here, in their order, so that the answer is the same.
 */
export async function replayLog(
  policy: Policy,
  chunks: AsyncIterable<Uint8Array>,
  { threads, threadsFrom = longLog, pieceLength, module }: ReplayOptions,
): Promise<ReplayTally> {
  const log = new ReplayedLog(policy);
  const ahead: Ahead[] = [];
  let others: Threads<LogPiece, CheckedPiece> | undefined;
  let read = 0;
  const countNext = async (): Promise<void> => {
    const next = ahead.shift();
    if (next !== undefined) log.add(next.done ?? (await next.checked));
  };
  try {
    // A character of UTF-16 has three bytes at most.
    for await (const piece of logPieces(chunks, longestLine * 3, pieceLength)) {
      read += piece.bytes.length;
      if (threads > 1 && read > threadsFrom) others ??= threadsFor(policy, threads - 1, module);
      const checked = others?.ask(piece, [piece.bytes.buffer]);
      // While the others have enough to do, this thread does what they do.
      if (checked === undefined && ahead.length === 0) log.add(checkPiece(policy, piece));
      else ahead.push(keep(checked ?? checkPiece(policy, piece)));
      while (ahead[0]?.done !== undefined || ahead.length > mostAhead) await countNext();
    }
    while (ahead.length > 0) await countNext();
  } finally {
    await others?.stop();
  }
  return log.tally;
}

function threadsFor(policy: Policy, count: number, module?: string): Threads<LogPiece, CheckedPiece> {
  // A policy reads its tools when they are asked for, which a copy does here.
  const data: ThreadData = { role: "mcp-policy replay", policy: { ...policy } };
  // What they make is soon garbage: more room would only be more memory.
  return new Threads(data, { count, module, limits: { maxYoungGenerationSizeMb: 4 } });
}

function keep(checked: Promise<CheckedPiece> | CheckedPiece): Ahead {
  if (!(checked instanceof Promise)) return { checked: Promise.resolve(checked), done: checked };
  const kept: Ahead = { checked, done: undefined };
  checked.then(
    (done) => {
      kept.done = done;
    },
    // Whoever waits for the piece gets the error.
    () => {},
  );
  return kept;
}
