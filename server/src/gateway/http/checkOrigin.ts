import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** Whether a host, as in an address, is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

/**
 * Why a request does not come from where it may, in a sentence; undefined when it does. A page of the web can make a browser
 * send requests to this machine: it has an `Origin` then, or a `Host` that is not this machine (DNS rebinding).
 */
export function foreignOrigin(
  { origin, host }: IncomingHttpHeaders,
  listensOn: string,
  allowed: readonly string[],
): string | undefined {
  if (origin !== undefined && !allowed.includes(origin) && !isLoopback(hostOf(origin)))
    return `Requests from web pages of ${origin.slice(0, 100)} are refused.`;
  if (isLoopback(listensOn) && (host === undefined || !isLoopbackHost(host)))
    return "The header Host does not name this machine.";
  return undefined;
}

/** An origin as browsers send it, however it was typed; undefined for what none of them sends. */
export function readOrigin(text: string): string | undefined {
  if (text === "null") return text;
  if (!text.includes("://") || !URL.canParse(text)) return undefined;
  const { origin, pathname, search, hash } = new URL(text);
  // An address of an extension has no origin here: it is sent as it is.
  if (origin === "null") return text;
  return pathname === "/" && search === "" && hash === "" ? origin : undefined;
}

/** Most are written in one of these ways. */
const usualLoopback = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/;

function isLoopbackHost(host: string): boolean {
  return usualLoopback.test(host) || isLoopback(hostOf(`http://${host}`));
}

function hostOf(address: string): string {
  try {
    return new URL(address).hostname;
  } catch {
    return "";
  }
}
