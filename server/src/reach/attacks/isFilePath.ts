import { nameParts } from "../../catalogue/nameParts";
import type { GuardedArgument } from "./guardedTool";

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
