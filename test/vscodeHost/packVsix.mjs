/** The packed extension: `npm run package`, and the bound on its size. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
const vsixFile = fileURLToPath(new URL("../../mcp-policy-author.vsix", import.meta.url));
const sizeLimit = 700_000;

/**
 * Builds and packs the extension, unless MCP_POLICY_VSIX names a packed one.
 *
 * @returns {string} the path of the vsix
 */
export function packVsix() {
  if (process.env.MCP_POLICY_VSIX) return process.env.MCP_POLICY_VSIX;
  execFileSync("npm", ["run", "--silent", "package"], { cwd: projectFolder, stdio: ["ignore", "inherit", "inherit"] });
  return vsixFile;
}

/** Prints the size of the packed extension and fails when it has grown past the bound. */
function checkSize() {
  const { size } = statSync(vsixFile);
  console.log(`mcp-policy-author.vsix: ${Math.ceil(size / 1000)} kB of at most ${sizeLimit / 1000} kB`);
  if (size >= sizeLimit) process.exitCode = 1;
}

if (process.argv[2] === "--check-size") checkSize();
