/** The source of an object that has each of the files as a function, as CommonJS has them, for `loadScripts`. */
export function scriptFunctions(files: ReadonlyMap<string, string>, parameters: readonly string[] = []): string {
  const given = ["module", "exports", "require", "__filename", ...parameters].join(", ");
  const functions = [...files].map(([name, text]) => `${JSON.stringify(name)}: (${given}) => {\n${text}\n}`);
  return `{${functions.join(",\n")}}`;
}
