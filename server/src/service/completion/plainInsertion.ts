/**
 * A snippet of ours (`template.ts`) as plain text, for editors that know no snippets: every place to type in holds what
 * is there at first, and of choices the first one.
 */
export function plainInsertion(snippet: string): string {
  return snippet.replace(
    /\\([\s\S])|\$\d+|\$\{\d+\|((?:\\[\s\S]|[^\\,|])*)(?:\\[\s\S]|[^\\|])*\|\}|\$\{\d+:((?:\\[\s\S]|[^\\}])*)\}/g,
    (_match, escaped?: string, choice?: string, content?: string) =>
      escaped ?? (choice ?? content ?? "").replace(/\\([\s\S])/g, "$1"),
  );
}
