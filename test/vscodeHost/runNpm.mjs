/** npm in a folder of its own, whatever npm called us. */
import { execFileSync } from "node:child_process";
import { relative } from "node:path";

/**
 * @param {string} folder
 * @param {string[]} commandLine
 * @param {(line: string) => void} log
 */
export function runNpm(folder, commandLine, log) {
  log(`  (${relative(process.cwd(), folder) || "."}) npm ${commandLine.join(" ")}`);
  execFileSync("npm", [...commandLine, "--fetch-retries=5", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: withoutOuterNpm(process.env),
  });
}

/**
 * An outer `npm run` hands its settings down as variables; only those that say where packages come from are kept, so
 * that the same command does the same from any script.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutOuterNpm(environment) {
  const kept = /^npm_config_(cache|registry|cafile|proxy|https_proxy)$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)));
}
