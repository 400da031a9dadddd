/** Mocha's `spec` report with a last line that `test/run.mjs` and CI can read. */
const { Spec } = require("mocha").reporters;

module.exports = class ClosingLineReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
};
