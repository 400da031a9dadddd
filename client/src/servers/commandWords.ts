/** The words of a command line; quotes keep blanks together. Nothing else is special: no shell reads it. */
export function commandWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:"([^"]*)"|'([^']*)'|[^\s"']+)+/g)].map(([word]) =>
    word.replace(
      /"([^"]*)"|'([^']*)'/g,
      (_, double: string | undefined, single: string | undefined) => double ?? single ?? "",
    ),
  );
}
