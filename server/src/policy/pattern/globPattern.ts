import { RE2JS } from "re2js";

/**
 * Whether a path, with slashes and from the folder that the pattern is about, is one of a pattern's: `*` and `?` within a
 * name, `**` over folders, `{a,b}` for either. undefined for a pattern that leaves a brace open. In the linear-time
 * engine, since a pattern comes from a repository that may be a stranger's; the usual glob libraries backtrack.
 */
export function globPattern(glob: string): ((path: string) => boolean) | undefined {
  const pattern = glob.replace(/^\.\//, "");
  let depth = 0;
  let isBalanced = true;
  const source = pattern.replace(/\*\*\/|\/\*\*$|\*+|[?{},]|[^*?{},/]+|\//g, (piece, at: number) => {
    if (piece === "**/" && (at === 0 || pattern[at - 1] === "/")) return "(?:[^/]+/)*";
    if (piece === "/**") return "/.*";
    if (piece.startsWith("*")) return piece === "**" && at === 0 ? ".*" : piece.endsWith("/") ? "[^/]*/" : "[^/]*";
    if (piece === "?") return "[^/]";
    if (piece === "{") depth++;
    else if (piece === "}") isBalanced &&= depth-- > 0;
    else if (piece !== "," || depth === 0) return RE2JS.quote(piece);
    return piece === "{" ? "(?:" : piece === "}" ? ")" : "|";
  });
  if (depth !== 0 || !isBalanced) return undefined;
  try {
    const compiled = RE2JS.compile(`^(?:${source})$`, RE2JS.DOTALL);
    return (path) => compiled.matches(path);
  } catch {
    return undefined;
  }
}
