/** An answer would take more steps than it may: it is not known. */
export class TooMuchWork extends Error {}

/** Steps that one answer may take where nobody says otherwise; one is about a microsecond. */
const mostSteps = 1_500_000;

/**
 * The steps that are left to a search. Counted, and not timed, so that an answer is the same on every machine.
 */
export class Work {
  #left: number;
  readonly #whole: Work | undefined;

  constructor(most = mostSteps, whole?: Work) {
    this.#left = most;
    this.#whole = whole;
  }

  /** Work of which these steps are a part. */
  part(most: number): Work {
    return new Work(most, this);
  }

  /** @throws TooMuchWork when fewer steps are left. */
  spend(steps: number): void {
    if (this.#left < steps) throw new TooMuchWork();
    this.#left -= steps;
    this.#whole?.spend(steps);
  }
}
