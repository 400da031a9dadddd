import type { ToolList } from "../catalogue/files/readToolList";
import type { SpokenProtocol } from "../catalogue/files/serverFile";
import type { Connection, Patience } from "./connection";
import { httpConnection } from "./httpConnection";
import { listTools } from "./listTools";
import { NotUnderstood, ServerFailure } from "./serverFailure";
import type { ServerTarget } from "./serverTarget";
import { openSession, type Session } from "./session";
import { sseConnection } from "./sseConnection";
import { stdioConnection } from "./stdioConnection";
import { type Given, givenValues, jsonWithoutValues, withoutValues } from "./withoutValues";

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
  const { all, secret } = givenValues(target);
  try {
    return await askTarget(target, patience, (connection) => askOver(connection, secret, told));
  } catch (failure) {
    if (!(failure instanceof ServerFailure)) throw failure;
    throw new ServerFailure(withoutValues(failure.message, all));
  }
}

async function askTarget(
  target: ServerTarget,
  patience: Patience,
  askOver: (connection: Connection) => Promise<Asked>,
): Promise<Asked> {
  if (target.kind === "command") return askOver(stdioConnection(target.program, patience));
  const { url, headers, transport } = target;
  if (transport === "sse") return askOver(await sseConnection(url, headers, patience));
  try {
    return await askOver(httpConnection(url, headers, patience));
  } catch (failure) {
    if (!(failure instanceof NotUnderstood) || transport === "streamable-http") throw failure;
    const older = await sseConnection(url, headers, patience).catch((why: unknown) => {
      // Another reason than that it does not speak this either is what a person has to know.
      throw why instanceof NotUnderstood ? failure : why;
    });
    return askOver(older);
  }
}

async function askOver(
  connection: Connection,
  secret: readonly Given[],
  told: (progress: Progress) => void,
): Promise<Asked> {
  try {
    const session = await openSession(connection);
    const list = await listTools(
      session,
      (pages) => told({ step: "listing", pages }),
      // What a server has put into a description is committed with its tools.
      (page) => jsonWithoutValues(page, secret),
    );
    return { ...list, protocol: session.protocol, reported: session.reported };
  } finally {
    await connection.end();
  }
}
