/** Imported servers in a process of its own: read, completed from, classified and imported, in milliseconds of processor time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readToolList } from "../../server/src/catalogue/files/readToolList";
import { writeServerFile } from "../../server/src/catalogue/files/writeServerFile";
import { toolsOfPolicy } from "../../server/src/lsp/policyServers";
import { importServer } from "../../server/src/mcp/importServer";
import { classifyTool } from "../../server/src/risk/classifyTool";
import { complete } from "../../server/src/service/completion/completion";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { toolName } from "./policies";
import { answerQuestions } from "./worker";

/** How many servers there are, of how many tools each; and how many tools are classified and imported. */
export interface ServersQuestion {
  readonly servers: number;
  readonly toolsOfEach: number;
  readonly classified: number;
  readonly imported: number;
}

/** Milliseconds of processor time. */
export interface ServersAnswer {
  /** What the servers add to the first completion. */
  readonly read: number;
  /** Each completion after it, with the look whether a file has changed. */
  readonly completions: readonly number[];
  readonly classified: number;
  readonly imported: number;
}

answerQuestions<ServersQuestion, ServersAnswer>(async ({ servers, toolsOfEach, classified, imported }) => {
  const root = mkdtempSync(join(tmpdir(), "mcp-policy-bench-"));
  try {
    const folder = join(root, ".mcp-policy/servers");
    mkdirSync(folder, { recursive: true });
    for (let server = 0; server < servers; server++) {
      const name = `server${server}`;
      const tools = toolsFrom(server * toolsOfEach, toolsOfEach).map((json) => ({
        name: json.name,
        json,
        text: JSON.stringify(json),
      }));
      // As an import writes it.
      const facts = { name, source: { kind: "editor" }, imported: "2026-11-28", hash: "" } as const;
      writeFileSync(join(folder, `${name}.json`), writeServerFile(facts, tools));
    }
    const read = (name: string) =>
      toolsOfPolicy({ folder: name === "" ? undefined : folder, path: name, configured: undefined }, () => policy);
    const text = '{\n  "version": "1",\n  "default": "deny",\n  "tools": { "" }\n}\n';
    const policy = snapshotOf(text);
    const behind = text.indexOf('""') + 1;
    // The bundled server is there in either case.
    await read("");
    const [first] = await timed(() => read("server7.policy.json"));
    const completions: number[] = [];
    for (let repetition = 0; repetition < 100; repetition++) {
      const [milliseconds, list] = await timed(async () => {
        const known = await read("server7.policy.json");
        return complete(policy, behind, { ...bareEnvironment, ...known });
      });
      if (list.items.length < toolsOfEach) throw new Error("The tools of the server are not offered.");
      completions.push(milliseconds);
    }
    const some = toolsFrom(0, classified);
    const [classifying] = await timed(async () => some.map((tool) => classifyTool(tool)));
    const answer = JSON.stringify({ jsonrpc: "2.0", id: 1, result: { tools: toolsFrom(0, imported) } });
    const [importing, done] = await timed(async () => {
      const list = readToolList([answer]);
      return (
        list &&
        importServer(folder, "imported", { list, source: { kind: "editor" }, replaces: true, today: "2026-11-28" })
      );
    });
    if (done?.tools !== imported) throw new Error("The tools were not imported.");
    return { read: first, completions, classified: classifying, imported: importing };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

/** Tools as servers list them, each other than the ones before. */
function toolsFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const name = toolName(first + index);
    return {
      name,
      description: `Does what ${name} says with the records of a customer. Returns the number ${first + index} when it is done.`,
      inputSchema: {
        type: "object",
        properties: {
          path: { type: "string", description: "The path of a file." },
          amount: { type: "number", minimum: 0 },
          query: { type: "string" },
        },
        required: ["path"],
      },
      annotations: { readOnlyHint: index % 3 === 0 },
    };
  });
}

async function timed<Result>(work: () => Promise<Result>): Promise<readonly [milliseconds: number, result: Result]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, result];
}
