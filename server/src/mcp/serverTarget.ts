import type { ChildCommand } from "./childProcess";

/** A server as it is started or reached, with all secrets in place. */
export type ServerTarget =
  | { readonly kind: "command"; readonly program: ChildCommand }
  | {
      readonly kind: "url";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Which transports to try; both when it is not known. */
      readonly transport?: "streamable-http" | "sse";
    };
