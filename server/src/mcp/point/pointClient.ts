import { lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readRegularFile } from "../../disk/readRegularFile";
import { type ClientFile, clientFiles } from "../clients/clientFiles";
import { shownPath } from "../clients/shownPath";
import { type System, userPath } from "../clients/systemFolders";
import { ServerFailure } from "../serverFailure";
import { gatewayEntry, type PointTarget } from "./gatewayEntry";
import { entryText, withEntry } from "./withEntry";
import type { Written } from "./written";

/** What pointing a client at a gateway would change. Nothing is written. */
export interface Pointed {
  readonly client: string;
  readonly label: string;
  /** The absolute path of the client's file. */
  readonly path: string;
  /** The entry alone, in the client's own notation, to be copied. */
  readonly entry: string;
  /** The file as it is; undefined where there is none. */
  readonly before: string | undefined;
  /** The file with the entry; undefined where it cannot be written into. */
  readonly after: string | undefined;
  /** Whether it is not written because it has another server of that name. */
  readonly isTaken: boolean;
  /** What the person has to know or do, in sentences. */
  readonly notes: readonly string[];
}

/** A larger file of a client is not written into. */
const mostBytes = 10_000_000;

/** The files that entries are written to: for each client one of the workspace, and one of the person. */
export const pointPlaces: readonly ClientFile[] = clientFiles.filter(
  (file, index) => clientFiles.findIndex((each) => each.client === file.client && each.place === file.place) === index,
);

/**
 * What an entry that points a client at a gateway looks like in the client's own shape, and its file with it. Throws a
 * `ServerFailure` for a client that cannot be pointed there. Another server of that name gives way only when `replaces` says so.
 */
export async function pointClient(
  at: Pick<ClientFile, "client" | "place">,
  name: string,
  target: PointTarget,
  workspace: string,
  system: System,
  replaces = false,
): Promise<Pointed> {
  const file = pointPlaces.find(({ client, place }) => client === at.client && place === at.place);
  if (file === undefined) throw new ServerFailure(`${at.client} has no such file.`);
  const made = gatewayEntry(file, name, checked(target));
  if (typeof made === "string") throw new ServerFailure(made);
  const path = await pathOf(file, name, workspace, system);
  const isThere = await lstat(path).catch(() => undefined);
  const before = isThere === undefined ? undefined : (await readRegularFile(path, mostBytes)).toString("utf8");
  const written = await withEntry(before, file, name, made.entry, replaces);
  return {
    client: file.client,
    label: file.label,
    path,
    entry: await entryText(file, name, made.entry),
    before,
    after: "text" in written ? written.text : undefined,
    isTaken: "isTaken" in written,
    notes: [...notesOf(written, name), ...made.notes],
  };
}

function notesOf(written: Written, name: string): readonly string[] {
  if ("refused" in written) return [written.refused];
  return written.replaced === true ? [`It takes the place of another server named ${name}.`] : [];
}

/** The paths of the files that entries are written to, for people. */
export function pointPath({ place, path }: ClientFile, name: string, workspace: string, system: System): string {
  const file = path.replace(/\*$/, `${name}.yaml`);
  return place === "workspace" ? file : shownPath(userPath(file, system), { place }, workspace, system);
}

function checked(target: PointTarget): PointTarget {
  if (target.kind === "command") return target;
  const url = URL.canParse(target.url) ? new URL(target.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ServerFailure("The address of a gateway starts with https:// or http://.");
  if (url.username !== "" || url.password !== "")
    throw new ServerFailure("Leave the password out of the address: the token comes from a variable.");
  return target;
}

/** Where several files of one kind may be, the one that is there. */
async function pathOf(file: ClientFile, name: string, workspace: string, system: System): Promise<string> {
  const absolute = (path: string): string =>
    file.place === "workspace" ? join(workspace, path) : userPath(path, system);
  if (file.path.endsWith("*")) return absolute(file.path.replace(/\*$/, `${name}.yaml`));
  const alike = clientFiles.filter(
    (each) =>
      each.client === file.client &&
      each.place === file.place &&
      dirname(each.path) === dirname(file.path) &&
      each.keys[0]?.join() === file.keys[0]?.join(),
  );
  for (const { path } of alike)
    if ((await lstat(absolute(path)).catch(() => undefined)) !== undefined) return absolute(path);
  return absolute(file.path);
}
