/** What is put together at run time is found in the bundle by the same keys as VS Code's tool has written into it. */
import { readFileSync } from "node:fs";
import { config } from "@vscode/l10n";
import { beforeAll, expect, it } from "vitest";
import { differenceSentence } from "../../../client/src/differences/differenceInWords";
import { andList } from "../../../client/src/shared/words/andList";
import { counted } from "../../../client/src/shared/words/counted";
import { riskInWords } from "../../../client/src/shared/words/riskWords";
import { noticeFor } from "../../../client/src/simulator/state/notices";
import german from "../../../l10n/bundle.l10n.de.json";

beforeAll(() => config({ contents: german }));

it("counts in German", () => {
  expect([counted(1, "call"), counted(3, "call")]).toEqual(["1 Aufruf", "3 Aufrufe"]);
  expect(andList(["a", "b", "c"], 2)).toBe("a, b und 1 weitere");
  expect(counted(2000, "tool")).toBe("2.000 Tools");
});

it("names risks in German, and one that it does not know as it is", () =>
  expect(["High", "Odd"].map(riskInWords)).toEqual(["Hohes Risiko", "Risiko Odd"]));

it("fills in values", () => {
  const found = { refused: null, newlyAllowed: [], newlyDenied: [], limits: [], visibility: [], unknown: [] };
  expect(differenceSentence(found, "HEAD")).toBe("Nichts neu erlaubt seit HEAD");
  expect(noticeFor("policy.json", "closed", "answering", 0)?.text).toMatch(/^policy\.json ist geschlossen\./);
});

const manifest: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("../../../package.nls.de.json", import.meta.url), "utf8"),
);

/** Words that German has beside the one that is used for a thing, and how it would speak to a person; nothing here does. */
const otherWords: readonly (readonly [string, RegExp])[] = [
  ["Tool", /Werkzeug/],
  ["Limit", /Begrenzung|Grenzwert/],
  ["Richtlinie", /Regelwerk|\bPolicies\b/],
  ["Computer", /Rechner/],
  ["Protokoll", /Logdatei|Logbuch/],
  ["Arbeitsbereich", /Workspace/],
  ["no address", /(?<![.:!?] |^)(?:Sie|Ihre?[mnrs]?)\b/],
];

it.each(otherWords)("has one word for each thing: %s", (_, other) => {
  const texts = [german, manifest].flatMap((words) => Object.values<unknown>(words));
  const said = texts.map((text) => (typeof text === "string" ? text : JSON.stringify(text)));
  expect(said.filter((text) => other.test(text))).toEqual([]);
});
