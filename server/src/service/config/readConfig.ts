import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import schema from "../../../schema/config.schema.json";
import type { Assumptions } from "../../policy/model/assumptions";
import { globPattern } from "../../policy/pattern/globPattern";
import { toJson } from "../../policy/text/json";
import { elementsOf, fieldValue, propertiesOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import { describeNode } from "../../policy/words/describeValue";
import { readSettings } from "../settings";
import { configProblems } from "./configProblems";
import { config as validate } from "./configValidator.generated.mjs";
import {
  type ConfigProblem,
  type ConfigProblemCode,
  emptyConfig,
  type FileMatcher,
  type ProjectConfig,
} from "./projectConfig";

/** A longer text is no configuration; in characters. */
export const longestConfig = 200_000;

/**
 * Reads a configuration, however broken: what can be read holds, and what is wrong is said. Comments and trailing commas
 * are allowed, so that a person can say why a rule is off.
 */
export function readConfig(text: string): ProjectConfig {
  const problems: ConfigProblem[] = [];
  const say = (code: ConfigProblemCode, start: number, end: number, message: string): void =>
    void problems.push({ code, severity: "error", span: { start, end }, message });
  if (text.trim() === "") return emptyConfig;
  const root = text.length > longestConfig ? undefined : parse(text, say);
  if (root === undefined) {
    if (problems.length === 0)
      say("config-syntax", 0, 1, "The file is too long or nested too deep to be a configuration.");
    return { ...emptyConfig, problems };
  }
  if (root.type !== "object") {
    say(
      "config-value",
      root.offset,
      root.offset + root.length,
      `A configuration is an object, not ${describeNode(root)}.`,
    );
    return { ...emptyConfig, problems };
  }
  if (!validate(toJson(root))) problems.push(...configProblems(validate.errors ?? [], root));
  const { rules, silenced } = readSettings(toJson(root));
  const files = fieldValue(root, "files");
  const matchers = (name: string): readonly FileMatcher[] =>
    elementsOf(fieldValue(files, name)).flatMap((node) => matcherOf(node, say) ?? []);
  return {
    rules,
    silenced,
    files: { include: matchers("include"), exclude: matchers("exclude") },
    servers: propertiesOf(fieldValue(root, "servers")).flatMap(({ key, value }) => {
      const matches = matcherOf(key, say);
      return matches !== undefined && typeof value?.value === "string" ? [{ matches, server: value.value }] : [];
    }),
    drift: {
      ignore: elementsOf(fieldValue(fieldValue(root, "drift"), "ignore")).flatMap(({ value }) =>
        typeof value === "string" && value !== "" && value.length <= 200 ? [value] : [],
      ),
    },
    assumptions: assumptionsIn(fieldValue(root, "assumptions")),
    problems: problems.sort((a, b) => a.span.start - b.span.start),
  };
}

type Say = (code: ConfigProblemCode, start: number, end: number, message: string) => void;

function parse(text: string, say: Say): Node | undefined {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch {
    // The parser recurses.
    return undefined;
  }
  for (const { error, offset, length } of errors) {
    const words = printParseErrorCode(error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
      .toLowerCase();
    say("config-syntax", offset, offset + Math.max(length, 1), `The file is not valid JSON here: ${words}.`);
  }
  return root;
}

function matcherOf(node: Node, say: Say): FileMatcher | undefined {
  if (typeof node.value !== "string" || node.value === "" || node.value.length > 200) return undefined;
  const matcher = globPattern(node.value);
  if (matcher === undefined) {
    const { start, end } = spanOf(node);
    say("config-pattern", start, end, "The pattern leaves a brace open.");
  }
  return matcher;
}

/** The choices that the schema knows, as far as they are well spelt. */
function assumptionsIn(node: Node | undefined): Partial<Assumptions> {
  const known = new Map<string, { readonly enum: readonly string[] }>(
    Object.entries(schema.properties.assumptions.properties),
  );
  const chosen = propertiesOf(node).flatMap(({ name, value }) =>
    known.get(name)?.enum.includes(value?.value) ? [[name, value?.value]] : [],
  );
  return Object.fromEntries(chosen);
}
