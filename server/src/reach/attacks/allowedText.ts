import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { KeptWith } from "../../policy/text/keptWith";
import type { GuardedArgument } from "./guardedTool";
import { meantDots } from "./meantDots";
import { passes } from "./passes";
import { sampleText } from "./sampleText";

const known = new KeptWith<GuardedArgument, { readonly text: string | undefined }>();

/** A text that the conditions on an argument let through, one that the author had in mind; undefined when none is found. */
export function allowedText(argument: GuardedArgument): string | undefined {
  const kept = known.get(argument);
  if (kept !== undefined) return kept.text;
  const text = findAllowed(argument);
  known.set(argument, { text });
  return text;
}

function findAllowed(argument: GuardedArgument): string | undefined {
  const { required, node } = argument;
  const candidates = [...(node?.examples ?? []), ...required.flatMap(textsOf)];
  return candidates.find((value): value is string => typeof value === "string" && passes(argument, value));
}

/** Texts that satisfy a condition. */
function textsOf({ op, value }: Condition): readonly JsonValue[] {
  switch (op) {
    case "eq":
    case "contains":
      return [value];
    case "in":
      return Array.isArray(value) ? value : [];
    case "regex": {
      if (typeof value !== "string") return [];
      return [sampleText(meantDots(value)), sampleText(value)].filter((text) => text !== undefined);
    }
    default:
      return [];
  }
}
