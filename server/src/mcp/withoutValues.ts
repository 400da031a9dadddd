import { notStored, withoutSecrets } from "../policy/words/plain/secrets";
import type { ServerTarget } from "./serverTarget";

/** A shorter value, such as "1" or "true", is no secret, and occurs in any text. */
const shortest = 6;

/** Variables that every program gets: no secrets, and paths of them are what a message is about. */
const ordinary =
  /^(?:HOME|LOGNAME|PATH|SHELL|TERM|TMPDIR|USER|[A-Z]*(?:DATA|DIR|DRIVE|ROOT|PATHEXT|PROFILE|FILES|TEMP|TMP))$/;

/** A value that a server was given, and what is shown in its place. */
export type Given = readonly [value: string, shown: string];

/** The values of a server's variables and headers, and the secrets on its command line or in its address. */
export function givenValues(target: ServerTarget): {
  readonly all: readonly Given[];
  readonly secret: readonly Given[];
} {
  const isCommand = target.kind === "command";
  const named = Object.entries(isCommand ? target.program.env : target.headers)
    .filter(([name]) => !isCommand || !ordinary.test(name))
    .map(([name, value]): Given => [value.replace(/^(?:Bearer|Basic|Token)\s+/i, ""), `<${name}>`]);
  const words = isCommand ? [target.program.command, ...target.program.args] : [target.url];
  const safe = withoutSecrets(words);
  const unnamed = words.flatMap((word, index) => lostParts(word, safe[index] ?? ""));
  const isSecret = ([value, shown]: Given): boolean => {
    const pair = `${shown.slice(1, -1)}=${value}`;
    return withoutSecrets([pair])[0] !== pair;
  };
  // One value may be a part of another: the longest goes first.
  const usable = (given: readonly Given[]): Given[] =>
    given.filter(([value]) => value.length >= shortest).sort(([a], [b]) => b.length - a.length);
  return { all: usable([...named, ...unnamed]), secret: usable([...named.filter(isSecret), ...unnamed]) };
}

/** The parts of a text that are not in it any more without its secrets. */
function lostParts(text: string, safe: string): readonly Given[] {
  const parts = (each: string): string[] => each.split(/[\s/?&#=@:"',]+/);
  const kept = new Set([...parts(safe), "Bearer"]);
  return parts(text).flatMap((part): Given[] => (kept.has(part) ? [] : [[part, notStored]]));
}

/** A text of a server without values that it was given: servers print what they could not use. */
export function withoutValues(text: string, given: readonly Given[]): string {
  return given.reduce((shown, [value, name]) => shown.replaceAll(value, () => name), text);
}

/** The same for a text of JSON, in which a value may be escaped. */
export function jsonWithoutValues(json: string, given: readonly Given[]): string {
  const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
  return withoutValues(
    json,
    given.map(([value, name]) => [escaped(value), escaped(name)]),
  );
}
