/** _Show Log_, in a VS Code whose compiled logger has a stand-in (test/vscodeHost/standIns). */
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const iamPolicy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}\n';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench({ "policy.json": iamPolicy });
});
afterAll(() => workbench?.close());

it("shows what the extension has logged", async () => {
  const { page } = workbench;
  await workbench.open("policy.json");
  await page.locator(".statusbar-item", { hasText: /^JSON$/ }).waitFor();
  await workbench.run("MCP Policy: Show Log");
  await eventually(async () => {
    const lines = (await page.locator(".part.panel .view-line").allInnerTexts()).join("").replaceAll("\u00a0", " ");
    expect(lines).toMatch(/\d\d:\d\d:\d\d\.\d{3} \[info\] .*policy\.json is an AWS IAM/);
  });
});
