import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { relayStdio } from "../../../server/src/gateway/relay/relayStdio";
import { type Child, type ChildExit, startChild } from "../../../server/src/mcp/childProcess";
import { callLine, exchangeBy } from "../decided";

/** Answers only when its input has ended, and after it has had to wait. */
const late = `let text = "";
process.stdin.on("data", (chunk) => { text += chunk; }).on("end", () => setTimeout(() => {
  for (const line of text.trim().split("\\n")) console.log(JSON.stringify({ id: JSON.parse(line).id, result: {} }));
}, 300));`;

test("a server may answer what was asked before the client closed its stream, however long it takes", async () => {
  const { exchange } = exchangeBy({ version: "1", default: "allow", tools: {} });
  const child = startChild({ command: process.execPath, args: ["-e", late], env: {} }, { grace: 20 });
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(callLine("a", {}, 1) + callLine("b", {}, 2));
  const { by } = await relayStdio({ input, output }, child, exchange);
  expect(by).toBe("client");
  expect(String(output.read())).toBe('{"id":1,"result":{}}\n{"id":2,"result":{}}\n');
});

/** A relay between a client and a server that say what the test wants, when it wants. */
function relayed(policy: object) {
  const { exchange } = exchangeBy(policy);
  const [input, output, stdin, stdout] = [new PassThrough(), new PassThrough(), new PassThrough(), new PassThrough()];
  let exit = (_: ChildExit): void => {};
  const exited = new Promise<ChildExit>((resolve) => {
    exit = resolve;
  });
  const end = async (): Promise<void> => {
    stdout.end();
    exit({ kind: "exited", code: 0 });
  };
  const child: Child = { pid: undefined, stdin, stdout, exited, errorOutput: () => "", end };
  const ended = relayStdio({ input, output }, child, exchange);
  /** Has one side say something, and waits until the other has heard what came of it. */
  const say = async (from: PassThrough, to: PassThrough, text: string): Promise<string> => {
    const heard = once(to, "data");
    from.write(text);
    const [chunk] = await heard;
    return String(chunk);
  };
  return {
    client: (text: string) => say(input, stdin, text),
    server: (text: string) => say(stdout, output, text),
    begin: (text: string) => stdout.write(text),
    end: () => {
      input.end();
      return ended;
    },
  };
}

const hiding = { version: "1", default: "allow", hide: ["secret"], tools: {} };

test("a list of tools loses what is hidden, also when half of it is said before it is asked for", async () => {
  const { client, server, begin, end } = relayed(hiding);
  expect(await server('{"method":"notifications/a"}\n')).toBe('{"method":"notifications/a"}\n');
  begin('{"id":1,"result":{"tools":[{"name":"secret"},');
  await client('{"id":1,"method":"tools/list"}\n');
  expect(await server('{"name":"read"}]}}\n{"id":2}\n')).toBe(
    '{"id":1,"result":{"tools":[{"name":"read"}]}}\n{"id":2}\n',
  );
  await end();
});

test("what the server says after a list was answered goes on as it is, and an error gives its count back", async () => {
  const limits = [{ counter: "c", window: "day", max: 1, scope: "grant" }];
  const { client, server, end } = relayed({ ...hiding, tools: { send: { limits } } });
  await client('{"id":1,"method":"tools/list"}\n');
  expect(await server('{"id":1,"result":{"tools":[{"name":"secret"}]}}\n')).toBe('{"id":1,"result":{"tools":[]}}\n');
  for (const id of [2, 3]) {
    const call = callLine("send", {}, id);
    expect(await client(call)).toBe(call);
    const failed = `{"id":${id},"error":{"code":1,"message":""}}\n`;
    expect(await server(failed)).toBe(failed);
  }
  await end();
});
