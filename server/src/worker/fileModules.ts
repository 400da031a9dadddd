import path from "path-browserify";
import { Bytes } from "./bytes";
import type { Mirrored, MirroredFiles } from "./mirroredFiles";

/** The modules `node:fs` and `node:fs/promises` over mirrored files: what reads. Nothing is written by a server in a browser. */
export function fileModules(files: MirroredFiles): { readonly fs: object; readonly promises: object } {
  const found = (place: string): Mirrored => files.at(place) ?? refuse("ENOENT", place);
  const bytesOf = (place: string): Bytes => {
    const { isFile, bytes } = found(place);
    return Bytes.from(isFile ? (bytes ?? refuse("EACCES", place)) : refuse("EISDIR", place));
  };
  const read = (place: string, options?: string | { readonly encoding?: string }): Bytes | string =>
    options === undefined ? bytesOf(place) : bytesOf(place).toString();
  const stat = (place: string, { throwIfNoEntry = true } = {}): object | undefined =>
    throwIfNoEntry || files.at(place) !== undefined ? stats(found(place)) : undefined;
  const list = (folder: string, options?: { readonly withFileTypes?: boolean; readonly encoding?: string }) => {
    const names = files.names(folder) ?? refuse("ENOENT", folder);
    if (options?.withFileTypes !== true) return names;
    return names.map((name) => ({
      name: options.encoding === "buffer" ? Bytes.from(name) : name,
      ...kindOf(found(path.join(folder, name))),
    }));
  };
  const opened = new Map<number, Bytes>();
  let last = 0;
  const fs = {
    constants: { O_RDONLY: 0, W_OK: 2 },
    existsSync: (place: string) => files.at(place) !== undefined,
    statSync: stat,
    lstatSync: stat,
    readFileSync: read,
    readdirSync: list,
    openSync(place: string) {
      last += 1;
      opened.set(last, bytesOf(place));
      return last;
    },
    readSync: (file: number, into: Uint8Array, offset: number, length: number, at: number) =>
      copy(opened.get(file), into, offset, length, at),
    closeSync: (file: number) => void opened.delete(file),
  };
  const promises = {
    stat: async (place: string) => stat(place),
    lstat: async (place: string) => stat(place),
    realpath: async (place: string) => place,
    readFile: async (place: string, options?: string) => read(place, options),
    readdir: async (folder: string, options?: object) => list(folder, options),
    async open(place: string) {
      const { isFile } = found(place);
      const bytes = isFile ? bytesOf(place) : undefined;
      let at = 0;
      return {
        stat: async () => stat(place),
        close: async () => undefined,
        async read(into: Uint8Array, offset: number, length: number) {
          const bytesRead = copy(bytes, into, offset, length, at);
          at += bytesRead;
          return { buffer: into, bytesRead };
        },
      };
    },
  };
  return { fs, promises };
}

function copy(from: Uint8Array | undefined, into: Uint8Array, offset: number, length: number, at: number): number {
  const piece = from?.subarray(at, at + length) ?? new Uint8Array();
  into.set(piece, offset);
  return piece.length;
}

function kindOf({ isFile }: Mirrored) {
  return { isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false };
}

function stats(found: Mirrored): object {
  const { bytes, version, isReadOnly } = found;
  const mode = isReadOnly ? 0o444 : 0o644;
  return { ...kindOf(found), size: bytes?.length ?? 0, mtimeMs: version, ctimeMs: version, ino: version, mode };
}

function refuse(code: string, place: string): never {
  throw Object.assign(new Error(`${code}: ${place}`), { code });
}
