import { packVsix } from "../vscodeHost/packVsix.mjs";

/** Packs the extension before the first suite, so that every suite tests the same package. */
export default function setup() {
  process.env.MCP_POLICY_VSIX = packVsix();
}
