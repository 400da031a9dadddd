import * as vscode from "vscode";
import { pageHtml } from "./pageHtml";
import { pageWords } from "./useWords";

/** Fills a webview with the page `dist/pages/<name>.*`, which may load nothing outside of `dist`. */
export function fillPage(webview: vscode.Webview, extensionUri: vscode.Uri, name: string, title: string): void {
  const dist = vscode.Uri.joinPath(extensionUri, "dist");
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, "pages", file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = pageHtml({
    title,
    script: address(`${name}.js`),
    stylesheet: address(`${name}.css`),
    cspSource: webview.cspSource,
    nonce: crypto.randomUUID().replaceAll("-", ""),
    words: pageWords(),
  });
}
