/**
 * Builds a program whose start needs only a part of it: that part as one file, and what `import()` leads to from there as
 * others in a folder beside it: a file for each module that is named as a layer, with what it needs, and `later.js` for all
 * the rest. No module is in two of them.
 *
 * esbuild splits ES modules only, and along every way that leads to a module, so that the start alone would be dozens of
 * files. So its chunks are put together again into a few files of CommonJS, which starts faster than ES modules.
 */
import { readFileSync, rmSync } from "node:fs";
import { posix, relative, resolve } from "node:path";
import { build } from "esbuild";
import { entryOf, fileOf, whenUsed } from "./whenUsed.mjs";

/**
 * Builds `outfile`, with the other parts in a folder of the same name without its ending.
 * @param {import("esbuild").BuildOptions & { outfile: string, absWorkingDir: string, layers?: readonly string[], usedModules?: readonly import("./whenUsed.mjs").UsedModule[] }} options
 *   layers: modules that are loaded by `import()`; each may use those before it, and is not to load what comes after
 *   usedModules: those that are loaded when they are used, each from a file of its own
 * @returns {Promise<import("esbuild").Metafile>} what all parts are made of
 */
export async function buildInParts({ outfile, layers = [], usedModules = [], banner, ...options }) {
  const folder = outfile.replace(/\.js$/, "");
  rmSync(resolve(options.absWorkingDir, folder), { recursive: true, force: true });
  const { chunks, entry, entries, loaded, metafile } = await split(options, usedModules, posix.basename(folder));
  const { absWorkingDir, platform, target, legalComments, logLevel, sourcemap, external } = options;
  const [start, ...others] = partsOf({ outfile, folder, layers, usedModules, chunks, entry, entries });
  for (const part of [start, ...others]) {
    // Names of chunks that other parts need.
    const asked = [...part.names].filter(
      (name) => loaded.has(name) || [...chunks].some(([by, { needs }]) => !part.names.has(by) && needs.includes(name)),
    );
    const elsewhere = (name) => {
      const other = [start, ...others].find(({ names }) => names.has(name)) ?? start;
      const module = `./${posix.relative(posix.dirname(part.file), other.file)}`;
      // The start runs as a whole; what the others hold runs when it is asked for.
      return `require("${module}").${exportOf(name)}${other === start ? "" : "()"}`;
    };
    const contents =
      part === start
        ? [...asked.map((name) => `export * as ${exportOf(name)} from "${name}";`), `import "${entry}";`]
        : asked.map((name) => `export const ${exportOf(name)} = () => require("${name}");`);
    if (part.whole !== undefined) contents.push(`export * from "${part.whole}";`);
    await build({
      ...{ absWorkingDir, platform, target, legalComments, logLevel, sourcemap, external },
      bundle: true,
      minify: true,
      format: "cjs",
      banner: part === start ? banner : { ...banner, js: banner?.js?.replace(/^#!.*\n/, "") ?? "" },
      stdin: { contents: contents.join("\n"), resolveDir: absWorkingDir },
      outfile: part.file,
      plugins: [chunkFiles(chunks, part.names, elsewhere)],
    });
  }
  return metafile;
}

/** Which chunks are in which file: the start, each layer, and the rest. */
function partsOf({ outfile, folder, layers, usedModules, chunks, entry, entries }) {
  const parts = [{ file: outfile, names: neededBy(entry, chunks) }];
  const add = (file, names, whole) => {
    const taken = new Set(parts.flatMap((part) => [...part.names]));
    parts.push({ file, names: new Set([...names].filter((name) => !taken.has(name))), whole });
  };
  for (const used of usedModules) {
    const name = entries.get(entryOf(used));
    add(fileOf(folder, used), neededBy(name, chunks), name);
  }
  for (const layer of layers) {
    const name = entries.get(layer);
    if (name === undefined) throw new Error(`${layer} is a layer, and no import() loads it.`);
    add(`${folder}/${posix.basename(layer).replace(/\.\w+$/, "")}.js`, neededBy(name, chunks));
  }
  add(`${folder}/later.js`, chunks.keys());
  return parts;
}

/**
 * Finds the chunks in memory; one that another file holds is what that file exports.
 * @param {Chunks} chunks
 * @param {ReadonlySet<string>} held the chunks that this file holds
 * @param {(name: string) => string} elsewhere the expression that gives another
 * @returns {import("esbuild").Plugin}
 */
function chunkFiles(chunks, held, elsewhere) {
  return {
    name: "chunk-files",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\// }, ({ path }) =>
        chunks.has(path) ? { path, namespace: held.has(path) ? "held" : "elsewhere" } : { path, external: true },
      );
      onLoad({ filter: /.*/, namespace: "held" }, ({ path }) => ({ contents: chunks.get(path)?.text ?? "" }));
      // As constants, which cost nothing to call: what CommonJS exports is asked from two getters at each use.
      onLoad({ filter: /.*/, namespace: "elsewhere" }, ({ path }) => ({
        contents: [
          `const chunk = ${elsewhere(path)};`,
          ...(chunks.get(path)?.exports ?? []).map(
            (name) => `const $${name} = chunk.${name};\nexport { $${name} as ${name} };`,
          ),
        ].join("\n"),
      }));
    },
  };
}

/**
 * The chunks that esbuild makes, by their names, with the names of those that each needs at once; which one is the start,
 * which are of a module that is an entry of its own, and which ones `import()` loads.
 * @param {import("esbuild").BuildOptions} options
 * @param {readonly import("./whenUsed.mjs").UsedModule[]} usedModules
 * @param {string} folder
 */
async function split(options, usedModules, folder) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [...options.entryPoints, ...usedModules.map(entryOf)],
    plugins: [whenUsed(usedModules, folder), ...(options.plugins ?? [])],
    format: "esm",
    splitting: true,
    outdir: "chunks",
    // All in one folder, from wherever they come.
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    // Twice, for the names by which chunks know each other's parts.
    minify: true,
    sourcemap: "inline",
    metafile: true,
    write: false,
  });
  /** @type {Map<string, { text: string, needs: string[], exports: string[] }>} */
  const chunks = new Map();
  const loaded = new Set();
  /** @type {Map<string, string>} */
  const entries = new Map();
  let entry = "";
  for (const [path, { imports, exports, entryPoint }] of Object.entries(metafile.outputs)) {
    const name = nameOf(path);
    const file = outputFiles.find((each) => nameOf(relative(options.absWorkingDir ?? "", each.path)) === name);
    const inside = imports.filter(({ external }) => !external).map(({ kind, path: to }) => ({ kind, to: nameOf(to) }));
    chunks.set(name, {
      text: file?.text ?? "",
      needs: inside.filter(({ kind }) => kind === "import-statement").map(({ to }) => to),
      exports,
    });
    for (const { kind, to } of inside) if (kind === "dynamic-import") loaded.add(to);
    if (entryPoint !== undefined) entries.set(entryPoint, name);
    if (options.entryPoints.includes(entryPoint)) entry = name;
    // Names of what is loaded later would be lost: esbuild gives such a chunk a default export alone. And a start like that, as
    // a package.json with "type": "commonjs" makes it, turns all modules into functions that run late.
    if (entryPoint !== undefined && metafile.inputs[entryPoint]?.format === "cjs")
      throw new Error(
        `${entryPoint} is CommonJS, or taken for it: load an ES module instead, by an alias for instance.`,
      );
  }
  for (const path of Object.keys(metafile.inputs))
    if (!path.includes("node_modules")) refuseVariables(resolve(options.absWorkingDir ?? "", path));
  return { chunks, entry, entries, loaded, metafile };
}

/** Another part has what a module exports as constants, and would not see a variable change. @param {string} path */
function refuseVariables(path) {
  if (/\.[mc]?[jt]s$/.test(path) && /^export let /m.test(readFileSync(path, "utf8")))
    throw new Error(`${path} exports a variable: export a function that gives it instead.`);
}

/** The name by which one chunk imports another. @param {string} path */
function nameOf(path) {
  return `./${relative("chunks", path)}`;
}

/** The names of the chunks that one needs at once, with its own. @param {string} entry @param {Chunks} chunks */
function neededBy(entry, chunks) {
  const needed = new Set([entry]);
  for (const name of needed) for (const each of chunks.get(name)?.needs ?? []) needed.add(each);
  return needed;
}

/** The name of the export that has a chunk. @param {string} name */
function exportOf(name) {
  return `$${name.replace(/\W+/g, "_")}`;
}

/** @typedef {ReadonlyMap<string, { readonly text: string, readonly needs: readonly string[], readonly exports: readonly string[] }>} Chunks */
