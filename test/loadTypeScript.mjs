/** Sources in TypeScript for a script: bundled into `dist`, and loaded. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const project = fileURLToPath(new URL("..", import.meta.url));

/**
 * @param {string} source its path in the project
 * @param {string} name of the bundle, without its ending
 */
export async function loadTypeScript(source, name) {
  const bundle = join(project, `dist/${name}.mjs`);
  await build({
    entryPoints: [join(project, source)],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  try {
    return await import(bundle);
  } finally {
    rmSync(bundle);
  }
}
