/**
 * `npm run risk -- FILE`: how far the risk that tools are given agrees with published classes, into docs/risk.md. FILE has
 * `{"server", "tool", "description", "category", "kind"}` in each line; it is not part of the project.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error("Name the file of published classes: npm run risk -- FILE");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "mcp-policy-risk-"));
const bundle = join(folder, "report.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("report.ts", import.meta.url))],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  mainFields: ["module", "main"],
  logLevel: "warning",
});
const { publishedFacts, report } = await import(bundle);
const text = report(publishedFacts(path), new Date().toISOString().slice(0, 10));
writeFileSync(new URL("../../docs/risk.md", import.meta.url), text);
console.log(text);
rmSync(folder, { recursive: true });
