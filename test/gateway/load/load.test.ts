/**
 * The memory of a gateway stays the same under load: what it holds is weighed without garbage, so the time that a machine takes does
 * not matter. `npm run load:gateway` is the long run.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "../../cli/builtCli";
import { loadPolicy } from "./loadMessages.mjs";
import { httpUnderLoad, stdioUnderLoad } from "./underLoad.mjs";

const megabyte = 2 ** 20;
/** What is kept of each message, be it an empty list, comes to more. */
const margin = 0.75 * megabyte;

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  writeFileSync(join(cli.folder, "policy.json"), JSON.stringify(loadPolicy));
});
afterAll(() => cli?.remove());

it.each([
  ["stdio", stdioUnderLoad, 20_000],
  ["HTTP", httpUnderLoad, 3_000],
] as const)(
  "a gateway over %s holds no more after the second half of its messages than after the first",
  async (name, start, messages) => {
    const log = join(cli.folder, `${name}.jsonl`);
    const words = [join(cli.folder, "policy.json"), "--log", log, "--log-values", "--metrics", "127.0.0.1:0"];
    const gateway = await start(cli.module, words);
    try {
      await gateway.send(messages / 2);
      const first = await gateway.memory();
      await gateway.send(messages / 2);
      const second = await gateway.memory();
      expect(second.held - first.held).toBeLessThan(margin);
      expect(second.rss - first.rss).toBeLessThan(16 * megabyte);
    } finally {
      await gateway.end();
    }
  },
  480_000,
);
