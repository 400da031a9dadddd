import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";

/** Milliseconds without a change after which a person has probably saved everything. */
const pause = 150;

/** Says that a file is going to be read, so that no change of it is missed. */
export type LookAt = (path: string) => void;

/**
 * Does something, and again whenever a JSON file beside the files that it looks at changes, comes or goes. Folders are
 * watched, not files: editors replace a file when they save it. Never ends by itself.
 */
export async function watchFiles(run: (lookAt: LookAt) => Promise<void>): Promise<never> {
  const watchers = new Map<string, FSWatcher>();
  let changed: () => void = () => {};
  const lookAt: LookAt = (path) => {
    const folder = dirname(path);
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || name.endsWith(".json")) changed();
      });
      // A folder that is removed cannot be watched any more; the others can.
      watcher.on("error", () => watchers.delete(folder));
      watchers.set(folder, watcher);
    } catch {
      // There is no such folder: the run says what is missing.
    }
  };
  for (;;) {
    const change = new Promise<void>((resolve) => {
      changed = resolve;
    });
    await run(lookAt);
    await change;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
