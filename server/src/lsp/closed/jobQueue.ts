import type { Answer, Answers, Job } from "./jobs";

/** Who does jobs: each alone, with an answer or an error that says why there is none. */
export type Doer = (job: Job) => Promise<Answer>;

/** Files up to this many bytes are dealt with between two requests; that takes some 20 ms. */
export const longestHere = 50_000;

/** Where jobs are done, and how the queue lets others have their turn. */
export interface Places {
  /** In this thread. */
  readonly here: Doer;
  /** In another thread: for files that would keep requests waiting. */
  readonly elsewhere: Doer;
  /** Resolves when requests that came meanwhile have been answered. */
  readonly othersTurn: () => Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly settle: (result: Promise<Answer>) => void;
}

/**
 * Does one job after the other, so that hundreds of closed files cost neither time nor memory at once. What a person waits
 * for comes before what is done by the way.
 */
export class JobQueue {
  readonly #places: Places;
  readonly #urgent: Waiting[] = [];
  readonly #byTheWay: Waiting[] = [];
  #isRunning = false;

  constructor(places: Places) {
    this.#places = places;
  }

  /** The answer to a job, when its turn has come. */
  do<Kind extends Job["kind"]>(job: Extract<Job, { readonly kind: Kind }>): Promise<Answers[Kind]> {
    const answer = new Promise<Answer>((settle) => {
      (job.kind === "check" ? this.#byTheWay : this.#urgent).push({ job, settle });
    });
    void this.#run();
    // The kind of the answer is that of the job.
    return answer as Promise<Answers[Kind]>;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      await this.#places.othersTurn();
      const { job, settle } = next;
      const done = job.file.size > longestHere ? this.#places.elsewhere(job) : this.#places.here(job);
      settle(done);
      // Whoever asked hears of a failure.
      await done.catch(() => {});
    }
    this.#isRunning = false;
  }

  #next(): Waiting | undefined {
    return this.#urgent.shift() ?? this.#byTheWay.shift();
  }
}
