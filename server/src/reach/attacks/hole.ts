import type { Condition } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";

/** A call that a policy lets through although its author most likely meant to stop it. */
export interface Hole {
  /** The condition that was meant to stop it. */
  readonly condition: Condition;
  /** The call's arguments: `decide` allows it. */
  readonly arguments: JsonObject;
  /** The value that gets past, as it is in the call. */
  readonly value: string;
  /** The argument that gets past, where it is another one than the condition's: `args.bcc`. */
  readonly beside?: string;
  /** What a person would mind, as a sentence. */
  readonly says: string;
}
