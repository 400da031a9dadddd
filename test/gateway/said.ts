import type { ChildProcess } from "node:child_process";

/** What a process says on standard error, as soon as it fits. */
export function said(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stderr?.on("data", (chunk) => {
      text += chunk;
      const found = wanted.exec(text);
      if (found !== null) resolve(found);
    });
    child.once("exit", () => reject(new Error(text)));
  });
}
