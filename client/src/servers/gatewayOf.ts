import { commandWords } from "./commandWords";

/** What a person has typed for a gateway: its address, or the command that starts it; undefined for anything else. */
export function gatewayOf(
  text: string,
): { readonly url: string } | { readonly command: readonly string[] } | undefined {
  const typed = text.trim();
  if (/^https?:\/\/./i.test(typed)) return URL.canParse(typed) ? { url: typed } : undefined;
  // Another kind of address is no program.
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return undefined;
  const command = commandWords(typed);
  return command.length === 0 ? undefined : { command };
}
