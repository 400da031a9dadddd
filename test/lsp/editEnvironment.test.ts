import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { emptyCatalogue } from "../../server/src/catalogue/catalogue";
import { editEnvironment } from "../../server/src/lsp/editEnvironment";
import { bareEnvironment, type Environment } from "../../server/src/service/environment";

/** What the disk says; a test changes it behind the back of the server. */
let onDisk: Environment;
let looked: number;
let changed: string[];

const start = () =>
  editEnvironment(
    async () => {
      looked++;
      return { ...onDisk, now: Date.now() };
    },
    (uri) => changed.push(uri),
  );

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  onDisk = bareEnvironment;
  looked = 0;
  changed = [];
});
afterEach(() => vi.useRealTimers());

test("the edits of a second look at the disk once, and each has its own instant", async () => {
  const surroundings = start();
  expect((await surroundings.of("a")).now).toBe(1_000_000);
  vi.setSystemTime(1_000_400);
  expect((await surroundings.of("a")).now).toBe(1_000_400);
  expect(looked).toBe(1);
});

test("a document whose last edits went by tools that are others now is told of", async () => {
  const surroundings = start();
  await surroundings.of("edited");
  await surroundings.of("edited");
  await surroundings.of("opened");
  onDisk = { ...bareEnvironment, catalogue: { ...emptyCatalogue } };
  await vi.advanceTimersByTimeAsync(1_000);
  expect(changed).toEqual(["edited"]);
  expect((await surroundings.of("edited")).catalogue).toBe(onDisk.catalogue);
});

test("nothing is told of where nothing has changed, and nothing is looked up for a person who reads", async () => {
  const surroundings = start();
  await surroundings.of("a");
  await surroundings.of("a");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(changed).toEqual([]);
  expect(looked).toBe(2);
});

test("a change that was told is looked up at once", async () => {
  const surroundings = start();
  await surroundings.of("a");
  surroundings.forget();
  await surroundings.of("a");
  expect(looked).toBe(2);
});

test("a change that comes while the disk is looked at is not lost", async () => {
  const surroundings = start();
  const looking = surroundings.of("a");
  surroundings.forget();
  await looking;
  await surroundings.of("a");
  expect(looked).toBe(2);
});

test("a policy whose server is told by the tools it names is looked at each time", async () => {
  const place = { folder: "servers", path: "policy.json", configured: undefined };
  const server = { choice: { kind: "chosen", server: "crm", by: "tools" }, servers: ["odoo", "crm"], place } as const;
  onDisk = { ...bareEnvironment, server };
  const surroundings = start();
  await surroundings.of("a");
  await surroundings.of("a");
  expect(looked).toBe(2);
});
