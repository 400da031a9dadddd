/** `npm start`: VS Code served to this machine, and there only to who has the printed address. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../vscodeHost/openBrowser.mjs";

const startFile = fileURLToPath(new URL("../vscodeHost/start.mjs", import.meta.url));

let started: ChildProcess;
let address: URL;
beforeAll(async () => {
  started = spawn(process.execPath, [startFile], { env: { ...process.env, VSCODE_HOST: "npm" }, stdio: "pipe" });
  address = new URL(await printedAddress(started));
});
afterAll(async () => {
  const ended = once(started, "exit");
  started.kill("SIGTERM");
  await ended;
});

function printedAddress({ stdout }: ChildProcess): Promise<string> {
  let printed = "";
  return new Promise((resolve, reject) => {
    stdout?.on("data", (chunk) => {
      printed += chunk;
      const found = /VS Code is open at (\S+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    stdout?.once("end", () => reject(new Error(`No address was printed:\n${printed}`)));
  });
}

/** The status that the server answers a page with that is asked for with this token. */
async function statusWith(token: string | undefined, headers: Record<string, string> = {}): Promise<number> {
  const page = new URL(address);
  page.searchParams.delete("tkn");
  if (token !== undefined) page.searchParams.set("tkn", token);
  return (await fetch(page, { redirect: "manual", headers })).status;
}

describe("npm start", () => {
  it("prints an address of this machine with a random token", () => {
    expect(address.hostname).toBe("127.0.0.1");
    expect(address.searchParams.get("tkn")).toMatch(/^[0-9a-f]{48}$/);
  });

  it("refuses who has no token or a wrong one", async () => {
    const token = address.searchParams.get("tkn") ?? "";
    expect(await statusWith(token)).toBe(302);
    expect(await statusWith(undefined)).toBe(403);
    expect(await statusWith(`${token.slice(1)}0`)).toBe(403);
    expect(await statusWith(undefined, { Cookie: "vscode-tkn=guessed" })).toBe(403);
    const file = new URL(`/vscode-remote-resource?path=${encodeURIComponent(startFile)}`, address);
    expect((await fetch(file)).status).toBe(403);
  });

  it("listens on no address that another machine reaches", async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address: host } of outside) {
      const socket = connect({ host, port: Number(address.port) });
      const answered = await new Promise((resolve) => {
        socket.once("connect", () => resolve("connected"));
        socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      socket.destroy();
      expect(answered, host).toBe("ECONNREFUSED");
    }
  });

  it("shows the samples to who opens the address, and takes the token out of it", async () => {
    const { browser, page } = await openBrowser();
    try {
      await page.goto(address.href);
      await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 30_000 });
      expect(page.url()).not.toContain("tkn=");
    } finally {
      await browser.close();
    }
  });
});
