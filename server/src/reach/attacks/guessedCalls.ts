import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { sampleValue } from "../../catalogue/inputSchema/sampleValue";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import { allowedText } from "./allowedText";
import { type GuardedArgument, type GuardedTool, guardedArguments } from "./guardedTool";
import { argumentsSending, passes } from "./passes";

/** Makes the arguments of a call around a value of one argument; what the others have to be is guessed. */
export function guessedCalls(argument: GuardedArgument): (value: JsonValue) => JsonObject {
  const { tool, path } = argument;
  const others = { ...requiredArguments(tool, path), ...otherArguments(argument) };
  return (value) => ({ ...others, ...argumentsSending(argument, value) });
}

/** A text for each other argument that has to be there, as far as one is found at once. */
function otherArguments({ tool, path }: GuardedArgument): Record<string, JsonValue> {
  const args: Record<string, JsonValue> = Object.create(null);
  for (const other of guardedArguments(tool)) {
    const [, name = "", ...inner] = other.path.split(".");
    if (inner.length > 0 || name === path.split(".")[1] || other.required.length === 0) continue;
    const value = likelyValues(other).find((each) => passes(other, each));
    if (value !== undefined) Object.assign(args, argumentsSending(other, value));
  }
  return args;
}

function likelyValues(argument: GuardedArgument): readonly JsonValue[] {
  const compared = argument.required.flatMap(({ value }) => [value].flat() as JsonValue[]);
  const numbers = compared.flatMap((each) => (each !== null && typeof each === "object" ? [] : Number(each)));
  return [allowedText(argument) ?? "example", ...compared, ...numbers.map((each) => each - 1), 1, true];
}

/** What every call of the tool has beside the argument, so that the call reads like one. */
function requiredArguments({ inputSchema }: GuardedTool, path: string): Record<string, JsonValue> {
  const args: Record<string, JsonValue> = Object.create(null);
  if (inputSchema === undefined) return args;
  for (const [name, field] of argumentTree(inputSchema).fields)
    if (field.required === "always" && path.split(".")[1] !== name) {
      const value = sampleValue(field);
      args[name] = value === "" ? "example" : value;
    }
  return args;
}
