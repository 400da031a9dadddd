import { isJsonObject } from "../../policy/text/json";
import { nameFields } from "../http/nameFields";
import { versionField } from "../message/readClientMessage";

/** What a message to a server over HTTP says about itself in its headers: since 2026-07-28, its version, method and name. */
export function messageHeaders(message: unknown): Record<string, string> {
  const { method, params } = isJsonObject(message) ? message : {};
  const { _meta: meta, ...fields } = isJsonObject(params) ? params : {};
  const version = isJsonObject(meta) ? meta[versionField] : undefined;
  if (typeof version !== "string" || typeof method !== "string") return {};
  const field = nameFields.get(method);
  const name = field === undefined ? undefined : fields[field];
  return {
    "mcp-protocol-version": encoded(version),
    "mcp-method": encoded(method),
    ...(typeof name === "string" && { "mcp-name": encoded(name) }),
  };
}

/** A text as a header: one that is not plain ASCII, or that looks encoded, is encoded. */
function encoded(text: string): string {
  const isPlain = /^(?! )[ -~]*(?<! )$/.test(text) && !/^=\?base64\?.*\?=$/i.test(text);
  return isPlain ? text : `=?base64?${Buffer.from(text).toString("base64")}?=`;
}
