import { defineConfig } from "vitest/config";

/** `npm run test:web`: VS Code in a browser alone. One VS Code at a time; in CI a second try, as for the user interface. */
export default defineConfig({
  test: {
    include: ["test/web/*.web.ts"],
    globalSetup: ["test/ui/packOnce.mjs"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    retry: process.env.CI ? 1 : 0,
  },
});
