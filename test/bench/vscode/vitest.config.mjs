import { defineConfig } from "vitest/config";

/**
 * `npm run bench:vscode`: from a text on the screen to the first squiggle and lens, beside VS Code's own JSON extension, in a
 * real VS Code with the packed extension. Writes docs/BENCHMARKS-vscode.md. Leave the machine alone meanwhile.
 */
export default defineConfig({
  test: {
    include: ["test/bench/vscode/*.bench.ts"],
    globalSetup: ["test/ui/packOnce.mjs"],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
