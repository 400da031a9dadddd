import type { ServerSource } from "../catalogue/files/serverFile";

/** How a server is started or reached, on one line, without secrets. */
export function sourceInWords(source: ServerSource): string {
  switch (source.kind) {
    case "command":
      return [source.command, ...source.args].map(quoted).join(" ");
    case "url":
      return source.url;
    case "file":
      return source.file === "-" ? "standard input" : `the file ${source.file}`;
    case "editor":
      return "the editor's list of tools";
  }
}

/** The same with the folder that it runs in, for a person who is asked whether to start it. */
export function startInWords(source: ServerSource): string {
  const where = source.kind === "command" && source.cwd !== undefined ? ` (in the folder ${quoted(source.cwd)})` : "";
  return `${sourceInWords(source)}${where}`;
}

/** The names of variables that it gets, and of headers with theirs. */
export function variablesInWords(source: ServerSource): readonly string[] {
  if (source.kind === "command") return source.env;
  if (source.kind !== "url") return [];
  return Object.entries(source.headers).map(([header, name]) => (name === "" ? header : `${header} from ${name}`));
}

/** As a shell wants it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
