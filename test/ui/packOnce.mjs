import { packVsix } from "../vscodeHost/packVsix.mjs";
import { provideBrowser } from "../vscodeHost/provideBrowser.mjs";
import { provision } from "../vscodeHost/provision.mjs";

/**
 * Packs the extension before the first suite, so that every suite tests the same package, and gets ready what shows it: a
 * first installation takes longer than any test may.
 */
export default function setup() {
  provision();
  provideBrowser();
  process.env.MCP_POLICY_VSIX = packVsix();
}
