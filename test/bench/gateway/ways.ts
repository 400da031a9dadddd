import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The ways of a message to the server over HTTP, in turns. */
export const httpWayNames = ["direct", "gateway", "gateway with a log", "the SDK's transports"] as const;
export type HttpWayName = (typeof httpWayNames)[number];

/** The ways over stdio; the last is the least that any process in the middle can add. */
export const wayNames = [...httpWayNames, "the bytes alone"] as const;
export type WayName = (typeof wayNames)[number];

/** Those of which answers of several sizes are measured. */
export const sizedWayNames = ["direct", "gateway", "the SDK's transports", "the bytes alone"] as const;
export type SizedWayName = (typeof sizedWayNames)[number];

/** What is needed to start the parts of the benchmark. */
export interface Places {
  /** The bundle of the command line. */
  readonly cli: string;
  /** The folder of the benchmark's own programs. */
  readonly programs: string;
  /** A folder for files. */
  readonly folder: string;
}

/** Writes the policy: each call is checked by a pattern and counted. */
export function writePolicy({ folder }: Places): string {
  const conditions = [{ path: "args.path", op: "regex", value: "^/tmp/" }];
  const limits = [{ counter: "c", window: "day", max: 1e9, scope: "grant" }];
  const hide = Array.from({ length: 200 }, (_, index) => `hidden-${index * 10}`);
  const path = join(folder, "policy.json");
  const tools = { read: { require: [{ conditions }], limits } };
  writeFileSync(path, JSON.stringify({ version: "1", default: "deny", hide, tools }));
  return path;
}

/** The words that start a way over stdio; `server` has the words of the server. */
export function stdioWords(way: WayName, places: Places, policy: string, server: readonly string[]): readonly string[] {
  const { cli, programs, folder } = places;
  if (way === "direct") return server;
  if (way === "the SDK's transports") return [join(programs, "sdkPassThrough.mjs"), ...server];
  if (way === "the bytes alone") return [join(programs, "bytesPassThrough.mjs"), ...server];
  return [cli, "gateway", policy, ...logWords(way, folder), "--", process.execPath, ...server];
}

/** The words that start a way over HTTP to a server at an address; none for the direct one. */
export function httpWords(way: HttpWayName, { cli, programs, folder }: Places, policy: string, url: string) {
  if (way === "direct") return undefined;
  if (way === "the SDK's transports") return [join(programs, "sdkHttpPassThrough.mjs"), url];
  return [cli, "gateway", policy, ...logWords(way, folder), "--listen", "0", "--url", url];
}

function logWords(way: WayName, folder: string): readonly string[] {
  return way === "gateway with a log" ? ["--log", join(folder, "calls.jsonl"), "--log-values"] : [];
}
