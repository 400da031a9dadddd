import type { ConditionNotKnown } from "../decide/condition";
import type { NotKnown } from "../decide/decision";
import { undecodableInWords } from "../decide/undecodable";
import { counted, plural } from "./plain/plural";
import { windowInWords } from "./plain/windowInWords";

/** Why it cannot be known how a call is decided, in sentences. */
export function notKnownInWords(because: NotKnown): string {
  switch (because.kind) {
    case "pattern":
    case "class-names":
    case "arguments-not-recorded":
      return `It is not known whether ${because.list} ${because.predicate + 1} denies the call. ${conditionDoubtInWords(because)}`;
    case "no-object":
      return `The arguments are ${because.found}, not an object. ${undecodableInWords}`;
    case "number-too-large":
      return `${because.path} is a number that is too large for a double. ${undecodableInWords}`;
    case "policy-refused": {
      return `The policy has ${counted(because.errors, "error")}: the gateway would refuse it, and what decides then is not known. ${because.errors === 1 ? "" : "First: "}${because.first}`;
    }
    case "earlier-calls": {
      const { uncounted, value, max, window, list, counter } = because;
      const calls = counted(uncounted, "earlier call is", "earlier calls are");
      const whose = list === "tool" ? "" : " over all tools";
      return `${calls} not known. If the gateway allowed ${plural(uncounted, "it", "them")}, the limit ${counter} (${max} ${windowInWords(window)}${whose}) is reached; without, ${value} of ${max} are used.`;
    }
  }
}

/** Why it cannot be known, in a few words without names: to count by. */
export function notKnownInShort({ kind }: NotKnown): string {
  switch (kind) {
    case "pattern":
      return "a pattern is too long or complex to be tried here";
    case "class-names":
      return "a pattern depends on the Go version of the gateway";
    case "arguments-not-recorded":
      return "the arguments were not recorded";
    case "no-object":
      return "the arguments are not an object";
    case "number-too-large":
      return "a number is too large for a double";
    case "policy-refused":
      return "the gateway would refuse the policy";
    case "earlier-calls":
      return "earlier calls that are not known may have used up a limit";
  }
}

/** Why it is not known whether a condition holds. */
export function conditionDoubtInWords(notKnown: ConditionNotKnown): string {
  switch (notKnown.kind) {
    case "pattern":
      return notKnown.why;
    case "class-names":
      return `Whether its pattern compiles depends on the Go version that the gateway was built with: ${notKnown.why}`;
    case "arguments-not-recorded":
      return "It checks the arguments, and they were not recorded.";
  }
}
