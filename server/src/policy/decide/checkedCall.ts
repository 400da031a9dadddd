import type { AssumptionName } from "../model/assumptions";
import type { Decision, NotKnown } from "./decision";
import type { Denial } from "./denial";
import type { Doubt } from "./doubt";

/** What a policy says of one call before anything is counted: this depends on no other call. A plain value. */
export interface CheckedCall {
  readonly denial: Denial | undefined;
  /** The first check that is not known. */
  readonly doubt: Doubt | undefined;
  /** Why the gateway may not be able to decode the call. */
  readonly unreadable: NotKnown | undefined;
  readonly used: readonly AssumptionName[];
  /** The decision, without readings of counters, where it is the same for all calls that come out alike. */
  readonly decision?: Decision;
}
