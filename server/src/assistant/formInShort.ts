import { operators } from "../policy/model/operators";

/** The form of a policy, for an assistant that has nothing else to learn it from. */
export const formInShort = `The form: {"version":"1","default":"deny","hide":["TOOL"],"all_tools":{"limits":[LIMIT]},"tools":{"TOOL":{"require":[ENTRY],"deny_if":[ENTRY],"limits":[LIMIT]}}}; "TOOL":{} allows it without checks. ENTRY: {"conditions":[{"path":"args.NAME","op":OP,"value":VALUE}],"on_deny":"what the agent reads"}. LIMIT: {"counter":"NAME","window":"minute"|"hour"|"day","max":10,"scope":"grant"}. OP: ${[...operators.keys()].join(", ")}. All of require must hold, any of deny_if denies; without the argument no OP but exists holds. Patterns are Go's, and match anywhere without ^ and $.`;
