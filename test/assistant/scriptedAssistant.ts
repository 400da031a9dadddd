/** A call of a tool of `mcp-policy mcp`: its structured answer. */
export type Ask = (tool: string, args: object) => Promise<object>;

/** A call of a server's tool. */
export interface WantedCall {
  readonly tool: string;
  readonly arguments: object;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly range: { readonly from: Place; readonly to: Place }; readonly newText: string }[];
}

interface Checked {
  readonly problems: readonly { readonly severity: string; readonly message: string; readonly fixes: readonly Fix[] }[];
}

interface Probed {
  readonly tools: readonly {
    readonly tool: string;
    readonly holes: readonly { readonly arguments: object; readonly fixes: readonly Fix[] }[];
  }[];
}

/** More turns than any policy of the tests takes; one that takes them all is not repaired. */
const mostTurns = 40;

/**
 * An assistant without a model: it knows the tools of `mcp-policy mcp` and what must stay allowed, and nothing of policies.
 * It checks, probes, takes the first fix of what is found that stops the call and keeps the wanted ones, and asks again, until
 * nothing is found.
 */
export async function repairPolicy(
  ask: Ask,
  draft: string,
  wanted: readonly WantedCall[],
): Promise<{ readonly policy: string; readonly transcript: readonly string[]; readonly isDone: boolean }> {
  const transcript: string[] = [];
  let policy = draft;
  for (let turn = 0; turn < mostTurns; turn++) {
    const { problems } = (await ask("policy_check", { policy })) as Checked;
    const errors = problems.filter(({ severity }) => severity === "error");
    transcript.push(`policy_check     ${counted(errors.length, "error")}`);
    const [error] = errors;
    if (error !== undefined) {
      transcript.push(`                 ${error.message}`);
      const [fix] = error.fixes;
      if (fix === undefined) return { policy, transcript, isDone: false };
      transcript.push(`  takes          ${fix.title}`);
      policy = withFix(policy, fix);
      continue;
    }
    const { tools } = (await ask("policy_probe", { policy })) as Probed;
    const holes = tools.flatMap(({ tool, holes: found }) => found.map((hole) => ({ tool, ...hole })));
    transcript.push(`policy_probe     ${counted(holes.length, "hole")}`);
    const [hole] = holes;
    if (hole === undefined) return { policy, transcript, isDone: true };
    transcript.push(`                 ${hole.tool} ${JSON.stringify(hole.arguments)}`);
    const closed = await closedBy(ask, policy, hole, wanted);
    if (closed === undefined) return { policy, transcript, isDone: false };
    transcript.push(`  takes          ${closed.title}`);
    policy = closed.policy;
  }
  return { policy, transcript, isDone: false };
}

/** The first fix that stops the call and keeps the wanted ones; where there is none, the tool is left to the default. */
async function closedBy(
  ask: Ask,
  policy: string,
  { tool, arguments: args, fixes }: { tool: string; arguments: object; fixes: readonly Fix[] },
  wanted: readonly WantedCall[],
) {
  const calls = [{ tool, arguments: args }, ...wanted];
  const isClosed = async (after: string) => {
    const [hole, ...others] = await decisions(ask, after, calls);
    return hole === "deny" && others.every((decision) => decision === "allow");
  };
  for (const fix of fixes) {
    const after = withFix(policy, fix);
    if (await isClosed(after)) return { title: fix.title, policy: after };
  }
  const { tools, ...rest } = JSON.parse(policy);
  const others = Object.fromEntries(Object.entries(tools).filter(([name]) => name !== tool));
  const after = JSON.stringify({ ...rest, tools: others }, null, 2);
  return (await isClosed(after)) ? { title: "Leave the tool out", policy: after } : undefined;
}

/** How a policy decides calls. */
export async function decisions(ask: Ask, policy: string, calls: readonly WantedCall[]): Promise<readonly string[]> {
  const answer = (await ask("policy_simulate", { policy, calls })) as { decisions: { decision: string }[] };
  return answer.decisions.map(({ decision }) => decision);
}

/** The text after the edits of a fix, which count lines and columns from 1. */
function withFix(text: string, { edits }: Fix): string {
  const lines = text.split("\n");
  const offset = ({ line, column }: Place) =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return [...edits]
    .sort((a, b) => offset(b.range.from) - offset(a.range.from))
    .reduce(
      (after, { range, newText }) => after.slice(0, offset(range.from)) + newText + after.slice(offset(range.to)),
      text,
    );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
