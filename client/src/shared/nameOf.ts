import type * as vscode from "vscode";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";

/** The last part of a file's path, for people to read. */
export function nameOf(uri: vscode.Uri): string {
  return visibleText(uri.path.slice(uri.path.lastIndexOf("/") + 1)) || "policy";
}
