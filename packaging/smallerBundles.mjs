import { readFile } from "node:fs/promises";

/**
 * Leaves out of the bundles what nothing in them reads. Each step fails the build when it finds something else than it knows.
 * @type {import("esbuild").Plugin}
 */
export const smallerBundles = {
  name: "smaller-bundles",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/]refa[\\/]index\.js$/ }, async ({ path }) => ({
      contents: automataOnly(await readFile(path, "utf8"), path),
      loader: "js",
    }));
    onLoad(
      { filter: /[\\/]vscode-languageclient[\\/]lib[\\/](?:common[\\/](?:api|client)|node[\\/]main)\.js$/ },
      async ({ path }) => ({
        contents: withoutUnused(await readFile(path, "utf8"), path),
        loader: "js",
      }),
    );
    onLoad({ filter: /[\\/]vscode-jsonrpc[\\/]lib[\\/]node[\\/](?:main|ril)\.js$/ }, async ({ path }) => ({
      contents: withoutCryptography(await readFile(path, "utf8"), path),
      loader: "js",
    }));
    onLoad(
      { filter: /[\\/]vscode-languageserver[\\/]lib[\\/](?:common[\\/](?:api|server)|node[\\/]main)\.js$/ },
      async ({ path }) => ({
        contents: withoutUnasked(await readFile(path, "utf8"), path),
        loader: "js",
      }),
    );
  },
};

/**
 * The rules without the texts of their pages, which are files beside the extension. The command line prints them in SARIF.
 * @type {import("esbuild").Plugin}
 */
export const withoutRulePages = {
  name: "without-rule-pages",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]src[\\/]rules[\\/]\w+[\\/]\w+\.ts$/ }, async ({ path }) => ({
      contents: withoutPage(await readFile(path, "utf8"), path),
      loader: "ts",
    }));
  },
};

/**
 * refa brings the Unicode tables of JavaScript's regular expressions and a parser for them, 0.9 MB that are read at start.
 * Patterns here are Go's, and come from re2js. Without the tables, and as a module whose calls are marked as pure, the
 * bundler keeps the automata alone; and without the ways between automata and expressions, not what simplifies these.
 * @param {string} text @param {string} path
 */
function automataOnly(text, path) {
  const start = text.indexOf("exports.CharBase=");
  const [body, exported] = [text.slice(0, start), text.slice(start)];
  const flag = 'Object.defineProperty(exports,"__esModule",{value:!0});';
  if (start < 0 || !body.includes(flag) || body.replace(flag, "").includes("exports."))
    throw new Error(`${path} is not built as it was: see packaging/smallerBundles.mjs.`);
  const pure = body
    .replace(flag, "")
    .replace(/JSON\.parse\('([[{])[^']{20,}'\)/g, (_, open) => (open === "[" ? "[]" : "{}"))
    .replace(/\[\[\d{4,6}[\d,[\]]{500,}\]\]/g, "[]")
    .replace(/=(Object\.freeze\(|JSON\.parse\(|I\.(?:empty|all|from\w+)\()/g, "=/*@__PURE__*/$1")
    .replace(/([,=])(new \w+\()/g, "$1/*@__PURE__*/$2");
  const withoutExpressions = pure
    .replace(/toString\(\)\{return Si\(.+?toMermaid\(m\)\{return vm\(.+?\)\}(?=(?:append|copy|union)\()/gs, "")
    .replace(/static fromRegex\(.+?(?=static fromWords\()/gs, "")
    .replace("toDot:gm,toMermaid:vm,toRegex:yi,toString:Si,", "")
    .replace(/(=\/\*@__PURE__\*\/new k\()\[[\w(),]+\]\)/g, "$1[])");
  if (/\bto(?:Mermaid|Regex)[(:]|static fromRegex\(|=\/\*@__PURE__\*\/new k\(\[\w/.test(withoutExpressions))
    throw new Error(`${path} is not built as it was: see packaging/smallerBundles.mjs.`);
  return withoutExpressions + exported.replace(/(^|,)exports\.(\w+)=/g, ";export const $2=");
}

/** Features of the client that this server offers nothing for. Three of them bring a library for patterns of files. */
const unusedFeatures = [
  "callHierarchy",
  "colorProvider",
  "declaration",
  "diagnostic",
  "fileOperations",
  "implementation",
  "inlineCompletion",
  "inlineValue",
  "linkedEditingRange",
  "notebook",
  "textDocumentContent",
  "typeDefinition",
  "typeHierarchy",
];

/**
 * The language client without what is never asked for; nor does it compare the version of VS Code, which the manifest does.
 * @param {string} text @param {string} path
 */
function withoutUnused(text, path) {
  const names = unusedFeatures.join("|");
  const smaller = text
    .replace(new RegExp(`^.*(?:require\\("\\./(?:${names})"\\)|new (?:${names})_1\\.\\w+\\(this\\)).*\\n`, "gm"), "")
    .replace(/^.*\bdiagnostic_1\..*\n/gm, "")
    .replace("uri.scheme === notebook_1.NotebookDocumentSyncFeature.CellScheme", "false")
    .replace("!(feature instanceof notebook_1.NotebookDocumentSyncFeature)", "true")
    .replace(/^const semver\w+ = require\("semver\/.*\n/gm, "")
    .replace("this.checkVersion();", "")
    .replace(/^ {4}checkVersion\(\) \{\n[\s\S]*?^ {4}\}\n/m, "");
  if (smaller === text || new RegExp(`\\b(?:${names})_1\\b|semver\\w+\\(`).test(smaller))
    throw new Error(`${path} is not what it was: see packaging/smallerBundles.mjs.`);
  return smaller;
}

/** Parts of the server's library that this server has no use for: it asks nobody for these, and binds what it answers by itself. */
const unaskedParts = [
  "callHierarchy",
  "diagnostic",
  "fileOperations",
  "foldingRange",
  "inlayHint",
  "inlineCompletion",
  "inlineValue",
  "linkedEditingRange",
  "moniker",
  "notebook",
  "semanticTokens",
  "textDocumentContent",
  "typeHierarchy",
];

/**
 * The server's library without them, and without what finds modules on the disk.
 * @param {string} text @param {string} path
 */
function withoutUnasked(text, path) {
  const names = unaskedParts.join("|");
  const smaller = text
    // `(0, notebook_1.NotebookSyncFeature)(Base)` adds to a class: the class alone.
    .replace(new RegExp(`\\(0, (?:${names})_1\\.\\w+Feature\\)\\(`, "g"), "(")
    .replace(new RegExp(`^.*(?:require\\("\\./(?:${names}|files)"\\)|\\b(?:${names})_1\\b|\\bfm\\.).*\\n`, "gm"), "");
  if (smaller === text || new RegExp(`\\b(?:${names})_1\\b|\\bfm\\b`).test(smaller))
    throw new Error(`${path} is not what it was: see packaging/smallerBundles.mjs.`);
  return smaller;
}

/**
 * The connection without Node's cryptography at the start: it is needed for names of pipes and of requests, if at all.
 * @param {string} text @param {string} path
 */
function withoutCryptography(text, path) {
  const smaller = text
    .replace('const crypto_1 = require("crypto");\n', "")
    .replace(/\(0, crypto_1\.(\w+)\)/g, 'require("crypto").$1');
  if (smaller.includes("crypto_1")) throw new Error(`${path} is not what it was: see packaging/smallerBundles.mjs.`);
  return smaller;
}

/**
 * A rule without the text of its page, which is a file beside the bundle.
 * @param {string} text @param {string} path
 */
function withoutPage(text, path) {
  if (!/^ {2}area: "/m.test(text)) return text;
  const start = text.indexOf("\n  docs: {\n");
  // Strings are passed over whole: examples are policies, and hold braces.
  const token = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|[{}]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); start >= 0 && found !== null; found = token.exec(text)) {
    if (found[0] === "{") depth += 1;
    if (found[0] === "}" && --depth === 0)
      return `${text.slice(0, start)}\n  docs: { what: "", why: "", bad: "", good: "" }${text.slice(token.lastIndex)}`;
  }
  throw new Error(`${path} has no docs in braces: see packaging/smallerBundles.mjs.`);
}
