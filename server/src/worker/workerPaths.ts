/** Addresses of files have two slashes behind the scheme, whatever follows. */
const fileAddress = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(\/[^?#]*)?/i;

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

/** The address of such a path, in one spelling. */
export function pathToFileURL(path: string): { readonly href: string } {
  const [, scheme = "file", host = "-", ...segments] = path.split("/");
  const inside = segments.map(encodeURIComponent).join("/");
  return { href: `${scheme}://${host === "-" ? "" : host}/${inside}` };
}
