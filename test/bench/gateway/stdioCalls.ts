import { type LineProcess, residentMegabytes, startLines } from "./process";

/** What calls through one process took. */
export interface CallSamples {
  /** Milliseconds of a call, one after another. */
  readonly times: readonly number[];
  /** Calls a second with many under way. */
  readonly perSecond: readonly number[];
  /** Microseconds of processor time for each of these; of what is in the middle. */
  readonly microseconds: readonly number[];
  /** With 1,000 calls open. */
  readonly megabytes: readonly number[];
}

/** So many that the engine has compiled what a call needs: a gateway runs for as long as its client. */
const warmUp = 3_000;
const oneByOne = 1_000;
const together = 20_000;
/** Under way at any time, as many agents would have. */
const underWay = 100;
const openCalls = 1_000;

/** Measures what speaks by lines once. */
export async function measureStdio(words: readonly string[]): Promise<CallSamples> {
  const process = startLines(words);
  const { child, call, next, seconds, end } = process;
  const times = await callOneByOne(process);
  const usedBefore = seconds();
  const startedAt = performance.now();
  for (let count = 0; count < underWay; count++) call();
  for (let count = 0; count < together; count++) {
    await next();
    if (count + underWay < together) call();
  }
  const perSecond = together / ((performance.now() - startedAt) / 1_000);
  const microseconds = ((seconds() - usedBefore) / together) * 1e6;
  for (let count = 0; count < openCalls; count++) call({ hold: true });
  call();
  await next();
  const megabytes = residentMegabytes(child);
  await end();
  return { times, perSecond: [perSecond], microseconds: [microseconds], megabytes: [megabytes] };
}

/** Milliseconds of calls, one after another. */
export async function measureCalls(words: readonly string[]): Promise<readonly number[]> {
  const process = startLines(words);
  const times = await callOneByOne(process);
  await process.end();
  return times;
}

async function callOneByOne({ call, next }: LineProcess): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = 0; count < warmUp + oneByOne; count++) {
    const startedAt = performance.now();
    call();
    await next();
    if (count >= warmUp) times.push(performance.now() - startedAt);
  }
  return times;
}
