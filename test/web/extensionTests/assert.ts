/** Takes the place of node:assert/strict, as far as the tests use it. */
import { assert as chai, config } from "chai";

// As much as there is: what differs may be at the end.
config.truncateThreshold = 0;

async function rejects(promise: PromiseLike<unknown> | (() => PromiseLike<unknown>), expected = /^/): Promise<void> {
  let reason: unknown;
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (error) {
    reason = error;
    chai.match(String(error), expected);
  }
  chai.isDefined(reason, "it is rejected");
}

export default {
  ok: chai.isOk,
  equal: chai.strictEqual,
  notEqual: chai.notStrictEqual,
  deepEqual: chai.deepEqual,
  notDeepEqual: chai.notDeepEqual,
  match: chai.match,
  doesNotMatch: chai.notMatch,
  fail: (message?: string): never => chai.fail(message),
  rejects,
};
