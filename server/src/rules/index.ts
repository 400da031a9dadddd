import { blankHide } from "./blankHide";
import { caseSensitiveDenial } from "./caseSensitiveDenial";
import { conditionAlwaysHolds } from "./conditionAlwaysHolds";
import { conditionNeverHolds } from "./conditionNeverHolds";
import { conditionsContradict } from "./conditionsContradict";
import { counterTwoWindows } from "./counterTwoWindows";
import { defaultAllowOpens } from "./defaultAllowOpens";
import { denyIfAfterAlways } from "./denyIfAfterAlways";
import { denyIfMayNotFire } from "./denyIfMayNotFire";
import { duplicateHide } from "./duplicateHide";
import { emptyList } from "./emptyList";
import { emptyMessage } from "./emptyMessage";
import { emptyTextPasses } from "./emptyTextPasses";
import { hiddenAndListed } from "./hiddenAndListed";
import { hideAllWithNames } from "./hideAllWithNames";
import { limitEqualsNone } from "./limitEqualsNone";
import { limitNeverBinds } from "./limitNeverBinds";
import { missingOnDeny } from "./missingOnDeny";
import { neverCallable } from "./neverCallable";
import { noEquivalent } from "./noEquivalent";
import { nothingAllowed } from "./nothingAllowed";
import { numberAsText } from "./numberAsText";
import { oldAction } from "./oldAction";
import { oldRateLimit } from "./oldRateLimit";
import { oldRules } from "./oldRules";
import { oldState } from "./oldState";
import { oldWildcard } from "./oldWildcard";
import { openDangerousTool } from "./openDangerousTool";
import { patternMatchesEverything } from "./patternMatchesEverything";
import { requireWithoutConditions } from "./requireWithoutConditions";
import type { Rule } from "./rule";
import { sameWindowTwice } from "./sameWindowTwice";
import { serviceToolName } from "./serviceToolName";
import { sharedCounter } from "./sharedCounter";
import { stateField } from "./stateField";
import { unanchoredAllowList } from "./unanchoredAllowList";
import { unescapedDot } from "./unescapedDot";
import { unknownArgument } from "./unknownArgument";
import { unknownTool } from "./unknownTool";

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
  denyIfMayNotFire,
  patternMatchesEverything,
  emptyTextPasses,
  unanchoredAllowList,
  unescapedDot,
  caseSensitiveDenial,
  openDangerousTool,
  defaultAllowOpens,
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
