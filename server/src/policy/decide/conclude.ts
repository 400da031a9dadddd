import type { AssumptionName } from "../model/assumptions";
import type { Admission } from "./admit";
import type { Decision } from "./decision";
import type { Denial } from "./denial";
import type { Doubt } from "./doubt";

/** The parts of a decision that do not depend on how it comes out. */
type Facts = Pick<Decision, "trace" | "counters" | "charges"> & { readonly assumptions: readonly AssumptionName[] };

/** Makes a decision of a denial, of a doubt, or of an admission that nothing denied. */
export function conclude(
  result: Denial | Doubt | Admission,
  doubt: Doubt | undefined,
  { trace, counters, assumptions, charges }: Facts,
): Decision {
  // Field by field: spreading would cost more than most checks.
  if ("message" in result) {
    const { reason, rule, message, span } = result;
    const earlierDoubt = doubt?.because ?? null;
    return { outcome: "deny", reason, rule, message, span, earlierDoubt, trace, counters, assumptions, charges };
  }
  const isOpen = "because" in result;
  return {
    outcome: isOpen ? "unknown" : "allow",
    rule: "",
    message: null,
    span: result.span,
    earlierDoubt: null,
    trace,
    counters,
    assumptions,
    charges,
    reason: isOpen
      ? { kind: "not-known", because: result.because }
      : { kind: "allowed", listed: result.kind === "admitted" && result.rules !== undefined },
  };
}
