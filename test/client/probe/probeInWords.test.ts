import { describe, expect, it } from "vitest";
import { probeLines, probeSentence } from "../../../client/src/probe/probeInWords";
import type { ProbeResult } from "../../../server/src/protocol/probe";

const range = { start: { line: 5, character: 2 }, end: { line: 5, character: 9 } };
const found: ProbeResult = {
  tools: [
    { tool: "ping", holes: [], notKnown: ["Nothing was judged: no catalogue lists this tool."] },
    {
      tool: "read_file",
      holes: [{ kind: "path-escapes", arguments: { path: "/srv/../etc" }, says: '".." leads out.', range }],
      notKnown: [],
    },
  ],
  policy: [{ kind: "no-limit", says: "No limit counts the calls.", tools: ["ping"] }],
  notKnown: null,
};

describe("what gets past a policy", () => {
  it("is listed with its calls first, and what was not looked at last", () => {
    expect(probeLines(found)).toEqual([
      {
        section: "Gets through",
        label: 'read_file {"path":"/srv/../etc"}',
        description: "path-escapes",
        detail: '".." leads out.',
        call: { tool: "read_file", arguments: { path: "/srv/../etc" } },
        range,
      },
      expect.objectContaining({ section: "The policy as a whole", label: "No limit" }),
      expect.objectContaining({ section: "Not known", label: "ping" }),
    ]);
    expect(probeSentence(found)).toBe("2 tools probed, 1 call found, 1 judged in part or not at all");
  });

  it("says that nothing was found, and of how many tools", () => {
    const [first] = probeLines({ tools: [], policy: [], notKnown: null });
    expect(first).toMatchObject({ label: "No call was found", detail: "0 tools probed, 0 calls found" });
  });

  it("shows names of a stranger as text alone", () => {
    const hostile = { tool: "$(trash) a\u202Eb", holes: [], notKnown: ["why"] };
    const lines = probeLines({ tools: [hostile], policy: [], notKnown: null });
    expect(lines.at(-1)?.label).not.toMatch(/\$\(trash\)|\u202E/);
  });
});
