import { visibleText } from "../../policy/words/plain/visibleText";
import { fixesOf } from "../../service/actions/codeActions";
import { fixedText } from "../../service/actions/fixedText";
import { type ReviewItem, review } from "../../service/diagnostics/review";
import { shownItems } from "../../service/diagnostics/shownItems";
import { rangeOf } from "../../service/snapshot";
import { type AssistantTool, bounded, policyText, textOf } from "../assistantTool";
import { fixesInText } from "../fixesInText";
import { formInShort } from "../formInShort";
import { openText, rangeInText } from "../openText";
import { serverTools } from "../serverTools";

/** What is wrong with a policy, and the text after all safe fixes. */
export const checkTool: AssistantTool = {
  name: "policy_check",
  title: "Check a policy",
  description: `Says what is wrong with a policy: what the gateway would refuse (error), and what opens more than it seems to. Each problem has a code, a sentence, its range, and edits that fix it: apply one, then check again. \`fixed\` is the text after the fixes that are safe; null when there is nothing to fix. Call it after each change of a policy. ${formInShort}`,
  inputSchema: {
    type: "object",
    properties: { policy: policyText, serverTools },
    required: ["policy"],
    additionalProperties: false,
  },
  async answer(args, environment) {
    const snapshot = openText(args);
    const { shown, left } = bounded(shownItems(review(snapshot, environment)));
    const text = textOf(args, "policy");
    const fixed = await fixedText(text, environment);
    return {
      problems: shown.map((item) => {
        const { code, severity, message, span } = wordsOf(item);
        return {
          code,
          severity,
          message: visibleText(message),
          range: rangeInText(rangeOf(snapshot, span)),
          fixes: fixesInText(snapshot, fixesOf(item, snapshot, environment)),
        };
      }),
      left,
      fixed: fixed.text === text ? null : fixed.text,
    };
  },
};

function wordsOf(item: ReviewItem) {
  if (item.kind === "problem") return item.problem;
  const { finding, severity } = item;
  return { code: finding.rule.code, severity, message: finding.message, span: finding.span };
}
