import { DiagnosticSeverity } from "vscode-languageserver-types";
import { fixedText } from "../../service/actions/fixedText";
import { diagnostics } from "../../service/diagnostics/diagnostics";
import type { AssistantTool } from "../assistantTool";
import { bounded, policyText, textOf } from "../assistantTool";
import { openText, rangeInText } from "../openText";

const severities: Readonly<Record<DiagnosticSeverity, string>> = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "information",
  [DiagnosticSeverity.Hint]: "hint",
};

/** What is wrong with a policy, and the text after all safe fixes. */
export const checkTool: AssistantTool = {
  name: "policy_check",
  title: "Check a policy",
  description:
    "Says what is wrong with a policy: what the gateway would refuse (error), and what opens more than it seems to. Each problem has a code, a sentence and its range. `fixed` is the text after the fixes that are safe; null when there is nothing to fix. Call it after each change of a policy.",
  inputSchema: {
    type: "object",
    properties: { policy: policyText },
    required: ["policy"],
    additionalProperties: false,
  },
  async answer(args, environment) {
    const snapshot = openText(args);
    const { shown, left } = bounded(diagnostics(snapshot, environment));
    const text = textOf(args, "policy");
    const fixed = await fixedText(text, environment);
    return {
      problems: shown.map(({ code, severity, message, range }) => ({
        code: String(code ?? ""),
        severity: severities[severity ?? DiagnosticSeverity.Error],
        message: typeof message === "string" ? message : "",
        range: rangeInText(range),
      })),
      left,
      fixed: fixed.text === text ? null : fixed.text,
    };
  },
};
