import { defineConfig } from "vitest/config";

/** The UI suite: one VS Code at a time, and no second try, since a test that is red now and then is a bug. */
export default defineConfig({
  test: {
    include: ["test/ui/*.ui.ts"],
    globalSetup: ["test/ui/packOnce.mjs"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
