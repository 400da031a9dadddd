import { fileURLToPath, pathToFileURL } from "node:url";

/** The path of a file's address; undefined for any other address. In a browser files have other schemes: server/src/worker/. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** One spelling of an address: editors write `file:///c%3A/` for `file:///c:/`, and `%40` for `@`. */
export function normalised(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? uri : pathToFileURL(path).href;
}
