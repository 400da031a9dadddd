import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { nameParts } from "../../catalogue/nameParts";
import { type GuardedArgument, type GuardedTool, guardedArguments } from "./guardedTool";

/** Words of a name that are about files; "path" alone may be the route of an API. */
const fileWords = new Set(
  "file files filepath filename fs filesystem directory directories dir dirs folder folders cwd workdir document documents".split(
    " ",
  ),
);

/** Where the files of a system are. */
const roots =
  /^\/(?:etc|home|root|usr|var|srv|opt|tmp|proc|sys|dev|mnt|media|boot|run|bin|sbin|lib|lib64|private|Users|Library|Applications|Volumes|workspaces?|data|nix)(?:\/|$)/;

/**
 * Whether there is evidence that a path, which a denial has, is one of files: in the names of the argument and the tool, in what
 * the schema says, or in the path itself. A route such as `/v1/users` is compared by its server as it is written.
 */
export function isFilePath({ tool, path, node }: GuardedArgument, denied: string): boolean {
  const words = [...nameParts(tool.name), ...nameParts(path.slice("args.".length).replaceAll(".", "_"))];
  return (
    words.some((word) => fileWords.has(word)) ||
    /\b(?:files?|director(?:y|ies)|folders?)\b/i.test(node?.description.slice(0, 300) ?? "") ||
    roots.test(denied) ||
    /[^/.]\.[A-Za-z]\w{0,4}$/.test(denied)
  );
}

/** Words of arguments and tools that are about files of a repository, a mailbox, a store or another machine. */
const elsewhere = new Set(
  "owner repo repos repository branch project bucket blob s3 drive git github gitlab host hostname server ssh sftp ftp container docker pod kubectl linux folder folders mail mails mailbox message messages".split(
    " ",
  ),
);

/** Whether a tool's paths are not those of the machine on which its server runs. */
export function isElsewhere(tool: GuardedTool): boolean {
  const names = tool.inputSchema === undefined ? [] : [...argumentTree(tool.inputSchema).fields.keys()];
  const looked = guardedArguments(tool).map(({ path }) => path.slice("args.".length).replaceAll(".", "_"));
  return [tool.name, ...names, ...looked].some((name) => nameParts(name).some((part) => elsewhere.has(part)));
}
