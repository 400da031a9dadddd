/** Loaded into a gateway (`node --expose-gc --import`): says how much memory it holds, without garbage, when it is asked. */
process.on("message", () => {
  // What the first collection finalizes is let go by the second.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ held: heapUsed + external, rss });
});
// It ends as it would without this.
process.channel.unref();
