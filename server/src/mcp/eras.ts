import type { JsonObject } from "../policy/text/json";

/** The revision without a handshake that this client speaks. */
export const modernVersion = "2026-07-28";

/** The last revision with a handshake. A server may answer with an older one. */
export const legacyVersion = "2025-11-25";

/** What this client calls itself. */
export const clientInfo = { name: "mcp-policy", version: process.env.MCP_POLICY_VERSION ?? "0" };

/** Errors that only a modern server gives: header mismatch, missing client capability, unsupported version. */
export const unsupportedVersion = -32022;
export const isModernError = (code: number): boolean => code <= -32020 && code >= unsupportedVersion;

/** What every modern request says about itself. */
export function modernMeta(version: string): JsonObject {
  return {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": clientInfo,
  };
}

/** Where a result of a modern server says who it is. */
export const serverInfoKey = "io.modelcontextprotocol/serverInfo";
