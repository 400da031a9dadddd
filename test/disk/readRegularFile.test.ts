/** Only regular files are read, and what is read is counted. */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRegularFile } from "../../server/src/disk/readRegularFile";
import { walkFolder } from "../../server/src/disk/walkFolder";

const folder = mkdtempSync(join(tmpdir(), "mcp-policy-read-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("readRegularFile", () => {
  it("reads all of a file, also when it says that it is empty", async () => {
    expect((await readRegularFile(write("a", "x".repeat(3_000_000)))).length).toBe(3_000_000);
    // The kernel makes this one up: its size is 0.
    if (process.platform === "linux") expect(String(await readRegularFile("/proc/self/status"))).toContain("Name:");
  });

  it("reads no more than its bound, whatever the file says of its size", async () => {
    await expect(readRegularFile(write("b", "12345"), 4)).rejects.toThrow("is too large to be read.");
    expect(String(await readRegularFile(write("c", "1234"), 4))).toBe("1234");
    if (process.platform === "linux")
      await expect(readRegularFile("/proc/self/status", 4)).rejects.toThrow("is too large to be read.");
    const sparse = write("d", "");
    truncateSync(sparse, 3 * 2 ** 30);
    await expect(readRegularFile(sparse)).rejects.toThrow("is too large to be read.");
    appendFileSync(sparse, "");
  });

  it.runIf(process.platform === "linux")("refuses what has no end or none yet", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    symlinkSync("/dev/zero", join(folder, "zero"));
    for (const path of ["/dev/zero", "/dev/tty0", pipe, join(folder, "zero")])
      await expect(readRegularFile(path)).rejects.toThrow(
        /is not a regular file, and is not read|cannot be read|no file/,
      );
  });

  it.skipIf(process.platform === "win32")("says of a socket what it says of a pipe", async () => {
    const socket = join(folder, "socket");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    await expect(readRegularFile(socket)).rejects.toThrow(`${socket} is not a regular file, and is not read.`);
    await new Promise((resolve) => server.close(resolve));
  });

  it("says what is wrong in a sentence", async () => {
    symlinkSync("loop", join(folder, "loop"));
    await expect(readRegularFile(folder)).rejects.toThrow(`${folder} is a folder, not a file.`);
    await expect(readRegularFile(join(folder, "loop"))).rejects.toThrow("is a link that leads in a circle.");
    await expect(readRegularFile(join(folder, "gone"))).rejects.toThrow("There is no file");
    await expect(readRegularFile(join(folder, "x".repeat(300)))).rejects.toThrow("is too long for the name of a file.");
    await expect(readRegularFile("")).rejects.toThrow("An empty name is not a file.");
  });
});

describe("walkFolder", () => {
  it.runIf(process.platform === "linux")(
    "says of a name that is not UTF-8 that it is, and finds the others",
    async () => {
      const root = mkdtempSync(join(folder, "walk-"));
      writeFileSync(join(root, "b.policy.json"), "{}");
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff]), Buffer.from(".policy.json")]), "{}");
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff]), Buffer.from(".txt")]), "");
      symlinkSync("..", join(root, "up"));
      symlinkSync("b.policy.json", join(root, "link.policy.json"));
      const { files, failures } = await walkFolder(root, (path) => path.endsWith(".json"));
      expect(files).toEqual([join(root, "b.policy.json")]);
      expect(failures.map(({ message }) => message)).toEqual([
        `${root}/\uFFFD.policy.json cannot be read: its name is not UTF-8. Rename it.`,
      ]);
    },
  );
});
