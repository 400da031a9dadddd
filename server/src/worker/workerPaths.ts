/** VS Code writes two slashes behind the scheme where an authority follows, and for files: `memfs:/policy.json`. */
const fileAddress = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?#]*))?(\/[^?#]*)?/i;

/** Schemes of what lies nowhere. */
const nowhere = new Set(["untitled", "http", "https"]);

/**
 * The path by which the server knows a file of any scheme: `/vscode-vfs/github/owner/policy.json` for
 * `vscode-vfs://github/owner/policy.json`. Throws for what is no file, as the function of Node.js.
 */
export function fileURLToPath(uri: string): string {
  const [, scheme = "", authority = "", path = "/"] = fileAddress.exec(uri) ?? [];
  if (scheme === "" || nowhere.has(scheme)) throw new TypeError(`${uri} is not the address of a file.`);
  const host = encodeURIComponent(decodeURIComponent(authority)) || "-";
  return `/${scheme}/${host}${decodeURIComponent(path)}`;
}

/** The address of such a path, as VS Code spells it. */
export function pathToFileURL(path: string): { readonly href: string } {
  const [, scheme = "file", host = "-", ...segments] = path.split("/");
  const inside = segments.map(encodeURIComponent).join("/");
  const authority = host === "-" ? (scheme === "file" ? "//" : "") : `//${host}`;
  return { href: `${scheme}:${authority}/${inside}` };
}
