import { testCondition } from "../../policy/decide/condition";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import type { GuardedArgument } from "./guardedTool";

/** Whether no condition on an argument alone stops a value; what other arguments have to be is another question. */
export function passes(argument: GuardedArgument, value: JsonValue): boolean {
  const { required, denied } = argument;
  const args = argumentsSending(argument, value);
  return (
    required.every((condition) => testCondition(condition, args).holds === true) &&
    denied.every((condition) => testCondition(condition, args).holds === false)
  );
}

/** Arguments that send a value, and nothing else: in a list of texts, a text is an element. */
export function argumentsSending({ path, isList }: GuardedArgument, value: JsonValue): JsonObject {
  return argumentsWith(path, isList && typeof value === "string" ? [value] : value);
}

/** Arguments with a value at a path, and nothing else. */
export function argumentsWith(path: string, value: JsonValue): JsonObject {
  const names = path.split(".").slice(1);
  return names.reduceRight<JsonValue>((inner, name) => {
    const holder: Record<string, JsonValue> = Object.create(null);
    holder[name] = inner;
    return holder;
  }, value) as JsonObject;
}
