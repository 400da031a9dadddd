/** The page *What Your Agents Can Call*: shows the stack that the extension host sends, and sends back what is pressed. */

import { render } from "lit";
import { takeWords } from "../../shared/page/takeWords";
import { everything } from "../stackFilter";
import type { ShownStack, StackHostMessage, StackPageMessage } from "../stackMessages";
import type { PageFilter, StackPage } from "./stackPage";
import { stackView } from "./stackView";

takeWords();
const host = acquireVsCodeApi<{ readonly filter: PageFilter }>();
const root = document.getElementById("page");
const kept = host.getState()?.filter;
let filter: PageFilter = {
  text: kept?.text ?? "",
  risks: kept?.risks ?? [],
  states: kept?.states ?? everything.states,
};
let stack: ShownStack = null;
let revision = -1;
let showsAll = false;

window.addEventListener("message", ({ data }: MessageEvent<StackHostMessage>) => {
  if (data?.type !== "stack") return;
  ({ stack, revision } = data);
  draw();
});
send({ type: "ready" });

function draw(): void {
  if (root === null) return;
  const page: StackPage = {
    stack,
    filter,
    showsAll,
    setFilter(next) {
      filter = next;
      host.setState({ filter });
      draw();
    },
    showAll() {
      showsAll = true;
      draw();
    },
    send: (type) => send({ type }),
    act: (type, index) => send({ type, revision, index }),
  };
  render(stackView(page), root);
}

function send(message: StackPageMessage): void {
  host.postMessage(message);
}
