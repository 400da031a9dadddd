import type { Member } from "../model/document";
import type { Placed } from "../model/policy";
import type { Problem } from "../text/problem";

/** A member of the policy object or of its `tools`. */
export interface MemberPlace {
  readonly list: "policy" | "tools";
  readonly member: Placed<Member>;
}

/** A problem of a policy, with the member that it is in; the outer structure has none. */
export interface PolicyProblem extends Problem {
  readonly of?: MemberPlace;
}
