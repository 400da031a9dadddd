import type { ServerChoice } from "../../catalogue/chooseServer";
import type { Policy } from "../../policy/model/policy";
import type { Environment } from "../environment";
import { namesOthersOnly } from "../namedTools";
import { notImported } from "./joinStack";

/**
 * The server that a policy is listed under; undefined where that is not clear. The only server there is says nothing of a
 * policy that names tools, and none of its.
 */
export function serverInStack(
  policy: Policy,
  choice: ServerChoice,
  catalogue: Environment["catalogue"],
): string | undefined {
  if (choice.kind !== "chosen") return undefined;
  if (choice.by !== "only one") return choice.server;
  return namesOthersOnly(policy, catalogue) ? notImported : choice.server;
}
