import type { CounterTimeline } from "../../messages";
/** A counter as it is drawn: instants in epoch seconds, ascending, with the value from each one on. */
export interface DrawnSeries {
  readonly at: number[];
  readonly value: number[];
  readonly max: number[];
  /** Where calls were denied by it. */
  readonly tripped: readonly {
    readonly at: number;
    readonly value: number;
    readonly call: number;
  }[];
  /** The calls by their instants, to find the one next to a place. */
  readonly calls: readonly {
    readonly at: number;
    readonly call: number;
  }[];
  readonly from: number;
  readonly to: number;
}
/** The steps of a counter's line. At the end of a window it falls to 0. */
export declare function drawnSeries({ points, max }: CounterTimeline): DrawnSeries;
