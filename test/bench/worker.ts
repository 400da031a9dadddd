import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { within } from "./timeLimit";

/**
 * A process of its own that is asked one question after the other, so that no engine inherits another one's heap or
 * compiled code.
 */
export class Worker<Question, Answer> {
  readonly #process: ChildProcess;

  /** Starts a file of dist/bench. */
  constructor(file: string, words: readonly string[] = [], execArgv: readonly string[] = []) {
    this.#process = fork(join("dist/bench", file), words, {
      execArgv: [...profiling, ...execArgv],
      serialization: "advanced",
    });
  }

  /** The answer to one question; rejects when the worker ends or takes too long. */
  ask(question: Question, seconds: number): Promise<Answer> {
    const worker = this.#process;
    const answer = new Promise<Answer>((resolve, reject) => {
      const onEnd = (code: number | null) => reject(new Error(`the worker ended with exit code ${code}`));
      worker.once("exit", onEnd);
      worker.once("message", (message: { answer: Answer } | { error: string }) => {
        worker.off("exit", onEnd);
        if ("error" in message) reject(new Error(message.error));
        else resolve(message.answer);
      });
    });
    worker.send(question as object);
    return within(seconds, JSON.stringify(question), answer);
  }

  /** Ends the process. */
  stop(): void {
    this.#process.removeAllListeners();
    // Hung up on, a worker that is idle ends by itself, and writes its profile if it was asked for one.
    if (profiling.length > 0 && this.#process.connected) this.#process.disconnect();
    else this.#process.kill("SIGKILL");
  }
}

/** `npm run bench -- --cpu-prof` writes a CPU profile of every worker into dist/bench. */
const profiling = process.argv.includes("--cpu-prof") ? ["--cpu-prof", "--cpu-prof-dir=dist/bench"] : [];

/** The other end, called by a worker: answers every question. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Answer | Promise<Answer>): void {
  process.on("message", (question: Question) => {
    Promise.resolve()
      .then(() => answer(question))
      .then(
        (given) => process.send?.({ answer: given }),
        (error: unknown) =>
          process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
}
