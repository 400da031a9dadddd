import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** In bytes, two halves: with less, more than one call in a hundred waits for a collection. */
const enough = 4 * 2 ** 20;

/**
 * Keeps the room for young objects as small as it is once the program and its policy are read. A gateway runs for as long as its
 * client does, and what it makes for a call is garbage at once: more room saves a few collections, and costs 10 to 25 MB. So
 * little of it is still needed that a collection takes half as long when no other threads are woken for it.
 */
export function keepMemoryLow({ isPolicyRead }: { readonly isPolicyRead: boolean }): void {
  setFlagsFromString("--no-parallel-scavenge");
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
  if (isPolicyRead || young === undefined || young.space_size >= enough)
    setFlagsFromString("--semi-space-growth-factor=1");
}
