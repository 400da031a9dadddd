import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection, InitializeParams } from "vscode-languageserver";
import { Configuration } from "../../server/src/lsp/configuration";
import { defaultSettings, type Settings } from "../../server/src/service/settings";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An editor that answers questions about settings when the test says so. */
function editor() {
  const answers: ((section: unknown) => void)[] = [];
  const connection = {
    onDidChangeConfiguration() {},
    workspace: { getConfiguration: () => new Promise((resolve) => answers.push(resolve)) },
  } as unknown as Connection;
  const errors: string[] = [];
  const configuration = new Configuration(connection, { error: (line) => errors.push(line) });
  configuration.initialize({ capabilities: { workspace: { configuration: true } } } as InitializeParams);
  return { configuration, answers, errors };
}

const off = { rules: { "old-action": "off" } };
const isOff = ({ rules }: Settings) => rules.get("old-action") === "off";

describe("settings", () => {
  test("that come in time are waited for", async () => {
    const { configuration, answers } = editor();
    const asked = configuration.of("file:///a");
    answers[0]?.(off);
    expect(isOff(await asked)).toBe(true);
  });

  test("B5 that come an hour later count from then on", async () => {
    const { configuration, answers } = editor();
    const changed = vi.fn();
    configuration.listen(changed);
    const asked = configuration.of("file:///a");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await asked).toEqual(defaultSettings);
    expect(changed).not.toHaveBeenCalled();
    answers[0]?.(off);
    await vi.advanceTimersByTimeAsync(0);
    expect(changed.mock.calls).toEqual([["file:///a"]]);
    expect(isOff(await configuration.of("file:///a"))).toBe(true);
    expect(answers).toHaveLength(1);
  });

  test("B5 that come after the document was closed change nothing", async () => {
    const { configuration, answers } = editor();
    const changed = vi.fn();
    configuration.listen(changed);
    void configuration.of("file:///a");
    await vi.advanceTimersByTimeAsync(2_000);
    configuration.forget("file:///a");
    answers[0]?.(off);
    await vi.advanceTimersByTimeAsync(0);
    expect(changed).not.toHaveBeenCalled();
  });
});
