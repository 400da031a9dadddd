/** What must hold of the service, whatever is in the editor. One list, for the short run and for the long one. */
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CounterState } from "../../server/src/policy/decide/counters";
import type { Decision } from "../../server/src/policy/decide/decision";
import { layouts } from "../../server/src/policy/edit/formatText";
import { type Assumptions, defaultAssumptions, otherChoices } from "../../server/src/policy/model/assumptions";
import type { Policy } from "../../server/src/policy/model/policy";
import { anchoringOf } from "../../server/src/policy/pattern/anchoring";
import { compilePattern } from "../../server/src/policy/pattern/pattern";
import { outlineOf } from "../../server/src/policy/pattern/patternOutline";
import type { JsonValue } from "../../server/src/policy/text/json";
import { recogniseNotation } from "../../server/src/policy/text/notation";
import { printedForm } from "../../server/src/policy/text/printedForm";
import { applyEdits } from "../../server/src/policy/text/textEdit";
import { shownValue } from "../../server/src/policy/words/shownValue";
import type { SimulatedCall } from "../../server/src/protocol/simulation";
import type { Environment } from "../../server/src/service/environment";
import type { Snapshot } from "../../server/src/service/snapshot";
import { call, callArguments, wireCall } from "./arbitraries/calls";
import { documentText, edits, editTo, versionsOf } from "./arbitraries/documents";
import { mutated } from "./arbitraries/mutations";
import { catalogueNames, toolListText, toolName, validPolicyText, wellFormedText } from "./arbitraries/policies";
import { anyText, noise } from "./arbitraries/texts";
import {
  expectDiagnostics,
  expectItem,
  expectRange,
  expectSame,
  expectSameAnalysis,
  expectSamePolicy,
  expectSpan,
  expectThat,
} from "./expectations";
import { type FuzzProperty, fuzzProperty } from "./fuzzProperty";
import { type Service, world } from "./service";

/** Chooses positions and items, so that long lists need not be gone through in every case. */
const salt = fc.nat({ max: 1000 });

/** The properties of a service. */
export function propertiesOf(service: Service): readonly FuzzProperty[] {
  const snapshotOf = (text: string) => service.takeSnapshot(documentOf(text));

  /** An item list, with every chosen item accepted; gives the texts afterwards. */
  const acceptAll = (snapshot: Snapshot, offset: number, env: Environment, chosen: number): string[] => {
    const { items } = service.complete(snapshot, offset, env);
    expectSame(service.complete(snapshot, offset, env).items, items, `The same completions at ${offset}`);
    return sample(items, 8, chosen).map((item) => {
      service.resolveCompletion(item, env);
      return expectItem(item, snapshot, offset);
    });
  };

  return [
    fuzzProperty("a text has problems that lie inside it", 150, documentText, (text) => {
      const snapshot = snapshotOf(text);
      for (const { code, span, related } of snapshot.problems) {
        expectSpan(span, text, `The problem ${code}`);
        for (const place of related ?? []) expectSpan(place.span, text, `What ${code} points at`);
      }
      const starts = snapshot.problems.map(({ span }) => span.start);
      expectSame(
        starts,
        starts.toSorted((a, b) => a - b),
        "The order of the problems",
      );
      expectDiagnostics(service.diagnostics(snapshot, world), snapshot.textDocument);
      expectSameAnalysis(snapshotOf(text), snapshot, "A second look");
    }),

    fuzzProperty(
      "a completion can be accepted at every position",
      60,
      fc.tuple(documentText, salt),
      ([text, chosen]) => {
        const snapshot = snapshotOf(text);
        const env = { ...world, snippets: chosen % 3 > 0, clientCommands: chosen % 2 === 0 };
        for (const offset of positions(snapshot.textDocument, 16, chosen)) acceptAll(snapshot, offset, env, chosen);
      },
    ),

    fuzzProperty(
      "a completion in a well-formed policy leaves a well-formed one",
      40,
      fc.tuple(validPolicyText, salt),
      ([text, chosen]) => {
        const snapshot = snapshotOf(text);
        for (const offset of positions(snapshot.textDocument, 16, chosen))
          for (const after of acceptAll(snapshot, offset, world, chosen))
            expectThat(isJson(after), () => `A completion at ${offset} leaves ${after}`);
      },
    ),

    fuzzProperty("a hover at every position lies around it", 80, fc.tuple(documentText, salt), ([text, chosen]) => {
      const snapshot = snapshotOf(text);
      for (const offset of positions(snapshot.textDocument, 40, chosen)) {
        const shown = service.hover(snapshot, offset, world);
        expectSame(service.hover(snapshot, offset, world), shown, `The same hovers at ${offset}`);
        if (shown?.range === undefined) continue;
        expectRange(shown.range, snapshot.textDocument, `The hover at ${offset}`);
        const [start, end] = [shown.range.start, shown.range.end].map((each) => snapshot.textDocument.offsetAt(each));
        expectThat(
          (start ?? 0) <= offset && offset <= (end ?? 0),
          () => `The hover at ${offset} is about ${start}–${end}`,
        );
      }
    }),

    fuzzProperty("lenses, tools and templates of a text", 50, fc.tuple(documentText, toolName), ([text, tool]) => {
      const snapshot = snapshotOf(text);
      const lenses = service.codeLenses(snapshot, world);
      for (const { range } of lenses) expectRange(range, snapshot.textDocument, "A lens");
      expectSame(service.codeLenses(snapshot, world), lenses, "The same lenses");
      const { tools } = service.listTools(snapshot, world);
      expectSame(service.listTools(snapshot, world).tools, tools, "The same tools");
      expectThat(new Set(tools.map(({ name }) => name)).size === tools.length, () => "A tool is listed twice");
      for (const name of [tool, ...catalogueNames.slice(0, 3), ...[...snapshot.policy.tools.keys()].slice(0, 4)]) {
        const template = service.callTemplate(snapshot, name, world).text;
        expectThat(isJson(template), () => `The template of ${name} is ${template}`);
        const checked = service.checkArguments(template, name, world);
        expectThat(checked.isJson, () => `The template of ${name} is refused: ${template}`);
      }
    }),

    fuzzProperty(
      "hints, tokens, signatures and added tools of a text",
      50,
      fc.tuple(documentText, salt),
      ([text, chosen]) => {
        const snapshot = snapshotOf(text);
        const { textDocument } = snapshot;
        const range = { start: textDocument.positionAt(0), end: textDocument.positionAt(text.length) };
        for (const { position } of service.inlayHints(snapshot, range, world))
          expectRange({ start: position, end: position }, textDocument, "A hint");
        const { data } = service.semanticTokens(snapshot, undefined, world);
        expectSame(service.semanticTokens(snapshot, range, world).data, data, "The tokens of the whole range");
        let token = { line: 0, character: 0 };
        for (let at = 0; at < data.length; at += 5) {
          const [lines = 0, characters = 0, length = 0] = data.slice(at, at + 3);
          const before = token;
          token = { line: token.line + lines, character: lines === 0 ? token.character + characters : characters };
          expectThat(
            length > 0 && (at === 0 || lines > 0 || token.character > before.character),
            () => "Tokens overlap",
          );
          expectRange(
            { start: token, end: { ...token, character: token.character + length } },
            textDocument,
            "A token",
          );
        }
        for (const offset of positions(textDocument, 20, chosen)) {
          const help = service.signatureHelp(snapshot, offset, world);
          const active = help?.signatures[0]?.parameters?.[help.activeParameter ?? -1];
          expectThat(help === null || active !== undefined, () => `No field is active at ${offset}`);
        }
        const names = world.catalogue.tools.slice(0, 3).map(({ name }) => name);
        const { edits, added } = service.addTools(snapshot, { textDocument, tools: names }, world);
        for (const edit of edits) expectRange(edit.range, textDocument, "An edit");
        expectThat(edits.length > 0 === added.length > 0, () => "Edits without a tool, or the other way round");
      },
    ),

    fuzzProperty("fixes, names, layout and folds of a text", 40, fc.tuple(documentText, salt), ([text, chosen]) => {
      const snapshot = snapshotOf(text);
      const { textDocument, uri } = snapshot;
      const whole = { start: 0, end: text.length };
      const actions = [
        ...service.codeActions(snapshot, world, whole, undefined),
        ...service.codeActions(snapshot, world, whole, ["source"]),
      ];
      for (const { title, edit } of actions) {
        const edits = edit?.changes?.[uri] ?? [];
        for (const { range } of edits) expectRange(range, textDocument, title);
        if (edits.length > 0)
          expectThat(TextDocument.applyEdits(textDocument, edits) !== text, () => `"${title}" changes nothing`);
      }
      const fixed = service.fixAll(text, world);
      expectSame(service.fixAll(fixed, world), fixed, "Fixed once more");
      for (const layout of layouts) {
        const chosenLayout = { ...world, settings: { ...world.settings, layout } };
        const formatted = (before: string): string => {
          const seen = snapshotOf(before);
          const edits = service.formatPolicy(seen, chosenLayout, { tabSize: 2, insertSpaces: true });
          return TextDocument.applyEdits(seen.textDocument, edits);
        };
        const laidOut = formatted(text);
        expectSame(laidOut.replace(/\s/g, ""), text.replace(/\s/g, ""), `Laid out (${layout}), without white space`);
        expectSame(formatted(laidOut), laidOut, `Laid out (${layout}) once more`);
        expectSame(/[\r\n]\s*$/.test(laidOut), /[\r\n]\s*$/.test(text), "Whether the text ends with a line end");
        const line = chosen % textDocument.lineCount;
        const part = { start: { line, character: 0 }, end: { line: line + 1 + (chosen % 3), character: 0 } };
        for (const edits of [
          service.formatPolicy(snapshot, chosenLayout, { tabSize: 2, insertSpaces: true }, part),
          service.formatOnType(snapshot, chosenLayout, { tabSize: 4, insertSpaces: false }, line),
        ])
          expectSame(
            TextDocument.applyEdits(textDocument, edits).replace(/\s/g, ""),
            text.replace(/\s/g, ""),
            `A part laid out (${layout}), without white space`,
          );
      }
      for (const { startLine, endLine } of service.folding(snapshot))
        expectThat(
          0 <= startLine && startLine < endLine && endLine < textDocument.lineCount,
          () => "A fold is outside",
        );
      for (const { range, selectionRange } of service.outline(snapshot)) {
        expectRange(range, textDocument, "A symbol");
        expectRange(selectionRange, textDocument, "A symbol's name");
      }
      for (const { range } of service.documentLinks(snapshot, world)) expectRange(range, textDocument, "A link");
      for (const offset of positions(textDocument, 20, chosen)) {
        for (const { range } of service.highlights(snapshot, offset)) expectRange(range, textDocument, "A highlight");
        const [selection] = service.selectionRanges(snapshot, [textDocument.positionAt(offset)]);
        for (let each = selection; each !== undefined; each = each.parent)
          expectRange(each.range, textDocument, "A selection");
        const name = service.nameAt(snapshot, offset)?.is.name ?? "";
        const renamed = service.rename(snapshot, offset, "renamed", [
          service.policyMentions(snapshot, [name, "renamed"], 1),
        ]);
        if ("files" in renamed)
          for (const { range } of renamed.files.flatMap(({ edits }) => edits))
            expectRange(range, textDocument, "A renamed name");
      }
    }),

    fuzzProperty(
      "a policy that is laid out decides every call as before",
      40,
      fc.tuple(documentText, fc.array(call, { maxLength: 10, size: "max" })),
      ([text, calls]) => {
        const snapshot = snapshotOf(text);
        for (const layout of layouts) {
          const chosenLayout = { ...world, settings: { ...world.settings, layout } };
          const edits = service.formatPolicy(snapshot, chosenLayout, { tabSize: 2, insertSpaces: true });
          const { policy } = snapshotOf(TextDocument.applyEdits(snapshot.textDocument, edits));
          const counters = new Map<string, CounterState>();
          for (const given of calls) {
            const { outcome, rule, message, charges } = service.decide(snapshot.policy, given, counters, {
              trace: false,
            });
            const after = service.decide(policy, given, counters, { trace: false });
            expectSame([after.outcome, after.rule, after.message], [outcome, rule, message], `Decided after ${layout}`);
            for (const [key, state] of charges) counters.set(key, state);
          }
        }
      },
    ),

    fuzzProperty("fixing all comes to rest, and repeats nothing", 80, documentText, (text) => {
      const fixed = service.fixAll(text, world);
      expectSame(service.fixAll(fixed, world), fixed, "Fixed once more");
      expectThat(fixed.length <= 20 * text.length + 5_000, () => `${text.length} characters become ${fixed.length}`);
      const repeated = (each: string): number =>
        snapshotOf(each).problems.filter(({ code }) => code === "duplicate-key").length;
      // In another notation nothing is reported but that.
      const read = applyEdits(text, recogniseNotation(text)?.edits ?? []);
      expectThat(repeated(fixed) <= repeated(read), () => `Keys are written twice in ${fixed}`);
    }),

    fuzzProperty(
      "typed arguments have problems that lie inside them",
      100,
      fc.tuple(
        fc.oneof(
          callArguments.map((value) => JSON.stringify(value) ?? ""),
          mutated(
            callArguments.map((value) => JSON.stringify(value) ?? ""),
            3,
          ),
          noise,
          documentText,
        ),
        toolName,
      ),
      ([text, tool]) => {
        const checked = service.checkArguments(text, tool, world);
        const document = documentOf(text);
        for (const { message, range } of checked.problems)
          if (range !== null) expectRange(range, document, `"${message}"`);
        expectSame(service.checkArguments(text, tool, world), checked, "The same checks");
        expectThat(checked.isJson === (text.trim() === "" || isStrictJson(text)), () => `isJson is ${checked.isJson}`);
      },
    ),

    fuzzProperty(
      "calls of any kind are simulated",
      60,
      fc.tuple(documentText, fc.array(wireCall, { maxLength: 6 })),
      ([text, given]) => {
        const snapshot = snapshotOf(text);
        const calls = given as readonly SimulatedCall[];
        const simulated = service.simulate(snapshot, calls, world);
        const { steps, problems } = simulated;
        // A policy of another product decides nothing.
        const expected = snapshot.foreign === undefined ? calls.length : 0;
        expectThat(steps.length === expected, () => `${calls.length} calls have ${steps.length} steps`);
        expectDiagnostics(problems, snapshot.textDocument);
        for (const step of steps) {
          for (const range of [step.range, ...step.trace.map((each) => each.range)])
            if (range !== null) expectRange(range, snapshot.textDocument, "A step");
          expectThat((step.message !== null) === (step.decision === "deny"), () => "A message without a denial");
          expectThat(step.responses.length === (step.decision === "deny" ? 2 : 0), () => "A denial lacks an era");
          const reread = JSON.parse(JSON.stringify(step));
          expectThat(Number.isFinite(Date.parse(reread.at)), () => `The instant is ${reread.at}`);
        }
        expectSame(service.simulate(snapshot, calls, world), simulated, "The same simulations");
      },
    ),

    fuzzProperty(
      "an analysis that follows edits is the same as a fresh one",
      120,
      fc.tuple(fc.oneof(validPolicyText, toolListText, documentText), edits, salt),
      ([start, sequence, chosen]) => {
        const [first = "", ...later] = versionsOf(start, sequence);
        let snapshot = snapshotOf(first);
        for (const text of later) {
          // A text that doubles with every edit proves nothing more.
          if (text.length > 100_000) break;
          snapshot = service.takeSnapshot(editTo(snapshot.textDocument, text), snapshot);
          const fresh = snapshotOf(text);
          expectSameAnalysis(snapshot, fresh, "After an edit");
          for (const offset of positions(fresh.textDocument, 4, chosen)) {
            expectSame(service.hover(snapshot, offset, world), service.hover(fresh, offset, world), "Hovers");
            if (offset % 3 === 0)
              expectSame(
                service.complete(snapshot, offset, world).items,
                service.complete(fresh, offset, world).items,
                "Completions",
              );
          }
        }
      },
    ),

    fuzzProperty(
      "an analysis does not depend on what it builds upon",
      60,
      fc.tuple(documentText, documentText),
      ([before, text]) => {
        const built = service.takeSnapshot(documentOf(text), snapshotOf(before));
        expectSameAnalysis(built, snapshotOf(text), "After a foreign text");
      },
    ),

    fuzzProperty(
      "every call is decided",
      120,
      fc.tuple(fc.oneof(validPolicyText, documentText), fc.array(call, { maxLength: 20, size: "max" })),
      ([text, calls]) => {
        const { policy: whole } = snapshotOf(text);
        // Of a policy with errors what still has a meaning is decided, and then nothing is known.
        const policy: Policy = { ...whole, refusal: undefined };
        const [first] = calls;
        if (first !== undefined) {
          const { outcome } = service.decide(whole, first, new Map(), { trace: false });
          expectThat((outcome === "unknown") === (whole.refusal !== undefined) || outcome === "unknown", () => outcome);
        }
        const listed = [...policy.tools.keys()];
        for (const assumptions of [defaultAssumptions, ...otherChoices.map(({ assumptions }) => assumptions)]) {
          const counters = new Map<string, CounterState>();
          for (const [index, given] of calls.entries()) {
            // Every other call is of a tool that the policy names.
            const tool = index % 2 === 0 ? given.tool : (listed[index % Math.max(1, listed.length)] ?? given.tool);
            const made = { ...given, tool };
            const traced = service.decide(policy, made, counters, { trace: true, assumptions });
            const untraced = service.decide(policy, made, counters, { trace: false, assumptions });
            expectSame({ ...untraced, trace: [] }, { ...traced, trace: [] }, "Decisions with and without trace");
            expectDecision(traced, text, assumptions);
            for (const [key, state] of traced.charges) counters.set(key, state);
          }
        }
        expectThat(
          service.decide(undefined, { tool: "a", grant: "", at: 0 }, new Map(), { trace: true }).outcome === "deny",
          () => "A call without a policy is allowed",
        );
      },
    ),

    fuzzProperty("a text that is split means what it means as a whole", 80, wellFormedText, (text) => {
      if (!text.startsWith("{")) return;
      // A comment behind the policy makes the parser read it in one piece, and breaks nothing else.
      const whole = snapshotOf(`${text} //`);
      const split = snapshotOf(text);
      expectSame(whole.foreign, split.foreign, "The other product's names");
      // The comment is an error of its own.
      const rest = (policy: Policy): Policy => ({ ...policy, refusal: undefined });
      expectSamePolicy(rest(whole.policy), rest(split.policy), "As a whole");
      expectSame(
        whole.problems
          .filter(({ span }) => span.start < text.length)
          .map(facts)
          .toSorted(),
        split.problems.map(facts).toSorted(),
        "The problems as a whole",
      );
    }),

    fuzzProperty("a text is called JSON when it is", 150, documentText, (text) => {
      const snapshot = snapshotOf(text);
      const { problems, foreign } = snapshot;
      const codes = new Set(problems.map(({ code }) => code));
      // Other products' files get no problems at all; and neither depth nor number of problems is without a bound.
      if (foreign !== undefined || codes.has("nested-too-deep") || codes.has("too-many-problems")) return;
      const isBroken = ["syntax", "comment", "trailing-comma", "empty-file", "other-notation", "merge-conflict"].some(
        (code) => codes.has(code),
      );
      expectThat(isBroken !== isJson(text.replace(/^\ufeff/, "")), () => `It has the problems ${[...codes]}`);
    }),

    fuzzProperty("a valid policy has no error, and keeps its names", 60, validPolicyText, (text) => {
      const snapshot = snapshotOf(text);
      const read = JSON.parse(text) as Record<string, unknown>;
      expectThat(snapshot.foreign === undefined, () => `It is taken for ${snapshot.foreign}`);
      expectSame(snapshot.policy.default, read.default, "The defaults");
      expectSame([...snapshot.policy.hide.keys()], read.hide ?? [], "The hidden names");
      expectSame([...snapshot.policy.tools.keys()].toSorted(), Object.keys(read.tools ?? {}).toSorted(), "The tools");
    }),

    fuzzProperty(
      "a document with a field of ours is not somebody else's",
      80,
      fc.tuple(
        wellFormedText,
        fc.constantFrom('"default":"deny"', '"default":"allow"', '"tools":{}', '"all_tools":{}', '"hide":[]'),
      ),
      ([text, field]) => {
        const object = text.trim();
        if (!object.startsWith("{")) return;
        // Last, so that of duplicate fields it is the one that counts.
        const separator = object.slice(1, -1).trim() === "" ? "" : ",";
        const { foreign } = snapshotOf(`${object.slice(0, -1)}${separator}${field}}`);
        expectThat(foreign === undefined, () => `It is taken for ${foreign}`);
      },
    ),

    fuzzProperty(
      "values and patterns of any kind can be printed and searched for",
      100,
      fc.tuple(callArguments, fc.oneof(anyText, patternText), fc.oneof(anyText, noise)),
      ([value, source, text]) => {
        printedForm(value as JsonValue);
        if (value !== undefined) shownValue(value as JsonValue);
        outlineOf(source);
        anchoringOf(source);
        const pattern = compilePattern(source);
        if (pattern.kind === "compiled") pattern.matches(text);
        else expectThat(pattern.why !== "", () => "A pattern is refused without a word");
      },
    ),
  ];
}

const patternText = fc
  .array(
    fc.constantFrom(
      ...["a", "b", ".", "*", "+", "?", "|", "(", ")", "[", "]", "[^", "^", "$", "\\", "{2}", "{1,1000}", "{,", "}"],
      ...["(?i)", "(?:", "(?P<n>", "(?=", "(?<!", "\\1", "\\p{L}", "\\pN", "\\Q", "\\E", "\\x{10FFFF}", "[[:alpha:]]"],
      ...["-", "a-z", "😀", "\ud83d", "\0", "\n", "\\b", "\\z", "++", "*?"],
    ),
    { maxLength: 15 },
  )
  .map((parts) => parts.join(""));

function documentOf(text: string): TextDocument {
  return TextDocument.create("file:///policy.json", "mcp-policy", 1, text);
}

/** Up to `most` of a list, spread over all of it, never the same ones. */
function sample<T>(list: readonly T[], most: number, chosen: number): readonly T[] {
  if (list.length <= most) return list;
  const step = list.length / most;
  return Array.from({ length: most }, (_, index) => list[Math.floor(index * step + (chosen / 1001) * step)] as T);
}

/** Where a cursor can stand: not between the two characters of a line's end. Half of them next to punctuation. */
function positions(document: TextDocument, most: number, chosen: number): readonly number[] {
  const text = document.getText();
  const all = Array.from({ length: text.length + 1 }, (_, offset) => offset);
  const near = all.filter((offset) => /["{}[\],:\\]/.test(text.slice(Math.max(0, offset - 1), offset + 1)));
  const chosenOnes = [0, ...sample(all, most / 2, chosen), ...sample(near, most / 2, chosen), text.length];
  return [...new Set(chosenOnes)].filter((offset) => document.offsetAt(document.positionAt(offset)) === offset);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON that is not too deep to be parsed: a bound that the product sets itself. */
function isStrictJson(text: string): boolean {
  let deepest = 0;
  let depth = 0;
  for (const character of text.replace(/"(?:[^"\\]|\\.)*"/gs, '""')) {
    if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    if (character === "}" || character === "]") depth--;
  }
  return deepest <= 256 && isJson(text);
}

function expectDecision(decision: Decision, text: string, { windowAlignment }: Assumptions): void {
  const { outcome, rule, message, reason, span, trace, charges, counters } = decision;
  const denied = outcome === "deny";
  const open = outcome === "unknown";
  expectThat(denied === (message !== null) && denied === (rule !== ""), () => `${outcome} with ${rule}, ${message}`);
  expectThat((outcome === "allow") === (reason.kind === "allowed"), () => `${outcome} because ${reason.kind}`);
  expectThat(open === (reason.kind === "not-known"), () => `${outcome} because ${reason.kind}`);
  expectThat(!denied || charges.size === 0, () => "A denied call is charged");
  const failed = trace.filter((check) => check.outcome === "fail").length;
  expectThat(open ? failed <= 1 : failed === (denied ? 1 : 0), () => `${outcome}, failed`);
  const unknown = trace.filter((check) => check.outcome === "unknown").length;
  expectThat(open ? unknown > 0 : denied || unknown === 0, () => `${outcome}, ${unknown} checks are not known`);
  for (const place of [span, ...trace.map((check) => check.span)])
    if (place !== null) expectSpan(place, text, "A decision");
  const keys = counters.map(({ key, window }) => `${window} ${key}`);
  for (const { key, window, value, max, resetsAt } of counters) {
    expectThat(value >= 0 && Number.isFinite(resetsAt), () => `${key} stands at ${value} until ${resetsAt}`);
    // Two limits of one tool that share a counter charge it twice, so that only the larger maximum holds (spec §2).
    const isShared = keys.filter((each) => each === `${window} ${key}`).length > 1;
    expectThat(isShared || value <= max, () => `${key} stands at ${value} of ${max} (${windowAlignment})`);
  }
}

/** What a problem says, in a form to sort by: problems of one place have no order of their own. */
function facts({ code, severity, message, span, related }: Snapshot["problems"][number]): string {
  return JSON.stringify([span, code, severity, message, related]);
}
