import assert from "node:assert/strict";
import { DiagnosticSeverity, languages, workspace } from "vscode";
import {
  closeAll,
  mistakenPolicy,
  policyLanguage,
  problemsOf,
  replace,
  showFile,
  showPolicy,
  soundPolicy,
  until,
  untilServerIsIdle,
  untilUnderlined,
} from "./editor";

suite("diagnostics", () => {
  teardown(closeAll);

  test("say where, what, how bad, under which code, and who says so", async () => {
    const { document } = await showPolicy(mistakenPolicy);
    await untilUnderlined(document, '"denied"');
    const [problem] = problemsOf(document.uri);
    assert.equal(problem?.code, "unknown-default");
    assert.equal(problem?.source, "mcp-policy");
    assert.equal(problem?.severity, DiagnosticSeverity.Error);
    assert.match(problem?.message ?? "", /"denied" is not a default/);
  });

  test("go when the mistake is mended, and come back with it", async () => {
    const { document } = await showPolicy(mistakenPolicy);
    await untilUnderlined(document, '"denied"');
    await replace(document, "denied", "deny");
    await untilUnderlined(document);
    await replace(document, '"version"', '"verison"');
    await until(() => problemsOf(document.uri).length > 0 || undefined, "the new mistake is found");
  });

  test("of a sound policy are none, of nobody", async () => {
    const { document } = await showFile("policy.json");
    assert.equal(document.languageId, policyLanguage);
    await untilServerIsIdle();
    assert.deepEqual(languages.getDiagnostics(document.uri), []);
  });

  test("come also for a text that is no file", async () => {
    const document = await workspace.openTextDocument({ language: policyLanguage, content: mistakenPolicy });
    await untilUnderlined(document, '"denied"');
    const sound = await workspace.openTextDocument({ language: policyLanguage, content: soundPolicy });
    await untilServerIsIdle();
    assert.deepEqual(problemsOf(sound.uri), []);
  });
});
