import { policyInJson } from "../../notation/policyInJson";
import type { PolicyDocument } from "../../policy/model/document";
import { parsePolicy } from "../../policy/model/parse";
import type { Environment } from "../environment";
import { fixAll, fixAllIn } from "./fixAll";

/** A text after all that needs no decision is fixed. */
export interface FixedText {
  readonly text: string;
  /** The text as it was parsed, where it was. */
  readonly document?: PolicyDocument;
  /** Why a text in another notation could not be converted, in a sentence. */
  readonly problem?: string;
}

/**
 * The text with all automatic fixes made, also of one that is not JSON: YAML is converted first, which needs a library
 * and so a promise. A converted policy is often of an older dialect, which is written in this one.
 *
 * @param document the text as it was parsed, where it was
 */
export async function fixedText(text: string, environment: Environment, document?: PolicyDocument): Promise<FixedText> {
  const converted = await policyInJson(text);
  if (converted === undefined) {
    const fixed = fixAllIn(document ?? parsePolicy(text), environment);
    return { text: fixed.text, document: fixed };
  }
  return "problem" in converted ? { text, problem: converted.problem } : { text: fixAll(converted.json, environment) };
}
