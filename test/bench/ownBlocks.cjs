/**
 * For `node --require`: writes how long the main thread kept its requests waiting by its own work, in milliseconds of
 * processor time, to the file `OWN_BLOCKS`, beside what it waited for a processor. On Linux, which tells both by thread.
 */
const { appendFileSync, readFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

/** How often it looks; what is shorter than `least` is no block. */
const period = 10;
const least = 50;

if (isMainThread && process.env.OWN_BLOCKS !== undefined) {
  let last = times();
  setInterval(() => {
    const now = times();
    const [wall, own, waiting] = now.map((each, index) => Math.round(each - last[index]));
    if (wall > least) appendFileSync(process.env.OWN_BLOCKS, `${wall} ${own} ${waiting}\n`);
    last = now;
  }, period).unref();
}

/** The time that has passed, that this thread has run, and that it was ready to run but did not get a processor. */
function times() {
  const [ran, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
  return [performance.now(), Number(ran) / 1e6, Number(waited) / 1e6];
}
