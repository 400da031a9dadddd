import type { SpokenProtocol } from "../catalogue/files/serverFile";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/text/json";
import { oneLine } from "../policy/words/plain/oneLine";
import type { Connection } from "./connection";
import {
  clientInfo,
  isModernError,
  legacyVersion,
  modernMeta,
  modernVersion,
  serverInfoKey,
  unsupportedVersion,
} from "./eras";
import { type Answer, errorOf, resultOf } from "./jsonRpc";
import { NotUnderstood, ServerFailure } from "./serverFailure";

/** A server whose era is known, ready to be asked. */
export interface Session {
  readonly protocol: SpokenProtocol;
  readonly reported: { readonly name: string; readonly version: string } | undefined;
  ask(method: string, params: JsonObject): Promise<Answer>;
}

/**
 * Finds out the era of a server by what it answers, on the one connection that there is. `server/discover` is asked
 * first; any answer that is not a modern one, or silence for `quiet` milliseconds, means that `initialize` is sent too, and
 * the first of both to succeed counts: a program may be silent because it is being installed.
 */
export async function openSession(connection: Connection, quiet = 3_000): Promise<Session> {
  connection.setHeaders?.({ "MCP-Protocol-Version": modernVersion });
  const modern = discover(connection, modernVersion);
  const first = await Promise.race([
    settled(modern),
    // It keeps no process alive: most servers have answered long before.
    new Promise<"quiet">((resolve) => setTimeout(resolve, quiet, "quiet").unref()),
  ]);
  if (first !== "quiet") {
    if (first.kind === "session") return first.session;
    if (first.failure !== undefined) throw first.failure;
    return initialize(connection);
  }
  const legacy = initialize(connection);
  const either = await Promise.race([settled(modern), settled(legacy)]);
  if (either.kind === "session") return either.session;
  // One of them says no: the other one counts.
  const [one, other] = await Promise.all([settled(modern), settled(legacy)]);
  if (one.kind === "session") return one.session;
  if (other.kind === "session") return other.session;
  throw other.failure ?? one.failure ?? new ServerFailure("The server does not speak MCP.");
}

type Settled =
  | { readonly kind: "session"; readonly session: Session }
  /** Without a failure: the server is not of this era. */
  | { readonly kind: "none"; readonly failure: ServerFailure | undefined };

async function settled(attempt: Promise<Session | undefined>): Promise<Settled> {
  try {
    const session = await attempt;
    return session === undefined ? { kind: "none", failure: undefined } : { kind: "session", session };
  } catch (failure) {
    return { kind: "none", failure: failure instanceof ServerFailure ? failure : new ServerFailure(String(failure)) };
  }
}

/** A session with a modern server; undefined for any other. */
async function discover(connection: Connection, version: string): Promise<Session | undefined> {
  const request = { method: "server/discover", params: { _meta: modernMeta(version) } };
  const answer = await connection.ask(request).catch((failure: unknown) => {
    // Over HTTP: a status, and no answer that a modern server gives.
    if (failure instanceof NotUnderstood) return undefined;
    throw failure;
  });
  if (answer === undefined) return undefined;
  const result = resultOf(answer);
  const { code, data } = errorOf(answer);
  if (result === undefined) {
    if (!isModernError(code)) return undefined;
    if (code !== unsupportedVersion) throw refused("server/discover", answer);
    const offered = versionsIn(isJsonObject(data) ? data.supported : undefined);
    return retry(connection, version, offered);
  }
  const offered = versionsIn(result.supportedVersions);
  if (offered.length > 0 && !offered.includes(version)) return retry(connection, version, offered);
  const meta = isJsonObject(result._meta) ? result._meta : {};
  return {
    protocol: { era: "modern", version, transport: connection.transport },
    reported: identity(meta[serverInfoKey] ?? result.serverInfo),
    ask: (method, params) => {
      // A handshake that was tried meanwhile has set its own.
      connection.setHeaders?.({ "MCP-Protocol-Version": version });
      return connection.ask({ method, params: { ...params, _meta: modernMeta(version) } });
    },
  };
}

/** Asks again with a modern version that the server names; a server that names none is of the other era. */
async function retry(connection: Connection, tried: string, offered: readonly string[]): Promise<Session | undefined> {
  const other = offered.find((version) => version !== tried && version >= modernVersion);
  if (other === undefined || tried !== modernVersion) return undefined;
  connection.setHeaders?.({ "MCP-Protocol-Version": other });
  return discover(connection, other);
}

async function initialize(connection: Connection): Promise<Session> {
  connection.setHeaders?.({});
  const params = { protocolVersion: legacyVersion, capabilities: {}, clientInfo };
  const answer = await connection.ask({ method: "initialize", params });
  const result = resultOf(answer);
  if (result === undefined) throw refused("initialize", answer);
  const [version = legacyVersion] = versionsIn([result.protocolVersion ?? null]);
  connection.setHeaders?.({ "MCP-Protocol-Version": version });
  await connection.tell({ method: "notifications/initialized" });
  return {
    protocol: { era: "legacy", version, transport: connection.transport },
    reported: identity(result.serverInfo),
    ask: (method, params) => connection.ask({ method, params }),
  };
}

/** The sentence for an error that a server has answered with. */
export function refused(method: string, answer: Answer): ServerFailure {
  const { code, message } = errorOf(answer);
  return new ServerFailure(`The server refuses "${method}": ${oneLine(message, 500) || "no reason given"} (${code}).`);
}

function versionsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => /^\d{4}-\d\d-\d\d$/.test(String(each))) : [];
}

function identity(value: JsonValue | undefined): Session["reported"] {
  if (!isJsonObject(value)) return undefined;
  const text = (each: JsonValue | undefined): string => (typeof each === "string" ? each.slice(0, 200) : "");
  return { name: text(value.name), version: text(value.version) };
}
