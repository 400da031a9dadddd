import type { ListenAddress } from "./openServer";

/** `PORT`, `HOST:PORT` or `[HOST]:PORT`; a port alone is on this machine only. undefined for anything else. */
export function parseAddress(text: string): ListenAddress | undefined {
  const [, host = "127.0.0.1", digits = ""] = /^(?:(\[[0-9a-f:.]+\]|[\w.-]+):)?(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  if (digits === "" || port > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ""), port };
}
