import type { Connection } from "vscode-languageserver";
import { type StackResult, stackChangedNotification, stackRequest } from "../protocol/stack";
import type { StackServer } from "../service/stack/stack";
import { seldom } from "./late/late";
import { notifyClient, onPolicyRequest } from "./policyRequests";
import type { StackSurroundings } from "./stackEntries";

/** Tells the editor that the stack has changed. */
export interface StackNews {
  /** Something that the stack is made of may have changed. */
  changed(): void;
  /** The policies that are about an imported server, by the address of its file. */
  policiesAbout(serverFile: string): Promise<StackServer["policies"]>;
}

const nothing: StackResult = { servers: [], tools: [], pairs: [], pairCount: 0, left: [], report: null };

/** Binds what shows everything that agents can call. A change is told once for each answer: who does not ask hears nothing. */
export function bindStack(connection: Connection, surroundings: StackSurroundings): StackNews {
  let isToTell = false;
  onPolicyRequest(connection, stackRequest, nothing, async (asked) => {
    // From here on: what changes while the files are read is told, too.
    isToTell = true;
    return seldom("stackOf")(surroundings, asked);
  });
  return {
    policiesAbout: (serverFile) => seldom("policiesAbout")(surroundings, serverFile),
    changed() {
      if (!isToTell) return;
      isToTell = false;
      notifyClient(connection, stackChangedNotification, {}).catch(() => {});
    },
  };
}
