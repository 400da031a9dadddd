import type { Range } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: what the open policy lets through that an older text did not. `DifferenceParams` → `DifferenceResult`. */
export const differenceRequest = "mcpPolicy/difference";

export interface DifferenceParams extends DocumentParams {
  /** The policy that it is compared with, as it was. */
  readonly text: string;
}

/** A call that the two texts decide differently. */
export interface DifferentCall {
  readonly tool: string;
  readonly arguments: object;
  /** `tool` stands for every tool that neither text names. */
  readonly unlisted: boolean;
  readonly risk: string;
  /** The text that decides it now. */
  readonly range: Range | null;
}

export interface DifferenceResult {
  /** Why the texts were not compared, in a sentence; null when they were. */
  readonly refused: string | null;
  /** One call for each tool that lets more through, or less. Complete, but for the tools of `unknown`. */
  readonly newlyAllowed: readonly DifferentCall[];
  readonly newlyDenied: readonly DifferentCall[];
  readonly limits: readonly {
    /** Null for limits over all tools. */
    readonly tool: string | null;
    readonly counter: string;
    readonly window: "minute" | "hour" | "day";
    readonly change: "looser" | "tighter";
    /** Null where there is no such limit. */
    readonly before: number | null;
    readonly after: number | null;
    readonly range: Range | null;
  }[];
  readonly visibility: readonly {
    readonly tool: string;
    readonly change: "hidden" | "shown";
    readonly risk: string;
    readonly range: Range | null;
  }[];
  readonly unknown: readonly { readonly tool: string; readonly why: string; readonly range: Range | null }[];
}

/** Whether more may be called than before, or it could not be told. */
export function opensMore({ newlyAllowed, limits, unknown }: Opening): boolean {
  return newlyAllowed.length > 0 || unknown.length > 0 || limits.some(({ change }) => change === "looser");
}

interface Opening {
  readonly newlyAllowed: readonly unknown[];
  readonly unknown: readonly unknown[];
  readonly limits: readonly Pick<DifferenceResult["limits"][number], "change">[];
}
