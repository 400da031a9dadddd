/** What the tests in the browser tell the machine, one after the other. */
export type Report = { readonly kind: "started"; readonly title: string } | Outcome | { readonly kind: "ended" };

/** What became of one test, or of what runs before or after tests. */
export type Outcome =
  | { readonly kind: "passed"; readonly title: string }
  /** For the reason that its title says. */
  | { readonly kind: "left out"; readonly title: string }
  | { readonly kind: "failed"; readonly title: string; readonly text: string };

/** Where they are told, at the address that the page has come from. */
export const reportPath = "/extension-tests/report";
