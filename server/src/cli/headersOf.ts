import { UsageError } from "./terminal";

/**
 * The headers of `--header`, each as `Name: value`. `${NAME}` is replaced by that environment variable, because every user of a
 * machine can read its command lines.
 */
export function headersOf(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (const header of given) {
    const [, name, written] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/.exec(header) ?? [];
    if (name === undefined || written === undefined)
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
      throw new UsageError("--header takes a name, a colon and a value, such as 'Authorization: Bearer ${TOKEN}'.");
    const value = written.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const found = environment[variable];
      if (found === undefined) throw new UsageError(`The header ${name} needs the environment variable ${variable}.`);
      return found;
    });
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new UsageError(`The value of the header ${name} has characters that a header cannot have.`);
    headers.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(headers);
}
