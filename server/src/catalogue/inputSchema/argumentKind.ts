import { nameParts } from "../nameParts";
import type { ArgumentNode } from "./argumentTree";

/**
 * What an argument is for, by words that its name has: data. Where several fit, the first counts: a `repo_path` is a path
 * and no name of a repository.
 */
const wordsByKind = {
  command: "command cmd shell script bash",
  code: "code javascript python js expression program",
  sql: "sql statement statements",
  url: "url uri endpoint webhook link href",
  host: "host domain hostname fqdn",
  path: "path file filepath filename directory dir folder cwd workdir",
  credential: "password token secret apikey credential credentials passphrase",
  recipient: "recipient recipients to email cc bcc",
  amount: "amount price quantity qty total sum cents fee cost",
  many: "ids items records batch bulk",
  markup: "html template",
  branch: "branch ref",
  name: "model table collection bucket repo repository project namespace schema database resource queue topic",
} as const;

/** What an argument is for. */
export type ArgumentKind = keyof typeof wordsByKind;

/** What an argument is for, and the words that say so. */
export interface ToldKind {
  readonly kind: ArgumentKind;
  /** The end of a sentence: `by its name`. */
  readonly by: string;
}

const kinds = Object.keys(wordsByKind) as readonly ArgumentKind[];
/** The place of a word's kind in the list: the first one counts. */
const placeByWord: ReadonlyMap<string, number> = new Map(
  Object.values(wordsByKind).flatMap((words, place) => words.split(" ").map((word) => [word, place] as const)),
);

/** JSON Schema's formats that say what a text is. */
const kindsByFormat: Readonly<Record<string, ArgumentKind>> = {
  uri: "url",
  "uri-reference": "url",
  iri: "url",
  url: "url",
  hostname: "host",
  "idn-hostname": "host",
  email: "recipient",
  "idn-email": "recipient",
};

/** What a description says of a text. Descriptions are untrusted, and long ones say the rest in details. */
const kindsByDescription: readonly (readonly [RegExp, ArgumentKind])[] = [
  [/\b(?:shell|bash|terminal) commands?\b/i, "command"],
  [/\bSQL\b/, "sql"],
  [/\b(?:absolute|relative|file|directory) paths?\b|\bpath (?:to|of)\b/i, "path"],
  [/\bURL\b/, "url"],
  [/\be-?mail address(?:es)?\b/i, "recipient"],
];

const longestRead = 300;

/** What an argument of that name is for; undefined where its name says nothing. */
export function kindByName(name: string): ArgumentKind | undefined {
  let first = kinds.length;
  for (const part of nameParts(name.replaceAll(".", "_"))) first = Math.min(first, placeByWord.get(part) ?? first);
  return kinds[first];
}

/**
 * What an argument that takes a text is for, from its format, its name and its description. undefined where nothing says
 * so, and where the schema lists its values or says that it takes no text.
 *
 * @param tool the tool's name, by which a query may be known as SQL
 * @param around what is said of the list that the argument is an element of
 */
export function argumentKind(
  name: string,
  node: ArgumentNode | undefined,
  tool = "",
  around = "",
): ToldKind | undefined {
  if (node?.values !== undefined) return undefined;
  const types = node?.types ?? [];
  if (types.length > 0 && !types.includes("string")) return undefined;
  const byFormat = node?.format === undefined ? undefined : kindsByFormat[node.format];
  if (byFormat !== undefined) return { kind: byFormat, by: "by its format" };
  if (isPlaceOfFile(name, tool)) return { kind: "path", by: "by the tool's name" };
  const byName = kindByName(name);
  if (byName === "command" && isOfDatabase(tool)) return { kind: "sql", by: "by the tool's name" };
  if (byName !== undefined) return { kind: byName, by: "by its name" };
  const description = (node?.description || around).slice(0, longestRead);
  const byDescription = kindsByDescription.find(([words]) => words.test(description))?.[1];
  if (byDescription !== undefined) return { kind: byDescription, by: "by its description" };
  return isQueryOfDatabase(name, tool) ? { kind: "sql", by: "by the tool's name" } : undefined;
}

/** From where to where a tool moves or copies a file. */
function isPlaceOfFile(name: string, tool: string): boolean {
  const isEnd = /^(?:source|src|destination|dest|target)$/i.test(name);
  if (!isEnd && !/^(?:from|to)$/i.test(name)) return false;
  const parts = nameParts(tool);
  return parts.some((part) => files.has(part)) && (isEnd || parts.some((part) => moves.has(part)));
}

const files = new Set(["file", "files", "directory", "folder"]);
const moves = new Set(["move", "mv", "rename", "copy", "cp"]);

/** Words of a tool's name by which its query is SQL, and no text that is looked for. */
const databases = new Set(["sql", "mysql", "postgres", "postgresql", "psql", "sqlite", "mssql", "mariadb"]);

function isQueryOfDatabase(name: string, tool: string): boolean {
  return nameParts(name).at(-1) === "query" && isOfDatabase(tool);
}

function isOfDatabase(tool: string): boolean {
  return nameParts(tool).some((part) => databases.has(part));
}
