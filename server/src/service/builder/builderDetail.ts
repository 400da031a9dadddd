import { type ArgumentPath, argumentPaths } from "../../catalogue/argumentPaths";
import { effectiveState, stateInWords } from "../../catalogue/effectiveState";
import type { Member } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import { operators } from "../../policy/model/operators";
import type { Placed } from "../../policy/model/policy";
import { type LimitSyntax, type PredicateSyntax, toolSyntaxOf } from "../../policy/model/toolModel";
import { spanOf } from "../../policy/text/span";
import { limitInWords, predicateInWords } from "../../policy/words/inWords";
import { listOf } from "../../policy/words/plain/listOf";
import { oneLine } from "../../policy/words/plain/oneLine";
import { visibleText } from "../../policy/words/plain/visibleText";
import type { BuilderDetail, BuilderEntry, BuilderFinding, BuilderLimit } from "../../protocol/builder";
import { fixesOf } from "../actions/codeActions";
import { type ReviewItem, severityOfItem } from "../diagnostics/review";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { ownerOf } from "./changePart";
import { conditionControl } from "./conditionControl";
import type { FindingsByTool } from "./findingsByTool";
import { onlyInPolicyText, onlyInText, type TextOnly } from "./onlyInText";

/** More findings of one tool than these are read in the text. */
const mostFindings = 50;

const operatorTexts = [...operators.values()].map(({ name, meaning, pitfall }) => ({
  name,
  meaning,
  pitfall: pitfall ?? "",
}));

/** The parts of one tool, or of the policy as a whole, with what is said about it. */
export function builderDetail(
  snapshot: Snapshot,
  environment: Environment,
  findings: FindingsByTool,
  tool: string | null,
): BuilderDetail {
  const { document, policy } = snapshot;
  const owner = ownerOf(document, tool);
  const facts = tool === null ? undefined : environment.catalogue.find(tool);
  const known = facts === undefined ? [] : argumentPaths(facts.inputSchema);
  const parts = partsOf(snapshot, owner, tool, known);
  const hidden = tool === null ? undefined : policy.hide.get(tool);
  const place = owner === undefined ? hidden : keySpanOf(owner);
  const found = tool === null ? findings.ofPolicy : (findings.ofTool.get(tool) ?? []);
  const textOnly: readonly TextOnly[] = [
    ...(owner === undefined ? [] : onlyInText(owner, tool === null ? "allTools" : "tool")),
    ...(tool === null ? onlyInPolicyText(document) : []),
  ];
  return {
    tool,
    summary: oneLine(facts?.summary ?? ""),
    stateInWords: tool === null ? "" : oneLine(stateInWords(effectiveState(policy, tool))),
    range: place === undefined ? null : rangeOf(snapshot, place),
    ...parts,
    onlyInText: textOnly.map(({ what, span }) => ({ what, range: rangeOf(snapshot, span) })),
    findings: found.slice(0, mostFindings).map((item) => findingOf(snapshot, environment, item)),
    paths: known.map(({ path, types, required, description }) => ({
      path,
      type: listOf(types, "or"),
      required,
      description: oneLine(description),
    })),
    operators: operatorTexts,
  };
}

function partsOf(
  snapshot: Snapshot,
  owner: Placed<Member> | undefined,
  tool: string | null,
  known: readonly ArgumentPath[],
): Pick<BuilderDetail, "require" | "denyIf" | "limits"> {
  if (owner === undefined) return { require: [], denyIf: [], limits: [] };
  const { require, denyIf, limits } = toolSyntaxOf(owner.value);
  const entry = ({ index, node, predicate }: PredicateSyntax): readonly BuilderEntry[] =>
    predicate === undefined
      ? []
      : [
          {
            index,
            words: oneLine(predicateInWords(predicate)),
            conditions: predicate.conditions.map((condition) => conditionControl(condition, known)),
            onDeny: predicate.onDeny ?? "",
            range: rangeOf(snapshot, spanOf(node, owner.offset)),
          },
        ];
  return {
    require: tool === null ? [] : require.flatMap(entry),
    denyIf: tool === null ? [] : denyIf.flatMap(entry),
    limits: limits.flatMap(limitOf),
  };
}

function limitOf({ index, limit }: LimitSyntax): readonly BuilderLimit[] {
  if (limit === undefined) return [];
  const { counter, window, max } = limit;
  return [{ index, counter, window, max, words: limitInWords(limit) }];
}

function findingOf(snapshot: Snapshot, environment: Environment, item: ReviewItem): BuilderFinding {
  const { code, message, span } =
    item.kind === "problem" ? item.problem : { ...item.finding, code: item.finding.rule.code };
  return {
    severity: severityOfItem(item),
    code,
    message: visibleText(message),
    range: rangeOf(snapshot, span),
    fixes: fixesOf(item, snapshot, environment).map(({ title, edits }) => ({
      title: visibleText(title),
      edits: edits.map((edit) => ({ range: rangeOf(snapshot, edit.span), newText: edit.newText })),
    })),
  };
}
