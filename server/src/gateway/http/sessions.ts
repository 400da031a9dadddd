import type { Exchange } from "../relay/exchange";

/** So many sessions are remembered; the one that was used longest ago is forgotten. */
const most = 10_000;

/**
 * The exchanges of sessions of the legacy era, whose answers may come by another stream than that of their requests. A
 * session belongs to the grant that uses it.
 */
export class Sessions {
  readonly #make: (grant: string) => Exchange;
  readonly #byId = new Map<string, Exchange>();

  constructor(make: (grant: string) => Exchange) {
    this.#make = make;
  }

  /** The exchange of a session; a new one for a request without. */
  of(grant: string, session: string | undefined): Exchange {
    if (session === undefined) return this.#make(grant);
    const key = `${grant.length} ${grant} ${session}`;
    const known = this.#byId.get(key) ?? this.#make(grant);
    this.#byId.delete(key);
    this.#byId.set(key, known);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > most && oldest !== undefined) this.#byId.delete(oldest);
    return known;
  }

  forget(grant: string, session: string): void {
    this.#byId.delete(`${grant.length} ${grant} ${session}`);
  }
}
