import type { PolicyDocument } from "../../policy/model/document";

/** Why a change cannot be made, as a sentence. */
export interface Refused {
  readonly refused: string;
}

/** The document after a change, or why there is none. */
export type Changed = PolicyDocument | Refused;

/** Whether a change was refused. */
export function isRefused(changed: Changed): changed is Refused {
  return "refused" in changed;
}

/** A refusal with its sentence. */
export function refuse(refused: string): Refused {
  return { refused };
}
