/** A shorter value, such as "1" or "true", is no secret, and occurs in any text. */
const shortest = 6;

/** Variables that every program gets: no secrets, and paths of them are what a message is about. */
const ordinary =
  /^(?:HOME|LOGNAME|PATH|SHELL|TERM|TMPDIR|USER|[A-Z]*(?:DATA|DIR|DRIVE|ROOT|PATHEXT|PROFILE|FILES|TEMP|TMP))$/;

/** A text of a server without the values of variables that it was given: servers print what they could not use. */
export function withoutValues(text: string, variables: Readonly<Record<string, string>>): string {
  let shown = text;
  for (const [name, value] of Object.entries(variables))
    if (value.length >= shortest && !ordinary.test(name)) shown = shown.replaceAll(value, `<${name}>`);
  return shown;
}
