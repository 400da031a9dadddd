import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

/** Gives each chunk of a stream to a function, and reads on when it has answered. A stream that breaks has ended. */
export async function pump(from: Readable, take: (chunk: Buffer) => Promise<void> | undefined): Promise<void> {
  try {
    for await (const chunk of from) {
      const taken = take(chunk);
      if (taken !== undefined) await taken;
    }
  } catch {
    // Whoever wrote into it is gone.
  }
}

/** Writes, and waits while the reader is slow; what nobody reads any more is dropped. */
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
