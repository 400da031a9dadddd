import { afterEach } from "vitest";

/**
 * A worker that runs test after test without a pause answers nothing for minutes, and after one vitest gives the run up with
 * `Timeout calling "onTaskUpdate"` though no test failed. So what waits is let through after each test.
 */
afterEach(() => new Promise((resolve) => setImmediate(resolve)));
