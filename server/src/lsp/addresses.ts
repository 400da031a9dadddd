import { fileURLToPath, pathToFileURL } from "node:url";

/** The path of a file's address; undefined for any other address. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** One spelling of an address: editors write `file:///c%3A/` for `file:///c:/`, and `%40` for `@`. */
export function normalised(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? uri : pathToFileURL(path).href;
}
