/** The eras of the protocol: `modern` is 2026-07-28 and later, where every request describes itself. */
export type Era = "modern" | "legacy";

/** A message of a client, as far as a gateway has to know it. */
export type ClientMessage =
  /** A `tools/call` that every reader of JSON reads alike. */
  | {
      readonly kind: "call";
      /** The text of its id; undefined for a notification, which gets no answer. */
      readonly id: string | undefined;
      readonly era: Era;
      readonly tool: string;
      /** As they were parsed; undefined when it has none. */
      readonly arguments: unknown;
      /** As they were written. */
      readonly argumentsText: string | undefined;
      /** What a retry of the modern era has: the text of its `requestState`, "" for a retry without one. */
      readonly retryOf: string | undefined;
    }
  /** A `tools/call` for some readers, of which others may read something else. */
  | {
      readonly kind: "ambiguous";
      readonly id: string | undefined;
      readonly era: Era;
      /** The name of the tool, if one can be told. */
      readonly tool: string;
      /** A sentence. */
      readonly why: string;
    }
  /** Anything else: it goes through. */
  | { readonly kind: "other"; readonly id: string | undefined; readonly method: string | undefined };
