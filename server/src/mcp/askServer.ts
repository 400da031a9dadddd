import type { ToolList } from "../catalogue/files/readToolList";
import type { SpokenProtocol } from "../catalogue/files/serverFile";
import type { ChildCommand } from "./childProcess";
import type { Connection, Patience } from "./connection";
import { httpConnection } from "./httpConnection";
import { listTools } from "./listTools";
import { NotUnderstood } from "./serverFailure";
import { openSession, type Session } from "./session";
import { sseConnection } from "./sseConnection";
import { stdioConnection } from "./stdioConnection";

/** A server as it is started or reached, with all secrets in place. */
export type ServerTarget =
  | { readonly kind: "command"; readonly program: ChildCommand }
  | {
      readonly kind: "url";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Which transports to try; both when it is not known. */
      readonly transport?: "streamable-http" | "sse";
    };

/** What a server has answered. */
export interface Asked extends ToolList {
  readonly protocol: SpokenProtocol;
  readonly reported: Session["reported"];
}

/** What happens, for a progress. */
export type Progress = { readonly step: "starting" } | { readonly step: "listing"; readonly pages: number };

/** Starts or reaches a server, asks for its tools, and ends it. Rejects with a `ServerFailure` alone. */
export async function askServer(
  target: ServerTarget,
  patience: Patience,
  told: (progress: Progress) => void = () => {},
): Promise<Asked> {
  told({ step: "starting" });
  if (target.kind === "command") return askOver(stdioConnection(target.program, patience), told);
  const { url, headers, transport } = target;
  if (transport === "sse") return askOver(await sseConnection(url, headers, patience), told);
  try {
    return await askOver(httpConnection(url, headers, patience), told);
  } catch (failure) {
    if (!(failure instanceof NotUnderstood) || transport === "streamable-http") throw failure;
    const older = await sseConnection(url, headers, patience).catch(() => undefined);
    if (older === undefined) throw failure;
    return askOver(older, told);
  }
}

async function askOver(connection: Connection, told: (progress: Progress) => void): Promise<Asked> {
  try {
    const session = await openSession(connection);
    const list = await listTools(session, (pages) => told({ step: "listing", pages }));
    return { ...list, protocol: session.protocol, reported: session.reported };
  } finally {
    await connection.end();
  }
}
