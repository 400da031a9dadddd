import { blankHide } from "./deadText/blankHide";
import { denyIfAfterAlways } from "./deadText/denyIfAfterAlways";
import { duplicateHide } from "./deadText/duplicateHide";
import { emptyList } from "./deadText/emptyList";
import { hiddenAndListed } from "./deadText/hiddenAndListed";
import { hideAllWithNames } from "./deadText/hideAllWithNames";
import { limitNeverBinds } from "./deadText/limitNeverBinds";
import { requireWithoutConditions } from "./deadText/requireWithoutConditions";
import { noEquivalent } from "./dialect/noEquivalent";
import { oldAction } from "./dialect/oldAction";
import { oldRateLimit } from "./dialect/oldRateLimit";
import { oldRules } from "./dialect/oldRules";
import { oldState } from "./dialect/oldState";
import { oldWildcard } from "./dialect/oldWildcard";
import { stateField } from "./dialect/stateField";
import type { Rule } from "./engine/rule";
import { defaultAllowOpens } from "./exposure/defaultAllowOpens";
import { defaultAllowUnknown } from "./exposure/defaultAllowUnknown";
import { limitEqualsNone } from "./exposure/limitEqualsNone";
import { nothingAllowed } from "./exposure/nothingAllowed";
import { openDangerousTool } from "./exposure/openDangerousTool";
import { branchFullName } from "./holes/branchFullName";
import { caseSensitiveDenial } from "./holes/caseSensitiveDenial";
import { commandChaining } from "./holes/commandChaining";
import { denyIfMayNotFire } from "./holes/denyIfMayNotFire";
import { denyListOfNames } from "./holes/denyListOfNames";
import { emptyTextPasses } from "./holes/emptyTextPasses";
import { hostEscapes } from "./holes/hostEscapes";
import { lineAmongOthers } from "./holes/lineAmongOthers";
import { looseAlternatives } from "./holes/looseAlternatives";
import { negativeAmount } from "./holes/negativeAmount";
import { otherHostSpelling } from "./holes/otherHostSpelling";
import { otherPathSpelling } from "./holes/otherPathSpelling";
import { otherSpelling } from "./holes/otherSpelling";
import { pathEscapes } from "./holes/pathEscapes";
import { patternMatchesEverything } from "./holes/patternMatchesEverything";
import { secondRecipient } from "./holes/secondRecipient";
import { unanchoredAllowList } from "./holes/unanchoredAllowList";
import { unescapedDot } from "./holes/unescapedDot";
import { counterTwoWindows } from "./limits/counterTwoWindows";
import { sameWindowTwice } from "./limits/sameWindowTwice";
import { sharedCounter } from "./limits/sharedCounter";
import { serviceToolName } from "./names/serviceToolName";
import { unknownArgument } from "./names/unknownArgument";
import { unknownTool } from "./names/unknownTool";
import { conditionAlwaysHolds } from "./neverAlways/conditionAlwaysHolds";
import { conditionNeverHolds } from "./neverAlways/conditionNeverHolds";
import { conditionsContradict } from "./neverAlways/conditionsContradict";
import { neverCallable } from "./neverAlways/neverCallable";
import { numberAsText } from "./neverAlways/numberAsText";
import { otherPatternLanguage } from "./neverAlways/otherPatternLanguage";
import { unreachablePath } from "./neverAlways/unreachablePath";
import { valueReadsAsPattern } from "./neverAlways/valueReadsAsPattern";
import { emptyMessage } from "./style/emptyMessage";
import { missingOnDeny } from "./style/missingOnDeny";

/** Every rule, by area. From this list come the settings, the pages and the tables of the documents. */
export const rules: readonly Rule[] = [
  unknownTool,
  serviceToolName,
  unknownArgument,
  hiddenAndListed,
  hideAllWithNames,
  duplicateHide,
  blankHide,
  denyIfAfterAlways,
  requireWithoutConditions,
  limitNeverBinds,
  emptyList,
  conditionsContradict,
  neverCallable,
  conditionNeverHolds,
  numberAsText,
  conditionAlwaysHolds,
  unreachablePath,
  valueReadsAsPattern,
  otherPatternLanguage,
  denyIfMayNotFire,
  patternMatchesEverything,
  emptyTextPasses,
  unanchoredAllowList,
  unescapedDot,
  caseSensitiveDenial,
  pathEscapes,
  hostEscapes,
  commandChaining,
  otherSpelling,
  otherPathSpelling,
  otherHostSpelling,
  secondRecipient,
  denyListOfNames,
  branchFullName,
  looseAlternatives,
  lineAmongOthers,
  negativeAmount,
  openDangerousTool,
  defaultAllowOpens,
  defaultAllowUnknown,
  nothingAllowed,
  limitEqualsNone,
  sharedCounter,
  sameWindowTwice,
  counterTwoWindows,
  oldAction,
  oldRateLimit,
  oldRules,
  oldState,
  oldWildcard,
  noEquivalent,
  stateField,
  missingOnDeny,
  emptyMessage,
];

/** A rule by its code. */
export function findRule(code: string): Rule | undefined {
  return rules.find((rule) => rule.code === code);
}
