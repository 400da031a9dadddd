import { namesField } from "./writeServerFile";

/**
 * The names of a server's tools by the beginning of its file, so that not every file has to be read as a whole to tell
 * which server a policy is about. undefined where the line with the names is not whole in it, or a person has laid it out.
 */
export function namesInHead(head: string): ReadonlySet<string> | undefined {
  const start = head.indexOf(`\n${namesField}[`);
  const end = start < 0 ? -1 : head.indexOf("],\n", start);
  if (end < 0) return undefined;
  try {
    const names: unknown = JSON.parse(head.slice(start + 1 + namesField.length, end + 1));
    return Array.isArray(names) ? new Set(names.map(String)) : undefined;
  } catch {
    return undefined;
  }
}
