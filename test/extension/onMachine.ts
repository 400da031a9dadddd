/** Whether the tests run in a browser, in which VS Code has no disk and starts nothing: test/web/extensionHost.web.ts. */
export const isInBrowser = !("process" in globalThis);

/** VS Code's own support for JSON, which code-server does not build for browsers. */
export const jsonSupport = "JSON support in this build of VS Code";

/** A test of what only a machine has. In a browser it is listed as left out, with what is missing there. */
export function testOnMachine(missing: string, title: string, run: Mocha.AsyncFunc | Mocha.Func): Mocha.Test {
  return isInBrowser ? test(`${title} (left out in a browser: no ${missing})`) : test(title, run);
}
