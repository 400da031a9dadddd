import { isJsonObject } from "../../policy/text/json";

/** Why `readServerFile` does not read a text, a sentence without the name of the file that it begins with. */
export function serverFileProblem(text: string): string {
  return `${problemOf(text.replace(/^\uFEFF/, ""))}, and is not read.`;
}

function problemOf(text: string): string {
  if (text.trim() === "") return "is empty";
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) && Array.isArray(json.tools) ? "is nested too deeply" : 'has no list "tools"';
  } catch {
    return "is not JSON";
  }
}
