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
    [["--db=postgres://me:pw@db.example/app"], ["--db=postgres://NOT-STORED@db.example/app"]],
    [
      ["-e", "DATABASE_URL=postgres://me:pw@db.example/app"],
      ["-e", "DATABASE_URL=postgres://NOT-STORED@db.example/app"],
    ],
    [["--header=X-Api-Key: abc"], ["--header=X-Api-Key:NOT-STORED"]],
    [["--env=GITHUB_TOKEN=abc"], ["--env=GITHUB_TOKEN=NOT-STORED"]],
    [["--header=Authorization: Bearer abc"], ["--header=Authorization:NOT-STORED"]],
    [
      ["-c", 'curl -H "Authorization: Bearer abc" https://x.example'],
      ["-c", 'curl -H "Authorization: NOT-STORED" https://x.example'],
    ],
    [
      ["-c", "export GITHUB_TOKEN=abc; npx server"],
      ["-c", "export GITHUB_TOKEN=NOT-STORED; npx server"],
    ],
    [
      ["--config", '{"apiKey":"abc","mode":1}'],
      ["--config", '{"apiKey":"NOT-STORED","mode":1}'],
    ],
    [["run --with sk-abc now"], ["run --with NOT-STORED now"]],
    [
      ["--accessToken", "abc"],
      ["--accessToken", "NOT-STORED"],
    ],
    [["--clientSecret=abc"], ["--clientSecret=NOT-STORED"]],
    [["--accessKey=abc"], ["--accessKey=NOT-STORED"]],
    [["--password=pa$$word"], ["--password=NOT-STORED"]],
    [["--token=${TOKEN:-abc}"], ["--token=NOT-STORED"]],
    [["https://${USER}:abc@x.example/"], ["https://NOT-STORED@x.example/"]],
    [["Server=db;User=me;Password=abc"], ["Server=db;User=me;Password=NOT-STORED"]],
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
    [["--header", "Authorization: Bearer ${TOKEN}"]],
    [["--port=${PORT:-3000}"]],
    [["postgres://me:${PASSWORD}@db.example/app"]],
    [["--hotkey", "x", "--monkey=y", "--bypass=z"]],
    [["run", "mcp/server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]],
    [["git+https://git.example/x/y@0123456789abcdef0123456789abcdef01234567"]],
    [["https://proxy.policylayer.com/mcp/0b1c2d3e-4f5a-6b7c-8d9e-0f1a2b3c4d5e/"]],
  ])("%j is stored as it is", (args) => expect(withoutSecrets(args)).toEqual(args));

  test("an address", () => {
    expect(addressWithoutSecrets("https://u:p@x.example/mcp?token=abc#key=1")).toBe(
      "https://NOT-STORED@x.example/mcp?token=NOT-STORED#key=NOT-STORED",
    );
    expect(addressWithoutSecrets("https://x.example/api/s/MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A=/mcp")).toBe(
      "https://x.example/api/s/NOT-STORED/mcp",
    );
  });

  test.each(["a", "a:", "token=", "://a", "$", "${", "a ", " ", "/", "?a=", "Bearer "])("a long text of %j", (text) => {
    const long = text.repeat(100_000);
    expect(withoutSecrets([long, `${long}!`])).toHaveLength(2);
  });
});
