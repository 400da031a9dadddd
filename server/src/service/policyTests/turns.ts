/** Whoever asked waits no longer. */
export type IsCancelled = () => boolean;

/** Lets other requests have their turn, this often in milliseconds. */
const turn = 50;

/** Works for a while, and lets others have their turn then: a test can make a million calls. */
export class Turns {
  readonly #isCancelled: IsCancelled;
  readonly #stepsBetweenLooks: number;
  #since = Date.now();

  /** @param stepsBetweenLooks looking at the clock costs more than a call */
  constructor(isCancelled: IsCancelled, stepsBetweenLooks = 100) {
    this.#isCancelled = isCancelled;
    this.#stepsBetweenLooks = stepsBetweenLooks;
  }

  /** What comes of the steps; undefined when the request was cancelled. */
  async finish<Step, Result>(
    steps: Generator<Step, Result, void>,
    each?: (step: Step) => void,
  ): Promise<{ readonly result: Result } | undefined> {
    for (let count = 0; ; count++) {
      if (count % this.#stepsBetweenLooks === 0) {
        if (Date.now() - this.#since > turn) {
          await new Promise((resolve) => setImmediate(resolve));
          this.#since = Date.now();
        }
        if (this.#isCancelled()) return undefined;
      }
      const step = steps.next();
      if (step.done === true) return { result: step.value };
      each?.(step.value);
    }
  }
}
