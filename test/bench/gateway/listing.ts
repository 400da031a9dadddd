import { startLines } from "./process";

const warmUp = 3;
const lists = 15;

/** Milliseconds of `tools/list`, one after another. */
export async function measureListing(words: readonly string[]): Promise<readonly number[]> {
  const { ask, next, end } = startLines(words);
  const times: number[] = [];
  for (let count = 0; count < warmUp + lists; count++) {
    const startedAt = performance.now();
    ask("tools/list");
    await next();
    if (count >= warmUp) times.push(performance.now() - startedAt);
  }
  await end();
  return times;
}
