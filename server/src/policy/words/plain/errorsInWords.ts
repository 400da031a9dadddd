import { counted, plural } from "./plural";

/** What a policy's errors mean for the gateway, without a full stop; `because` says or counts what it refuses. */
export function refusedInWords(subject: string, because: string | number): string {
  return `The gateway would refuse ${subject}: ${typeof because === "string" ? because : counted(because, "error")}`;
}

/** The same of a policy that the gateway takes, and whose errors are patterns alone (spec §2, "Conditions"). */
export function deadPatternsInWords(subject: string, patterns: number): string {
  const which = counted(patterns, "pattern does not compile", "patterns do not compile");
  return `In ${subject}, ${which}: ${plural(patterns, "its condition never holds", "their conditions never hold")}`;
}
