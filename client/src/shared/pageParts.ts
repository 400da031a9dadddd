import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { PageParts } from "./pageHtml";

/** The parts of the page `dist/pages/<name>.*`, as a webview may load them. */
export function pageParts(webview: vscode.Webview, dist: vscode.Uri, name: string): Omit<PageParts, "title"> {
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, "pages", file)).toString();
  return {
    script: address(`${name}.js`),
    stylesheet: address(`${name}.css`),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString("base64url"),
  };
}
