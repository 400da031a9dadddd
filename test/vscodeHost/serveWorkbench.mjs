/**
 * Serves a VS Code that runs in the browser alone, as vscode.dev does: the workbench that the tests install anyway, without the
 * server behind it. Extensions run in a worker, and the folder that is open lies in memory.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { packVsix } from "./packVsix.mjs";
import { provision } from "./provision.mjs";

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".woff": "font/woff",
};

/** Extensions of VS Code that the tests need; in a browser it has none by itself. */
const shippedExtensions = ["json", "json-language-features", "theme-defaults", "markdown-basics"];

/** Extensions of the tests, beside this file. */
const ownExtensions = ["memoryFolder", "markdownPreview"];

/** What code-server has changed so that its page needs the server behind it, and VS Code's own way. */
const changes = /** @type {const} */ ([
  [",remoteAuthority:location.host}", "}"],
  [/(\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote\}/, "$1vscodeUserData}"],
]);

/** @param {string} text */
function withoutServer(text) {
  return changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before)
      throw new Error(`${from} is not in the workbench any more: see test/vscodeHost/serveWorkbench.mjs.`);
    return after;
  }, text);
}

/** Beside the extension, to which the extension host takes them to belong. */
const testsPath = "/extension/dist/test/extension.js";

/**
 * @typedef {object} ExtensionTests Tests that VS Code runs in the extension host, once for each page.
 * @property {Uint8Array} script CommonJS that exports run().
 * @property {string} reportPath What is sent there is given to `onReport`.
 * @property {(text: string) => void} onReport
 */

/**
 * Starts it with the packed extension.
 *
 * @param {{ files: Readonly<Record<string, string>>, settings?: Record<string, unknown>, extensionTests?: ExtensionTests }} options
 *   `files` are in the folder that is open.
 * @returns {Promise<{ url: () => string, stop: () => Promise<void> }>}
 */
export async function serveWorkbench({ files, settings = {}, extensionTests }) {
  const packed = await packedFiles();
  if (extensionTests !== undefined) packed.set(testsPath, extensionTests.script);
  const vscode = dirname(dirname(provision().serverMain));
  const folders = [
    ["/vscode/", vscode],
    ...ownExtensions.map((name) => [`/${name}/`, fileURLToPath(new URL(name, import.meta.url))]),
  ];
  const server = createServer((request, response) => {
    const { host = "" } = request.headers;
    const path = decodeURIComponent(new URL(request.url ?? "/", `http://${host}`).pathname);
    const answer = (status, type, body) => {
      response.writeHead(status, {
        "Content-Type": type,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
      });
      response.end(body);
    };
    if (path === extensionTests?.reportPath) {
      text(request).then((report) => {
        extensionTests.onReport(report);
        answer(204, "text/plain", "");
      });
      return;
    }
    if (path === "/") return answer(200, "text/html", page(host, settings, extensionTests !== undefined));
    if (path === "/files.json") return answer(200, "application/json", JSON.stringify(files));
    const type = types[extname(path)] ?? "application/octet-stream";
    const [prefix, folder] = folders.find(([start]) => path.startsWith(start)) ?? [];
    try {
      const bytes =
        packed.get(path) ??
        readFileSync(folder === undefined ? "" : join(folder, normalize(`/${path.slice(prefix.length)}`)));
      if (!path.endsWith("/workbench/workbench.js")) return answer(200, type, bytes);
      answer(200, type, withoutServer(bytes.toString()));
    } catch (error) {
      answer(404, "text/plain", String(error));
    }
  });
  await new Promise((settle) => server.listen(0, "127.0.0.1", settle));
  const { port } = server.address();
  return {
    url: () => `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}

/** The files of the packed extension, by the paths at which they are served. */
async function packedFiles() {
  const entries = await new ZipReader(new Uint8ArrayReader(readFileSync(packVsix()))).getEntries();
  const files = entries.map(
    async (entry) =>
      /** @type {const} */ ([
        entry.filename.replace(/^extension/, "/extension"),
        await entry.getData(new Uint8ArrayWriter()),
      ]),
  );
  return new Map(await Promise.all(files));
}

/** @param {string} host @param {Record<string, unknown>} settings @param {boolean} areTested */
function page(host, settings, areTested) {
  const at = (path) => ({ scheme: "http", authority: host, path });
  const configuration = {
    folderUri: { scheme: "memory", authority: "box", path: "/project" },
    additionalBuiltinExtensions: [
      ...ownExtensions.map((name) => at(`/${name}`)),
      ...(areTested ? [] : [at("/extension")]),
      ...shippedExtensions.map((name) => at(`/vscode/extensions/${name}`)),
    ],
    ...(areTested && {
      developmentOptions: {
        // VS Code runs tests of an extension under development alone.
        extensions: [at("/extension")],
        extensionTestsPath: at(testsPath),
        // As for the tests on a machine: no toasts, and nobody is asked whether a tool may run.
        enableSmokeTestDriver: true,
      },
    }),
    configurationDefaults: settings,
    userDataPath: "/",
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    productConfiguration: {
      enableTelemetry: false,
      webviewContentExternalBaseUrlTemplate: `http://${host}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  };
  const data = JSON.stringify(configuration).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const base = `http://${host}/vscode`;
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${data}">
<link rel="stylesheet" href="${base}/out/vs/code/browser/workbench/workbench.css">
</head><body aria-label=""></body>
<script>globalThis._VSCODE_FILE_ROOT = "${base}/out/";</script>
<script type="module" src="${base}/out/nls.messages.js"></script>
<script type="module" src="${base}/out/vs/code/browser/workbench/workbench.js"></script>
</html>`;
}
