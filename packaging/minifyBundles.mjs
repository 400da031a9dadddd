/**
 * Makes the bundles that are packed smaller than the bundler's own minifier does, by some three in a hundred:
 * `node packaging/minifyBundles.mjs`. It takes some seconds, so it is for packing alone.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { packedBundles } from "./packedBundles.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const scriptsIn = (folder) =>
  readdirSync(join(dist, folder))
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(folder, name));
const programs = [...packedBundles, ...scriptsIn("server")];

for (const [name, module] of [
  ...programs.map((name) => /** @type {const} */ ([name, false])),
  ...scriptsIn("pages").map((name) => /** @type {const} */ ([name, true])),
]) {
  const file = join(dist, name);
  // The bundles are modules, so nobody else sees their uppermost names.
  const { code } = await minify(readFileSync(file, "utf8"), {
    module,
    toplevel: true,
    ecma: 2022,
    // Functions that are declared first compress better in the server's files, and worse in the others.
    // One character beyond Latin-1 makes V8 keep the whole file with two bytes for each.
    format: { ascii_only: true },
    compress: { passes: 3, hoist_funs: name.startsWith("server") },
  });
  if (!code) throw new Error(`${name} is empty.`);
  writeFileSync(file, code);
}
