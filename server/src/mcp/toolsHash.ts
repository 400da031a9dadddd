import { createHash } from "node:crypto";
import { canonicalText } from "../catalogue/files/canonicalText";
import type { JsonObject } from "../policy/text/json";

/** A hash of a server's tools, which does not depend on the order of the tools or of their fields. */
export function toolsHash(tools: readonly JsonObject[]): string {
  const texts = tools.map(canonicalText).sort();
  return `sha256:${createHash("sha256").update(texts.join("\n")).digest("hex")}`;
}
