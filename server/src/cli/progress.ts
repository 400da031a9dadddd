import { showStatus } from "./terminal";

/** Nobody wants to know how far something is that is done at once; in milliseconds. */
const patience = 1_000;

/** Milliseconds between two looks at a terminal. */
const pause = 200;

/** One line on standard error that says how far something is: on a terminal only, and only when it takes a while. */
export class Progress {
  readonly #startedAt = Date.now();
  #shownAt = 0;

  /** Says how far it is; made only when it is shown. */
  show(text: () => string): void {
    const now = Date.now();
    if (now - this.#startedAt < patience || now - this.#shownAt < pause) return;
    this.#shownAt = showStatus(text()) ? now : Number.POSITIVE_INFINITY;
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shownAt > 0 && this.#shownAt < Number.POSITIVE_INFINITY) showStatus(undefined);
    this.#shownAt = 0;
  }
}

const barLength = 30;

/** A bar for a share from 0 to 1, with the percentage behind it. */
export function bar(share: number): string {
  const done = Math.round(Math.min(1, Math.max(0, share)) * barLength);
  return `${"█".repeat(done)}${"░".repeat(barLength - done)} ${Math.round(share * 100)}%`;
}
