import { closeAll } from "./editor";
import { restoreFolder } from "./restoreFolder";

/**
 * After each test: closes all editors, and makes the workspace's folder what it was at the start, so that a test that has
 * failed, or a fault of ours, leaves nothing to the tests that come after.
 */
export async function cleanUp(): Promise<void> {
  await closeAll();
  await restoreFolder();
}
