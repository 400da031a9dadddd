/** The code of the service in one piece, with a counter in each function and loop, so that its steps can be counted. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { parseAst } from "vitest/node";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** Bundles a module with all that it uses, libraries included, and loads it with its steps counted. */
export async function loadInstrumented<Module>(module: URL): Promise<Module> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(module)],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  // Inside the project: vite loads no module from elsewhere.
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, "steps-"));
  try {
    const file = join(folder, "instrumented.mjs");
    writeFileSync(file, instrument(outputFiles[0]?.text ?? ""));
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const count = "stepsOfThisCode.steps++";
const loops = ["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"];
const functions = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];

/** A node of the syntax tree, as far as it is looked at. */
interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: Syntax;
}

function instrument(code: string): string {
  const inserts: { readonly at: number; readonly text: string }[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== "object" || value === null || !("type" in value)) return;
    const node = value as Syntax;
    if (node.body !== undefined && (loops.includes(node.type) || functions.includes(node.type)))
      countIn(node.body, node.type);
    Object.values(node).forEach(visit);
  };
  const countIn = (body: Syntax, owner: string): void => {
    if (body.type === "BlockStatement") inserts.push({ at: body.start + 1, text: `${count};` });
    else {
      const [open, close] = owner === "ArrowFunctionExpression" ? [`(${count}, `, ")"] : [`{${count};`, "}"];
      // An expression may stand in brackets that are not part of it: `=> ({})`.
      inserts.push({ at: body.start, text: open }, { at: body.end, text: close });
    }
  };
  visit(parseAst(code));
  inserts.sort((a, b) => a.at - b.at);
  const parts: string[] = [];
  let from = 0;
  for (const { at, text } of inserts) {
    parts.push(code.slice(from, at), text);
    from = at;
  }
  return `const stepsOfThisCode = (globalThis.stepCounter ??= { steps: 0 });\n${parts.join("")}${code.slice(from)}`;
}
