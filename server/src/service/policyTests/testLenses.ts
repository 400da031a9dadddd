import type { CodeLens } from "vscode-languageserver-types";
import { runTestsCommand } from "../../protocol/clientCommands";
import type { Environment } from "../environment";
import type { OpenTestFile } from "./openTestFile";

/** "Run test" above each test, and "Run all tests" on top. They are commands of our client: other editors get none. */
export function testLenses({ uri, file, places }: OpenTestFile, { clientCommands }: Environment): CodeLens[] {
  if (!clientCommands || file.tests.length === 0) return [];
  const start = { line: 0, character: 0 };
  return [
    {
      range: { start, end: start },
      command: { title: "Run all tests", command: runTestsCommand, arguments: [{ uri }] },
    },
    ...file.tests.map(({ span }, test) => ({
      range: places.range(span),
      command: { title: "Run test", command: runTestsCommand, arguments: [{ uri, test }] },
    })),
  ];
}
