import type { JsonObject } from "../policy/text/json";
import { grouped } from "../policy/words/plain/grouped";
import type { Environment } from "../service/environment";

/** A tool that an assistant may call. It reads what it is given, answers, and changes nothing. */
export interface AssistantTool {
  readonly name: string;
  /** For people, in lists. */
  readonly title: string;
  /** For the assistant: what it answers, and when to ask. */
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly inputSchema: JsonObject;
  /** The answer, as JSON. Throws a `RefusedInput` when the input makes no sense. */
  answer(args: JsonObject, environment: Environment): Promise<object> | object;
}

/** The input cannot be answered, and the message says why and what to send. */
export class RefusedInput extends Error {}

/** The longest text that a tool reads, in characters: a policy of more is not for a conversation. */
export const longestText = 200_000;

/** The most entries of a list that an answer holds; it says how many it left out. */
export const mostEntries = 50;

/** As many entries as an answer holds, and how many more there are. */
export function bounded<T>(entries: readonly T[]): { readonly shown: readonly T[]; readonly left: number } {
  return { shown: entries.slice(0, mostEntries), left: Math.max(0, entries.length - mostEntries) };
}

/** The schema of an argument that is the text of a policy. */
export const policyText: JsonObject = {
  type: "string",
  description: "The whole text of the policy, JSON.",
  maxLength: longestText,
};

/** A text among the arguments. */
export function textOf(args: JsonObject, name: string): string {
  const text = args[name];
  if (typeof text !== "string") throw new RefusedInput(`${name} must be a string.`);
  if (text.length > longestText)
    throw new RefusedInput(`${name} has ${grouped(text.length)} characters; at most ${grouped(longestText)} are read.`);
  return text;
}
