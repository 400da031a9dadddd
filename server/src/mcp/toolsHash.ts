import { createHash } from "node:crypto";
import { canonicalText } from "../catalogue/files/canonicalText";
import type { ServerFile } from "../catalogue/files/serverFile";
import type { JsonObject } from "../policy/text/json";

/** A hash of a server's tools, which does not depend on the order of the tools or of their fields. */
export function toolsHash(tools: readonly JsonObject[]): string {
  const texts = tools.map(canonicalText).sort();
  return `sha256:${createHash("sha256").update(texts.join("\n")).digest("hex")}`;
}

/** Whether the tools in a server's file are not those that were imported: somebody has edited it since. */
export function wasEdited({ hash, tools }: Pick<ServerFile, "hash" | "tools">): boolean {
  return hash !== "" && hash !== toolsHash(tools);
}
