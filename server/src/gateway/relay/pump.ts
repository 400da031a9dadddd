import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

/**
 * Gives each chunk of a stream to a function, and reads on when it has answered. A stream that breaks has ended. By events: an
 * iterator of the stream costs as much as the rest of a gateway.
 */
export function pump(from: Readable, take: (chunk: Buffer) => Promise<void> | undefined): Promise<void> {
  return new Promise((resolve) => {
    let taking: Promise<void> | undefined;
    const goOn = (): void => {
      taking = undefined;
      from.resume();
    };
    from.on("data", (chunk: Buffer) => {
      taking = take(chunk);
      if (taking === undefined) return;
      from.pause();
      taking.then(goOn, goOn);
    });
    for (const event of ["end", "close", "error"]) from.on(event, () => resolve(taking));
  });
}

/** Writes, and waits while the reader is slow; output without a reader is dropped. */
export function writeTo(to: Writable, bytes: Buffer | string): Promise<void> | undefined {
  if (!to.writable) return undefined;
  return to.write(bytes) ? undefined : drained(to);
}

async function drained(to: Writable): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  await Promise.race([once(to, "drain", { signal }), once(to, "close", { signal })]).catch(() => {});
  done.abort();
}
