/** What a release's tag has to agree with. */
import { expect, it } from "vitest";
import { releaseNotes } from "../../packaging/release/checkTag.mjs";

const changelog =
  "# Changelog\n\n## [1.1.0] - not yet released\n\n- new\n\n## [1.0.0] - 2026-11-28\n\n### Added\n\n- old\n\n## [0.9.0] - 2026-01-01\n";

it("The notes are the changelog's section of the version", () => {
  expect(releaseNotes("v1.0.0", "1.0.0", changelog)).toBe("### Added\n\n- old\n");
});

it.each([
  ["v1.0.1", "1.0.0", "The tag is v1.0.1, but package.json has version 1.0.0."],
  ["v1.1.0", "1.1.0", 'CHANGELOG.md gives no date for 1.1.0: "## [1.1.0] - not yet released".'],
  ["v2.0.0", "2.0.0", 'CHANGELOG.md has no section "## [2.0.0] - DATE".'],
])("%s with version %s is refused", (tag, version, message) => {
  expect(() => releaseNotes(tag, version, changelog)).toThrow(message);
});
