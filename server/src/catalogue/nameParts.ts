/** As most names of tools and arguments are written; the classes of Unicode take many times as long. */
const plainName = /^[a-z\d]+(?:_[a-z\d]+)*$/;
const longestName = 200;

/** The words of a tool's name in lower case: `mcp__github__createPullRequest` has "create", "pull", "request". */
export function nameParts(name: string): readonly string[] {
  if (name.length <= longestName && plainName.test(name)) return name.split("_");
  return ownName(name)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((part) => part !== "");
}

/** What is left without the service in front: the last part after a dot, a slash, a colon, two underscores or two hyphens. */
function ownName(name: string): string {
  const parts = name.slice(0, longestName).split(/__|--|[.:/]/);
  return parts.findLast((part) => part !== "") ?? name;
}
