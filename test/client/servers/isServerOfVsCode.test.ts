import { expect, test } from "vitest";
import { isServerOfVsCode } from "../../../client/src/guarded/isServerOfVsCode";

test("only VS Code's own files, and .mcp.json in the root, are taken for files that VS Code reads itself", () => {
  const of = (file: string, client: string) => isServerOfVsCode({ file, client });
  expect(of(".vscode/mcp.json", "VS Code")).toBe(true);
  expect(of(".vscode/settings.json", "VS Code")).toBe(true);
  expect(of(".mcp.json", "Claude Code")).toBe(true);
  expect(of(".warp/.mcp.json", "Warp")).toBe(false);
  expect(of("~/.warp/.mcp.json", "Warp")).toBe(false);
  expect(of("packages (old)/.mcp.json", "Claude Code")).toBe(false);
  expect(isServerOfVsCode(undefined)).toBe(false);
});
