/**
 * `npm run risk -- FILE`: how far the risk that tools are given agrees with published classes, into docs/risk.md. FILE has
 * `{"server", "tool", "description", "category", "kind"}` in each line; it is not part of the project.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error("Name the file of published classes: npm run risk -- FILE");
  process.exit(2);
}
const project = fileURLToPath(new URL("../..", import.meta.url));
const bundle = join(project, "dist/risk.mjs");
await build({
  entryPoints: [join(project, "test/risk/report.ts")],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  mainFields: ["module", "main"],
  logLevel: "warning",
});
const { publishedFacts, report } = await import(bundle);
const text = report(publishedFacts(path), new Date().toISOString().slice(0, 10));
writeFileSync(join(project, "docs/risk.md"), text);
console.log(text);
