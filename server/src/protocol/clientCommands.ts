/**
 * The commands of our client that the server names in lenses, hovers and actions. It names none for an editor that does not
 * say in its initialization options that it has them.
 */

/** Opens the simulator: on a policy, a tool or a call. */
export const simulateCommand = "mcpPolicy.simulateCall";

/** Looks for calls that get past the rules of a policy, a tool or a condition. */
export const probeCommand = "mcpPolicy.probe";

/** Keeps a call as a test that expects a denial. */
export const saveCallAsTestCommand = "mcpPolicy.saveCallAsTest";

/** Asks which server a policy is about. */
export const chooseServerCommand = "mcpPolicy.chooseServer";

/** Shows the page of a rule. */
export const showRuleCommand = "mcpPolicy.showRule";

/** Writes into the settings that a rule is silent, or about a tool. */
export const silenceCommand = "mcpPolicy.silenceRule";

/** Saves the configuration after a rule is silenced in it. */
export const savedConfigCommand = "mcpPolicy.saveConfiguration";

/** Runs the tests of a file, or one of them. */
export const runTestsCommand = "mcpPolicy.runTests";
