/**
 * `npm run risk -- FILE`: how far the risk that tools are given agrees with published classes, into docs/risk.md. FILE has
 * `{"server", "tool", "description", "category", "kind"}` in each line; it is not part of the project.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadTypeScript } from "../loadTypeScript.mjs";

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error("Name the file of published classes: npm run risk -- FILE");
  process.exit(2);
}
const project = fileURLToPath(new URL("../..", import.meta.url));
const { publishedFacts, report } = await loadTypeScript("test/risk/report.ts", "risk");
const text = report(publishedFacts(path), new Date().toISOString().slice(0, 10));
writeFileSync(join(project, "docs/risk.md"), text);
console.log(text);
