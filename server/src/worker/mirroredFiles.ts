import path from "path-browserify";
import type { WorkerFile } from "../protocol/workerFiles";
import { fileURLToPath } from "./workerPaths";

/** A file or folder that the editor has told of. */
export interface Mirrored {
  readonly isFile: boolean;
  /** What is in a file; undefined where only its name is known, and for a folder. */
  readonly bytes: Uint8Array | undefined;
  readonly isReadOnly: boolean;
  /** Tells one state from another. */
  readonly version: number;
}

/** The files of the workspace as the editor has told of them last: what the server has for a disk. */
export class MirroredFiles {
  readonly #known = new Map<string, Mirrored>();
  readonly #names = new Map<string, Set<string>>();
  #version = 0;

  /** What the editor tells of one file. */
  take({ uri, kind, bytes, isReadOnly = false }: WorkerFile): void {
    const place = fileURLToPath(uri);
    if (kind === "gone") {
      this.#remove(place);
      return;
    }
    this.#version += 1;
    this.#known.set(place, { isFile: kind === "file", bytes, isReadOnly, version: this.#version });
    this.#list(place);
  }

  /** What lies at a path; undefined for nothing that was told of. */
  at(place: string): Mirrored | undefined {
    return this.#known.get(path.resolve("/", place));
  }

  /** The names in a folder; undefined for one that was not told of. */
  names(folder: string): readonly string[] | undefined {
    const place = path.resolve("/", folder);
    const names = this.#names.get(place);
    return names === undefined && this.#known.get(place)?.isFile !== false ? undefined : [...(names ?? [])].sort();
  }

  #list(place: string): void {
    const folder = path.dirname(place);
    if (folder === place) return;
    const names = this.#names.get(folder) ?? new Set();
    this.#names.set(folder, names.add(path.basename(place)));
    if (this.#known.has(folder)) return;
    this.#known.set(folder, { isFile: false, bytes: undefined, isReadOnly: false, version: this.#version });
    this.#list(folder);
  }

  #remove(place: string): void {
    for (const name of this.#names.get(place) ?? []) this.#remove(path.join(place, name));
    this.#names.delete(place);
    this.#known.delete(place);
    this.#names.get(path.dirname(place))?.delete(path.basename(place));
  }
}
