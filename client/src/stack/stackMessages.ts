import type { StackResult } from "../../../server/src/protocol/stack";

/** What the page shows: the answer of the server. `null` until there is one. */
export type ShownStack = Pick<StackResult, "servers" | "tools" | "pairs" | "pairCount" | "left"> | null;

/** To the page. */
export interface StackHostMessage {
  readonly type: "stack";
  /** Tells this answer from others: what is pressed is about it. */
  readonly revision: number;
  readonly stack: ShownStack;
}

/** What a person does on the page. */
export type StackPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "export" }
  | { readonly type: "import" }
  | {
      readonly type: "reveal" | "simulate" | "add-rule" | "new-policy";
      readonly revision: number;
      /** Of the row. */
      readonly index: number;
    };

const onRows: ReadonlySet<unknown> = new Set(["reveal", "simulate", "add-rule", "new-policy"]);

/** Reads a message of the page; undefined for anything else. */
export function parseStackPageMessage(value: unknown): StackPageMessage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, revision, index } = value as Record<string, unknown>;
  if (type === "ready" || type === "export" || type === "import") return { type };
  if (!onRows.has(type) || !Number.isInteger(revision) || !Number.isInteger(index)) return undefined;
  return value as StackPageMessage;
}
