import { describe, expect, test } from "vitest";
import { addressWithoutSecrets, withoutSecrets } from "../../../../server/src/policy/words/plain/secrets";

describe("secrets on a command line", () => {
  test.each([
    [
      ["--token", "abc123"],
      ["--token", "NOT-STORED"],
    ],
    [["--api-key=abc123"], ["--api-key=NOT-STORED"]],
    [
      ["-e", "GITHUB_TOKEN=ghp_abcdef"],
      ["-e", "GITHUB_TOKEN=NOT-STORED"],
    ],
    [["ghp_0123456789abcdefghij"], ["NOT-STORED"]],
    [["postgresql://me:pw@db.example/app"], ["postgresql://NOT-STORED@db.example/app"]],
    [["https://x.example/?api_key=abc&page=2"], ["https://x.example/?api_key=NOT-STORED&page=2"]],
    [
      ["--header", "Authorization: Bearer abc"],
      ["--header", "Authorization:NOT-STORED"],
    ],
    [["0123456789abcdef0123456789abcdef"], ["NOT-STORED"]],
  ])("%j is not stored", (args, stored) => expect(withoutSecrets(args)).toEqual(stored));

  test.each([
    [["-y", "@modelcontextprotocol/server-filesystem@2026.8.31", "/srv/share"]],
    [["--token", "${TOKEN}"]],
    [["-e", "GITHUB_TOKEN=${env:GITHUB_TOKEN}"]],
    [["-e", "GITHUB_TOKEN"]],
    [["run", "-i", "--rm", "ghcr.io/github/github-mcp-server"]],
    [["--read-only", "--port=3001"]],
    [["C:\\work\\server.js"]],
    [["https://x.example/mcp?mode=all"]],
  ])("%j is stored as it is", (args) => expect(withoutSecrets(args)).toEqual(args));

  test("an address", () => {
    expect(addressWithoutSecrets("https://u:p@x.example/mcp?token=abc#key=1")).toBe(
      "https://NOT-STORED@x.example/mcp?token=NOT-STORED#key=NOT-STORED",
    );
  });
});
