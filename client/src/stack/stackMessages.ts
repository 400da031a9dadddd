import type { StackResult } from "../../../server/src/protocol/stack";
import { isRecord } from "../shared/isRecord";

/** What the page shows: the answer of the server. `null` until there is one. */
export type ShownStack = Pick<StackResult, "servers" | "tools" | "pairs" | "pairCount" | "left"> | null;

/** To the page. */
export interface StackHostMessage {
  readonly type: "stack";
  /** Tells this answer from others: what is pressed is about it. */
  readonly revision: number;
  readonly stack: ShownStack;
}

/** What can be done with a row. */
const rowActions = ["reveal", "simulate", "add-rule", "new-policy"] as const;

export type RowAction = (typeof rowActions)[number];

/** What a person does on the page. */
export type StackPageMessage =
  | { readonly type: "ready" }
  | { readonly type: "export" }
  | { readonly type: "import" }
  | {
      readonly type: RowAction;
      readonly revision: number;
      /** Of the row. */
      readonly index: number;
    };

const onRows: ReadonlySet<unknown> = new Set(rowActions);

/** Reads a message of the page; undefined for anything else. */
export function parseStackPageMessage(value: unknown): StackPageMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, revision, index } = value;
  if (type === "ready" || type === "export" || type === "import") return { type };
  if (!onRows.has(type) || !Number.isInteger(revision) || !Number.isInteger(index)) return undefined;
  return value as unknown as StackPageMessage;
}
