import type { ServerSource } from "../catalogue/files/serverFile";
import { listOf } from "../policy/words/plain/listOf";
import { plural } from "../policy/words/plain/plural";
import { notStored } from "../policy/words/plain/secrets";
import { childEnvironment } from "./childEnvironment";
import { fillIn, type Variables } from "./clients/variables";
import { ServerFailure } from "./serverFailure";
import type { ServerTarget } from "./serverTarget";
import { sourceInWords } from "./sourceInWords";

/** A command or an address that a person has given, or that a file has stored, with the values of its variables. */
export function sourceTarget(source: ServerSource, variables: Variables): ServerTarget {
  const missing = new Set<string>();
  const fill = (text: string): string => {
    const filled = fillIn(text, "braces", variables);
    for (const name of filled.missing) missing.add(name);
    return filled.text;
  };
  const filledIn = (name: string): string => {
    const value = variables.env[name];
    if (value === undefined) missing.add(name);
    return value ?? "";
  };
  const target = ((): ServerTarget => {
    switch (source.kind) {
      case "command": {
        const given = Object.fromEntries(source.env.map((name) => [name, filledIn(name)]));
        const cwd = source.cwd === undefined ? {} : { cwd: fill(source.cwd) };
        const program = {
          command: fill(source.command),
          args: source.args.map(fill),
          env: childEnvironment(given),
          ...cwd,
        };
        return { kind: "command", program };
      }
      case "url": {
        const headers = Object.entries(source.headers).map(([header, name]) => [header, filledIn(name)] as const);
        return { kind: "url", url: checkedAddress(fill(source.url)), headers: Object.fromEntries(headers) };
      }
      case "file":
        throw new ServerFailure(`The tools were read from ${sourceInWords(source)}: no server is known to be asked.`);
      case "editor":
        throw new ServerFailure("The tools were read from the editor: no server is known to be asked.");
    }
  })();
  const texts =
    source.kind === "command" ? [source.command, ...source.args] : source.kind === "url" ? [source.url] : [];
  if (texts.some((text) => text.includes(notStored)))
    throw new ServerFailure(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
      "A secret on its command line or in its address was not stored. Import it again, with a variable in its place: '${TOKEN}'.",
    );
  if (missing.size > 0)
    throw new ServerFailure(`Set the environment ${plural(missing.size, "variable")} ${listOf([...missing], "and")}.`);
  return target;
}

/** An address that may be asked, or a sentence. */
function checkedAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ServerFailure(
      `${address.slice(0, 100)} is not an address of a server: it starts with https:// or http://.`,
    );
  if (url.username !== "" || url.password !== "")
    throw new ServerFailure(
      "Leave the password out of the address, and give it in a header that is named with a variable.",
    );
  return address;
}
