/** A cancellation as the language client understands it. */
export interface Cancellation<Token> {
  readonly token: Token;
  cancel(): void;
  dispose(): void;
}

/** How a question came out: answered, failed, or overtaken by a later one. */
export type Outcome<Answer> =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "superseded" };

/** Asks one kind of question, of which only the latest matters: an earlier one is cancelled, and its answer dropped. */
export class Latest<Token> {
  #current: Cancellation<Token> | undefined;
  readonly #newCancellation: () => Cancellation<Token>;

  constructor(newCancellation: () => Cancellation<Token>) {
    this.#newCancellation = newCancellation;
  }

  /** Asks, and thereby supersedes the question before. */
  async ask<Answer>(question: (token: Token) => Promise<Answer>): Promise<Outcome<Answer>> {
    this.drop();
    const mine = this.#newCancellation();
    this.#current = mine;
    try {
      const answer = await question(mine.token);
      return this.#current === mine ? { kind: "answered", answer } : { kind: "superseded" };
    } catch (error) {
      return this.#current === mine ? { kind: "failed", error } : { kind: "superseded" };
    } finally {
      if (this.#current === mine) {
        this.#current = undefined;
      }
      mine.dispose();
    }
  }

  /** Cancels the question under way, if there is one. */
  drop(): void {
    this.#current?.cancel();
    this.#current = undefined;
  }
}
