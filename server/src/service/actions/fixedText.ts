import { policyInJson } from "../../notation/policyInJson";
import type { Environment } from "../environment";
import { fixAll } from "./fixAll";

/** A text after all that needs no decision is fixed. */
export interface FixedText {
  readonly text: string;
  /** Why a text in another notation could not be converted, in a sentence. */
  readonly problem?: string;
}

/**
 * The text with all automatic fixes made, also of one that is not JSON: YAML is converted first, which needs a library
 * and so a promise. A converted policy is often of an older dialect, which is written in this one.
 */
export async function fixedText(text: string, environment: Environment): Promise<FixedText> {
  const converted = await policyInJson(text);
  if (converted === undefined) return { text: fixAll(text, environment) };
  return "problem" in converted ? { text, problem: converted.problem } : { text: fixAll(converted.json, environment) };
}
