/**
 * Builds a program whose start needs only a part of it: that part as one file, and what `import()` leads to from there as
 * another, `later.js` in a folder beside it. No module is in both.
 *
 * esbuild splits ES modules only, and along every way that leads to a module, so that the start alone would be dozens of
 * files. So its chunks are put together again into two files of CommonJS, which starts faster than ES modules.
 */
import { rmSync } from "node:fs";
import { posix, relative, resolve } from "node:path";
import { build } from "esbuild";

/**
 * Builds `outfile`, with the later part in a folder of the same name without its ending.
 * @param {import("esbuild").BuildOptions & { outfile: string, absWorkingDir: string }} options
 * @returns {Promise<import("esbuild").Metafile>} what both parts are made of
 */
export async function buildInParts({ outfile, ...options }) {
  const folder = outfile.replace(/\.js$/, "");
  rmSync(resolve(options.absWorkingDir, folder), { recursive: true, force: true });
  const { chunks, entry, loaded, metafile } = await split(options);
  const atStart = neededBy(entry, chunks);
  const later = [...chunks.keys()].filter((name) => !atStart.has(name));
  const shared = new Set(later.flatMap((name) => chunks.get(name)?.needs ?? []).filter((name) => atStart.has(name)));
  const { absWorkingDir, platform, target, legalComments, logLevel, sourcemap } = options;
  /** @type {(contents: readonly string[], file: string, plugin: import("esbuild").Plugin) => Promise<unknown>} */
  const write = (contents, file, plugin) =>
    build({
      ...{ absWorkingDir, platform, target, legalComments, logLevel, sourcemap },
      bundle: true,
      minify: true,
      format: "cjs",
      stdin: { contents: contents.join("\n"), resolveDir: absWorkingDir },
      outfile: file,
      plugins: [plugin],
    });
  await write(
    [...[...shared].map((name) => `export * as ${exportOf(name)} from "${name}";`), `import "${entry}";`],
    outfile,
    chunkFiles(chunks, atStart, (name) => `require("./${posix.basename(folder)}/later.js").${exportOf(name)}()`),
  );
  await write(
    loaded.map((name) => `export const ${exportOf(name)} = () => require("${name}");`),
    `${folder}/later.js`,
    chunkFiles(chunks, new Set(later), (name) => `require("../${posix.basename(outfile)}").${exportOf(name)}`),
  );
  return metafile;
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
      onLoad({ filter: /.*/, namespace: "elsewhere" }, ({ path }) => ({
        contents: `module.exports = ${elsewhere(path)};`,
      }));
    },
  };
}

/**
 * The chunks that esbuild makes, by their names, with the names of those that each needs at once; which one is the start,
 * and which ones `import()` loads.
 * @param {import("esbuild").BuildOptions} options
 */
async function split(options) {
  const { outputFiles, metafile } = await build({
    ...options,
    format: "esm",
    splitting: true,
    outdir: "chunks",
    chunkNames: "[name]-[hash]",
    // Twice, for the names by which chunks know each other's parts.
    minify: true,
    sourcemap: "inline",
    metafile: true,
    write: false,
  });
  /** @type {Map<string, { text: string, needs: string[] }>} */
  const chunks = new Map();
  const loaded = new Set();
  let entry = "";
  for (const [path, { imports, entryPoint }] of Object.entries(metafile.outputs)) {
    const name = nameOf(path);
    const file = outputFiles.find((each) => nameOf(relative(options.absWorkingDir ?? "", each.path)) === name);
    const inside = imports.filter(({ external }) => !external).map(({ kind, path: to }) => ({ kind, to: nameOf(to) }));
    chunks.set(name, {
      text: file?.text ?? "",
      needs: inside.filter(({ kind }) => kind === "import-statement").map(({ to }) => to),
    });
    for (const { kind, to } of inside) if (kind === "dynamic-import") loaded.add(to);
    if (options.entryPoints.includes(entryPoint)) entry = name;
    // Its names would be lost: esbuild gives such a chunk a default export alone.
    else if (entryPoint !== undefined && metafile.inputs[entryPoint]?.format === "cjs")
      throw new Error(`${entryPoint} is CommonJS: load an ES module instead, by an alias for instance.`);
  }
  return { chunks, entry, loaded: [...loaded], metafile };
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

/** @typedef {ReadonlyMap<string, { readonly text: string, readonly needs: readonly string[] }>} Chunks */
