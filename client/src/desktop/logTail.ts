import { unwatchFile, watchFile } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** How often the file is looked at, in milliseconds. Looking misses nothing, on any file system; watchers do. */
const interval = 300;

/** Of a log that is there already, so much of the end is read. */
const mostBytes = 2_000_000;

/** A line that is longer is not read. */
const longestLine = 16_000_000;

/** Follows a file that lines are appended to, also when it is put aside and begun again. */
export class LogTail {
  readonly #path: string;
  readonly #take: (lines: readonly string[]) => void;
  readonly #look = (): void => {
    this.#looking = this.#looking.then(() => this.#read()).catch(() => {});
  };
  #looking: Promise<void> = Promise.resolve();
  #file = 0;
  #offset = 0;
  #isFirst = true;

  constructor(path: string, take: (lines: readonly string[]) => void) {
    this.#path = path;
    this.#take = take;
    watchFile(path, { interval, persistent: false }, this.#look);
    this.#look();
  }

  dispose(): void {
    unwatchFile(this.#path, this.#look);
  }

  async #read(): Promise<void> {
    const file = await open(this.#path).catch(() => undefined);
    if (file === undefined) return;
    try {
      const { ino, size } = await file.stat();
      if (!this.#isFirst && ino !== this.#file) await this.#readRest();
      if (ino !== this.#file || size < this.#offset) this.#offset = 0;
      this.#file = ino;
      const start = this.#isFirst ? Math.max(0, size - mostBytes) : this.#offset;
      const { lines, end } = await linesFrom(file, start, size);
      this.#take(this.#isFirst && start > 0 ? lines.slice(1) : lines);
      this.#offset = end;
      this.#isFirst = false;
    } finally {
      await file.close();
    }
  }

  /** What came before the file was put aside. */
  async #readRest(): Promise<void> {
    const aside = await open(`${this.#path}.1`).catch(() => undefined);
    if (aside === undefined) return;
    try {
      const { ino, size } = await aside.stat();
      if (ino === this.#file) this.#take((await linesFrom(aside, this.#offset, size)).lines);
    } finally {
      await aside.close();
    }
  }
}

/** The whole lines of a part of a file, and where the last of them ends. */
async function linesFrom(
  file: FileHandle,
  start: number,
  size: number,
): Promise<{ readonly lines: readonly string[]; readonly end: number }> {
  const length = Math.min(size - start, longestLine);
  if (length <= 0) return { lines: [], end: start };
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  const last = buffer.lastIndexOf("\n", bytesRead - 1);
  // A line that does not fit is passed over, so that those after it are read.
  if (last < 0) return { lines: [], end: length === longestLine ? start + length : start };
  const lines = buffer.toString("utf8", 0, last).split("\n");
  const end = start + last + 1;
  if (end < size && size - start > longestLine) {
    const rest = await linesFrom(file, end, size);
    return { lines: [...lines, ...rest.lines], end: rest.end };
  }
  return { lines, end };
}
