import { defineConfig } from "vitest/config";

/**
 * The UI suite: one VS Code at a time. No second try while one works, since a test that is red now and then is a bug; in CI
 * one, which the report names, since a machine that does other things beside is none.
 */
export default defineConfig({
  test: {
    include: ["test/ui/*.ui.ts", "test/web/*.web.ts"],
    globalSetup: ["test/ui/packOnce.mjs"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    retry: process.env.CI ? 1 : 0,
  },
});
