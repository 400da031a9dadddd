/** A tool is shown only to the rules that may have something to say about it: those that are left out would say nothing. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { isBareFragment } from "../../../server/src/policy/model/bareFragment";
import { countConditions, mostJudged } from "../../../server/src/policy/model/judgedEntries";
import { toolSyntaxOf } from "../../../server/src/policy/model/toolModel";
import { checkRules } from "../../../server/src/rules/engine/checkRules";
import type { Finding, Rule } from "../../../server/src/rules/engine/rule";
import { rules } from "../../../server/src/rules/index";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { validPolicyText, wellFormedText } from "../../fuzz/arbitraries/policies";
import { worldWith } from "../ruleTexts";

const { catalogue } = await worldWith();

/** Code and place of a finding. Those that show a call are not said of a hidden tool. */
const said =
  (rule: Rule, offset: number) =>
  ({ span, call }: Pick<Finding, "span" | "call">): readonly string[] =>
    call === undefined ? [`${rule.code} ${span.start + offset} ${span.end + offset}`] : [];

/** What each rule about tools says of each tool. */
function askedOneByOne({ document }: ReturnType<typeof snapshotOf>): readonly string[] {
  return document.tools.flatMap(({ offset, value: member }) => {
    if (countConditions(member.value) > mostJudged) return [];
    const { name } = member;
    const subject = { name, member, syntax: toolSyntaxOf(member), record: catalogue.find(name), catalogue };
    return rules.flatMap((rule) =>
      rule.check.each === "tool" ? rule.check.find(subject).flatMap(said(rule, offset)) : [],
    );
  });
}

const fields = ["require", "deny_if", "limits", "action", "rules", "rate_limit", "hidden", "note", "increment_from"];
const anyTool = fc
  .dictionary(
    fc.constantFrom(...fields),
    fc.constantFrom("deny", true, [], [{}], [{ conditions: [] }], [{ increment_from: "x" }], { state: {} }),
  )
  .map((tool) => JSON.stringify(tool));
const oddTools = fc
  .array(fc.tuple(fc.constantFrom("a", "*", "create_refund"), anyTool), { maxLength: 3 })
  .map(
    (tools) => `{"version": "1", "default": "deny", "tools": {${tools.map(([name, tool]) => `"${name}": ${tool}`)}}}`,
  );
const texts = fc.oneof(
  fc.constantFrom(...rules.flatMap(({ docs }) => [docs.bad, docs.good])),
  validPolicyText,
  wellFormedText,
  oddTools,
);

it("says of each tool what all rules would say", () => {
  const about = new Set(rules.filter(({ check }) => check.each === "tool").map(({ code }) => code));
  fc.assert(
    fc.property(texts, (text) => {
      const snapshot = snapshotOf(text);
      // In the content of "tools" alone, what is said stands elsewhere.
      fc.pre(!isBareFragment(snapshot.document));
      // Without its problems, so that nothing is left out for them.
      const found = checkRules({ document: snapshot.document, policy: snapshot.policy, problems: [], catalogue });
      const ofTools = found.flatMap((each) => (about.has(each.rule.code) ? said(each.rule, 0)(each) : []));
      expect(ofTools.toSorted()).toEqual(askedOneByOne(snapshot).toSorted());
    }),
    { numRuns: 400 },
  );
});
