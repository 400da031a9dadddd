import type { FoundFile } from "../findFiles";
import type { CheckedFile, LeftAlone } from "../formats/checked";
import { noteOnce } from "../servers/unreadServers";
import { note } from "../terminal";
import { Threads } from "../threads";
import type { CheckData, CheckedInThread } from "./checkThread";

/** Files that threads check ahead of the one that wants to know, who asks for each in the order of the list. */
export class FilesAhead {
  readonly #threads: Threads<FoundFile, CheckedInThread>;
  readonly #asked = new Map<FoundFile, Promise<CheckedInThread>>();
  readonly #left: FoundFile[];

  constructor(files: readonly FoundFile[], data: CheckData, count: number, module?: string) {
    this.#threads = new Threads(data, { count, module });
    this.#left = files.toReversed();
    this.#askAhead();
  }

  /** What was found in the next file. What there is to say beside it is said. */
  async next(file: FoundFile): Promise<CheckedFile | LeftAlone> {
    // Those before it are done, so that a thread has room for it.
    this.#askAhead();
    const answer = await this.#asked.get(file);
    if (answer === undefined) throw new Error(`${file.path} was not requested in order`);
    this.#asked.delete(file);
    for (const sentence of answer.notes) (answer.onlyOnce.includes(sentence) ? noteOnce : note)(sentence);
    return answer.found;
  }

  /** Ends the threads. */
  stop(): Promise<void> {
    return this.#threads.stop();
  }

  #askAhead(): void {
    for (let file = this.#left.at(-1); file !== undefined; file = this.#left.at(-1)) {
      const answer = this.#threads.ask(file);
      if (answer === undefined) return;
      this.#left.pop();
      this.#asked.set(file, answer);
      // Whoever waits for the file gets an error.
      answer.then(
        () => this.#askAhead(),
        () => {},
      );
    }
  }
}
