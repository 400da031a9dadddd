import { pathToFileURL } from "node:url";
import { FileFailure } from "../disk/fileFailure";
import type { PointTarget } from "../mcp/point/gatewayEntry";
import { pointClient, pointPath, pointPlaces } from "../mcp/point/pointClient";
import { ServerFailure } from "../mcp/serverFailure";
import { thisSystem } from "../mcp/thisSystem";
import type { PointClientParams, PointClientResult, PointedEntry } from "../protocol/servers";
import { pathOf } from "./addresses";

/** Points a client at a gateway. It reads the client's file; whether it is written is asked by the client. */
export async function pointClientAt(asked: PointClientParams): Promise<PointClientResult> {
  const clients = pointPlaces.map((each) => {
    const { client, label, place } = each;
    return { client, label, place, file: pointPath(each, "NAME", "", thisSystem()) };
  });
  if (asked.client === undefined) return { clients, entry: null, refused: null };
  try {
    return { clients, entry: await entryOf(asked, asked.client), refused: null };
  } catch (error) {
    if (error instanceof ServerFailure || error instanceof FileFailure)
      return { clients, entry: null, refused: error.message };
    throw error;
  }
}

async function entryOf(asked: PointClientParams, client: string): Promise<PointedEntry> {
  const { place = "workspace", name = "gateway" } = asked;
  const workspace = pathOf(asked.folder ?? "");
  if (workspace === undefined && place === "workspace") throw new ServerFailure("Open a folder first.");
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
    throw new ServerFailure("Use letters, digits, dots, dashes and underscores for the server's name.");
  // The person sees the comparison before anything is written.
  const pointed = await pointClient({ client, place }, name, targetOf(asked), workspace ?? "", thisSystem(), true);
  return {
    label: pointed.label,
    uri: pathToFileURL(pointed.path).href,
    text: pointed.entry,
    before: pointed.before ?? null,
    after: pointed.after ?? null,
    notes: pointed.notes,
  };
}

function targetOf({ url, token, command: [program, ...args] = [], env = [] }: PointClientParams): PointTarget {
  for (const each of [...env, ...(token === undefined ? [] : [token])])
    if (!/^[A-Za-z_]\w*$/.test(each)) throw new ServerFailure("A token is named by a variable, and not written here.");
  if (url !== undefined) return { kind: "url", url, token };
  if (program === undefined) throw new ServerFailure("Say where the client is to be pointed.");
  return { kind: "command", command: program, args, env };
}
