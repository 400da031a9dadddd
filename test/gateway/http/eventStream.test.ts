import { expect, it, vi } from "vitest";
import { EventSplitter, type StreamEvent } from "../../../server/src/gateway/http/eventStream";

const split = (chunks: Iterable<Buffer>, longest?: number): StreamEvent[] => {
  const splitter = new EventSplitter(longest);
  const events = [...chunks].flatMap((chunk) => splitter.add(chunk));
  return [...events, ...splitter.rest()];
};
const texts = (events: readonly StreamEvent[]): string[] => events.map(({ bytes }) => bytes.toString("latin1"));

it("cuts a stream at its blank lines, wherever its chunks end", () => {
  const expected = [
    "a: 1\n\n",
    "\n",
    "data: 2\r\n\r\n",
    "data: 3\r\r",
    "data\r\n\r",
    "\r\n",
    ": x\n\r\n",
    "\r",
    "end\r",
  ];
  const bytes = Buffer.from(expected.join(""), "latin1");
  const whole = texts(split([bytes]));
  expect(whole.join("")).toBe(bytes.toString("latin1"));
  expect(whole.slice(0, 4)).toEqual(expected.slice(0, 4));
  for (let size = 1; size < bytes.length; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(texts(split(chunks))).toEqual(whole);
  }
});

it("copies a long event once", () => {
  const concat = vi.spyOn(Buffer, "concat");
  const chunk = Buffer.alloc(1_000, "a");
  const [event] = split([...Array(200).fill(chunk), Buffer.from("\n\n")]);
  expect(event?.bytes.length).toBe(200_002);
  const copied = concat.mock.calls.reduce(
    (sum, [pieces]) => sum + pieces.reduce((all, { length }) => all + length, 0),
    0,
  );
  expect(copied).toBeLessThan(500_000);
  concat.mockRestore();
});

it("keeps no more of an event than may be passed on, and ends there", () => {
  const splitter = new EventSplitter(100);
  expect(splitter.add(Buffer.from(`data: 1\n\ndata: ${"a".repeat(60)}`)).length).toBe(1);
  expect(splitter.isTooLong).toBe(false);
  expect(splitter.add(Buffer.from(`${"a".repeat(60)}\n\ndata: 2\n\n`))).toEqual([]);
  expect(splitter.isTooLong).toBe(true);
  expect(splitter.add(Buffer.from("data: 3\n\n"))).toEqual([]);
  expect(splitter.rest()).toEqual([]);
});
