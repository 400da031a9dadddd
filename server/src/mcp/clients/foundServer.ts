import type { VariableSyntax } from "./dialect";

/** A server in a client's file. The file of a workspace is untrusted: it names a program to run. */
export interface FoundServer {
  readonly name: string;
  /** "claude-code" */
  readonly client: string;
  readonly label: string;
  readonly place: "workspace" | "user";
  /** The path of the file, for people: from the workspace, or from the home folder with `~`. */
  readonly file: string;
  /** Off in the client; it can be imported all the same. */
  readonly isOff: boolean;
  /** undefined for an entry that cannot be used; `problems` say why. */
  readonly entry: ServerEntry | undefined;
  readonly syntax: VariableSyntax;
  /** What is wrong with the entry or its file, each a sentence. */
  readonly problems: readonly string[];
}

/** What the entry says, with its variables not yet filled in. Values may be secrets: show names alone. */
export type ServerEntry =
  | {
      readonly kind: "command";
      readonly command: string;
      readonly args: readonly string[];
      readonly env: ReadonlyMap<string, EntryValue>;
      readonly cwd: string | undefined;
    }
  | {
      readonly kind: "url";
      readonly url: string;
      readonly transport: "streamable-http" | "sse" | undefined;
      readonly headers: ReadonlyMap<string, EntryValue>;
    };

/** A value of an entry: a text, which may have variables in it, or the value of a variable, with something in front. */
export type EntryValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly prefix: string };
