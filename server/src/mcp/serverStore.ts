import { lstat, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readServerFile, serverOfFile } from "../catalogue/files/readServerFile";
import type { ServerFile } from "../catalogue/files/serverFile";
import { serverFileProblem } from "../catalogue/files/serverFileProblem";
import { createFile } from "../disk/createFile";
import { removeStaleDrafts } from "../disk/drafts";
import { FileFailure, fileFailure } from "../disk/fileFailure";
import { readRegularFile } from "../disk/readRegularFile";
import { replaceFile } from "../disk/replaceFile";

/** A larger file of a server is not read. */
const mostBytes = 100_000_000;

/** A server's file as it was read; `server` is undefined when it lists no tools, or could not be read: `problem` says why. */
export interface StoredServer {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly server: ServerFile | undefined;
  readonly problem?: string;
}

/** The servers of a folder `.mcp-policy/servers`, by name; none where there is no such folder. A file's failure is its own. */
export async function storedServers(folder: string): Promise<readonly StoredServer[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.map((name) => join(folder, name)).filter((path) => serverOfFile(path) !== undefined);
  return Promise.all(
    paths.sort().map((path) =>
      readStored(path).catch((error: unknown): StoredServer => {
        const problem = fileFailure(path, error).message;
        return { name: serverOfFile(path) ?? "", path, bytes: Buffer.alloc(0), server: undefined, problem };
      }),
    ),
  );
}

/** One server of a folder; undefined where there is none. */
export async function storedServer(folder: string, name: string): Promise<StoredServer | undefined> {
  const path = join(folder, `${name}.json`);
  const isThere = await lstat(path).catch(() => undefined);
  return isThere === undefined ? undefined : readStored(path);
}

async function readStored(path: string): Promise<StoredServer> {
  const bytes = await readRegularFile(path, mostBytes);
  const name = serverOfFile(path) ?? "";
  const text = bytes.toString("utf8");
  const server = readServerFile(text, name);
  return { name, path, bytes, server, ...(server === undefined && { problem: `${path} ${serverFileProblem(text)}` }) };
}

/** Writes a server's file, in place of the one that was read before. A link is never written through. */
export async function storeServer(
  folder: string,
  name: string,
  text: string,
  before: StoredServer | undefined,
): Promise<string> {
  const path = join(folder, `${name}.json`);
  try {
    for (const each of [dirname(folder), folder]) {
      const found = await lstat(each).catch(() => undefined);
      if (found?.isSymbolicLink()) throw new FileFailure(`${each} is a link, and nothing is written below it.`);
      if (found?.isDirectory() === false)
        throw new FileFailure(`${each} is a file, and has to be a folder. Rename it.`);
    }
    await mkdir(folder, { recursive: true });
    await removeStaleDrafts([path]);
    if (before === undefined) await createFile(path, text);
    else await replaceFile(path, before.bytes, Buffer.from(text), { followsLinks: false });
    return path;
  } catch (error) {
    throw fileFailure(path, error);
  }
}
