/** Whether an import is of the server whose tools are there already. */
import { describe, expect, it } from "vitest";
import type { ServerSource } from "../../server/src/catalogue/files/serverFile";
import { isSameServer } from "../../server/src/mcp/isSameServer";

const command = (words: string, entry?: string): ServerSource => {
  const [program = "", ...args] = words.split(" ");
  const from = entry === undefined ? {} : { from: { client: "vscode", file: ".vscode/mcp.json", name: entry } };
  return { kind: "command", command: program, args, env: [], ...from };
};
const url = (address: string): ServerSource => ({ kind: "url", url: address, headers: {} });
const file = (name: string): ServerSource => ({ kind: "file", file: name });
const editor: ServerSource = { kind: "editor" };
const listed = (source: ServerSource | undefined, ...names: readonly string[]) => ({
  source,
  tools: names.map((name) => ({ name })),
});

describe("the same server is", () => {
  it.each<[string, ServerSource, ServerSource]>([
    ["the same command", command("npx -y a ."), command("npx -y a .")],
    ["another version", command("npx -y @x/a@1.2.3"), command("npx -y @x/a@2.0.0-rc.1")],
    ["another version in Python", command("uvx mcp-a==0.6.2"), command("uvx mcp-a==0.7.0")],
    ["no version", command("npx -y @x/a@latest"), command("npx -y @x/a")],
    ["another tag of an image", command("docker run mcp/a:1.2"), command("docker run mcp/a:1.3")],
    ["the same entry of a client, whatever it starts now", command("npx -y a", "a"), command("node a.js", "a")],
    ["the same command in another client's file", command("npx -y a", "a"), command("npx -y a", "b")],
    ["the same address", url("https://a.example/mcp"), url("https://a.example/mcp/")],
  ])("%s", (_, before, now) => {
    expect(isSameServer(listed(before, "x"), listed(now, "y"))).toBe(true);
  });

  it.each<[string, ServerSource | undefined, ServerSource]>([
    ["a file of another name", file("a.json"), file("b.json")],
    ["a file, and then the server", file("a.json"), command("npx -y a")],
    ["the server, and then the editor's list", command("npx -y a"), editor],
    ["one whose source is not known", undefined, url("https://a.example")],
  ])("%s, with half of the tools", (_, before, now) => {
    expect(isSameServer(listed(before, "x", "y"), listed(now, "y", "z", "w"))).toBe(true);
  });

  it("the same file, whatever is in it", () => {
    expect(isSameServer(listed(file("a.json"), "x"), listed(file("a.json"), "y"))).toBe(true);
  });
});

describe("another server is", () => {
  it.each<[string, ServerSource, ServerSource]>([
    ["another command", command("npx -y a"), command("npx -y b")],
    ["other arguments", command("npx -y a /srv"), command("npx -y a /home")],
    ["another scope", command("npx -y @x/a"), command("npx -y @y/a")],
    ["another port", command("npx mcp-remote localhost:3000"), command("npx mcp-remote localhost:4000")],
    ["a port in an address", command("npx m http://h/x:3000"), command("npx m http://h/x:4000")],
    ["another address", url("https://a.example/mcp"), url("https://b.example/mcp")],
    ["an address, and not a command", command("npx -y a"), url("https://a.example")],
  ])("%s, whatever its tools", (_, before, now) => {
    expect(isSameServer(listed(before, "x"), listed(now, "x"))).toBe(false);
  });

  it.each<[string, ServerSource | undefined, ServerSource]>([
    ["a file", file("a.json"), file("b.json")],
    ["standard input", file("-"), file("-")],
    ["the editor's list", editor, editor],
    ["one whose source is not known", undefined, command("npx -y a")],
  ])("%s with less than half of the tools", (_, before, now) => {
    expect(isSameServer(listed(before, "x", "y", "z"), listed(now, "z"))).toBe(false);
  });
});
