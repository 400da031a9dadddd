/** How a handler fails on purpose. */
const faults: Readonly<Record<string, () => Promise<never> | never>> = {
  throws: () => {
    throw new Error("injected fault");
  },
  rejects: () => new Promise((_, refuse) => setTimeout(() => refuse(new Error("injected fault")), 1)),
  "throws a text": () => {
    throw "injected fault";
  },
  "throws nothing": () => {
    throw undefined;
  },
  "throws what cannot be shown": () => {
    throw Object.create(null);
  },
};

/** The faults that are still to come, by request; read on first use. */
let pending: Map<string, string> | undefined;

/**
 * Lets the next handling of a request fail, once. For the server that the tests build; what is shipped has none of this.
 * `wanted` names the requests, for instance `textDocument/hover,mcpPolicy/tools=rejects`.
 */
export function injectFault(wanted: string, request: string): Promise<never> | undefined {
  pending ??= new Map(
    wanted.split(",").map((word) => {
      const [name = "", fault = "throws"] = word.split("=");
      return [name, fault];
    }),
  );
  const fault = pending.get(request);
  pending.delete(request);
  return fault === undefined ? undefined : faults[fault]?.();
}
