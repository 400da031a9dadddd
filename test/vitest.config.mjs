import { defineConfig } from "vitest/config";
import { compileSchema } from "../server/schema/compileSchema.mjs";

// So that the unit tests also run in a fresh checkout, before the first build.
await compileSchema();

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Generous, since no test is about time: a busy machine must not make one red.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    setupFiles: ["test/letReportsThrough.mjs"],
    // These run inside VS Code, under mocha.
    exclude: ["test/extension/**", "**/node_modules/**"],
  },
});
