import uPlot from "uplot";
import { type DrawnSeries, drawnSeries } from "../../state/drawnSeries";
import type { CounterPoint, CounterTimeline, Timeline } from "../../state/messages";
import { timeLabels } from "../../state/timeLabels";

const height = 130;

/** Room for the longest label that charts have commonly, with a gap. */
const labelWidth = 84;

/** What a chart shows, and what becomes of a choice in it. */
export interface ChartState {
  readonly counter: CounterTimeline;
  /** The time that is drawn. */
  readonly extent: Pick<Timeline, "from" | "to">;
  /** Index of the call whose decision is shown; null for none. */
  readonly selected: number | null;
  readonly select: (call: number) => void;
}

/**
 * `<counter-chart>`: one counter over time, drawn by uPlot. A click or an arrow key chooses a call. The canvas says
 * nothing to those who cannot see it: the table beside it does.
 */
export class CounterChart extends HTMLElement {
  #state: ChartState | undefined;
  #series: DrawnSeries | undefined;
  #plot: uPlot | undefined;
  #width = 0;
  readonly #resized = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0 && width !== this.#width) {
      this.#width = width;
      if (this.#plot === undefined) this.#draw();
      else this.#plot.setSize({ width, height });
    }
  });
  readonly #themeChanged = new MutationObserver(() => this.#draw());

  set state(state: ChartState) {
    const before = this.#state;
    this.#state = state;
    if (before?.counter === state.counter && before.extent === state.extent) {
      // The line stays; at most another call is marked in it.
      if (before.selected !== state.selected) this.#plot?.redraw();
      return;
    }
    this.#series = drawnSeries(state.counter, state.extent);
    const { at, value, max } = this.#series;
    if (this.#plot === undefined) this.#draw();
    else {
      this.#plot.setData([at, value, max]);
    }
  }

  connectedCallback(): void {
    this.tabIndex = 0;
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("click", this.#onClick);
    this.#resized.observe(this);
    this.#themeChanged.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  disconnectedCallback(): void {
    this.removeEventListener("keydown", this.#onKey);
    this.removeEventListener("click", this.#onClick);
    this.#resized.disconnect();
    this.#themeChanged.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  /** Draws again, in the colours of the theme. */
  #draw(): void {
    const series = this.#series;
    if (series === undefined || this.#width === 0) return;
    this.#plot?.destroy();
    const colours = coloursOf(this);
    const axis: uPlot.Axis = {
      stroke: colours.quiet,
      grid: { show: false },
      ticks: { stroke: colours.line, width: 1, size: 4 },
      font: `11px ${getComputedStyle(this).fontFamily}`,
      gap: 3,
    };
    const stepped = uPlot.paths.stepped?.({ align: 1 });
    this.#plot = new uPlot(
      {
        width: this.#width,
        height,
        // Room for half a label at the right.
        padding: [10, 26, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
        scales: {
          x: { time: true, range: () => [this.#series?.from ?? 0, this.#series?.to ?? 1] },
          y: { range: (_plot, _min, most) => [0, Math.max(1, this.#state?.counter.max ?? 0, most) * 1.12] },
        },
        axes: [
          { ...axis, size: 26, space: labelWidth, values: (_plot, instants) => timeLabels(instants) },
          { ...axis, size: 44, splits: () => this.#levels() },
        ],
        series: [
          {},
          {
            stroke: colours.value,
            width: 2,
            fill: colours.fill,
            ...(stepped && { paths: stepped }),
            points: { show: false },
          },
          { stroke: colours.max, width: 1.5, dash: [6, 4], points: { show: false } },
        ],
        hooks: {
          drawAxes: [(plot) => this.#drawWindows(plot, colours)],
          draw: [(plot) => this.#drawCalls(plot, colours)],
        },
      },
      [series.at, series.value, series.max],
      this,
    );
  }

  /** What is written at the side: nothing, the maximum, and half of it where that is a whole number. */
  #levels(): number[] {
    const max = this.#state?.counter.max ?? 0;
    return max % 2 === 0 && max > 2 ? [0, max / 2, max] : [0, max];
  }

  /** A thin line where a window ends and the next begins. */
  #drawWindows(plot: uPlot, colours: Colours): void {
    for (const boundary of this.#state?.counter.boundaries ?? [])
      line(plot, boundary / 1_000, colours.line, devicePixelRatio, [2, 3]);
  }

  /** A cross where a call was denied, and a ring on a line at the selected call. */
  #drawCalls(plot: uPlot, colours: Colours): void {
    const { ctx } = plot;
    const size = 4.5 * devicePixelRatio;
    ctx.save();
    ctx.setLineDash([]);
    ctx.strokeStyle = colours.denied;
    ctx.lineWidth = 2 * devicePixelRatio;
    let last = Number.NEGATIVE_INFINITY;
    for (const { at, value } of this.#series?.tripped ?? []) {
      const x = plot.valToPos(at, "x", true);
      const y = plot.valToPos(value, "y", true);
      // Crosses that cover each other would be a bar, and no longer crosses.
      if (x - last < 2 * size) continue;
      last = x;
      ctx.beginPath();
      ctx.moveTo(x - size, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.moveTo(x + size, y - size);
      ctx.lineTo(x - size, y + size);
      ctx.stroke();
    }
    ctx.restore();
    this.#drawUnknown(plot, colours);
    const selected = this.#state?.counter.points.find(({ call }) => call === this.#state?.selected);
    if (selected !== undefined) this.#drawSelected(plot, colours, selected);
  }

  /** A question mark above the line where it is not known whether a call counts. */
  #drawUnknown(plot: uPlot, colours: Colours): void {
    const { ctx } = plot;
    const size = 12 * devicePixelRatio;
    ctx.save();
    ctx.fillStyle = colours.unknown;
    ctx.font = `bold ${size}px ${getComputedStyle(this).fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    let last = Number.NEGATIVE_INFINITY;
    for (const { at, value } of this.#series?.unknown ?? []) {
      const x = plot.valToPos(at, "x", true);
      if (x - last < size) continue;
      last = x;
      ctx.fillText("?", x, plot.valToPos(value, "y", true) - 3 * devicePixelRatio);
    }
    ctx.restore();
  }

  #drawSelected(plot: uPlot, colours: Colours, { at, value }: CounterPoint): void {
    const { ctx } = plot;
    line(plot, at / 1_000, colours.text, devicePixelRatio, []);
    ctx.save();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(
      plot.valToPos(at / 1_000, "x", true),
      plot.valToPos(value, "y", true),
      7 * devicePixelRatio,
      0,
      2 * Math.PI,
    );
    ctx.strokeStyle = colours.text;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.stroke();
    ctx.restore();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const calls = this.#series?.calls ?? [];
    const position = calls.findIndex(({ call }) => call === this.#state?.selected);
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    const target = {
      ArrowLeft: position < 0 ? calls.length - 1 : position - 1,
      ArrowRight: position + 1,
      Home: 0,
      End: calls.length - 1,
    }[event.key];
    const call = plain && target !== undefined ? calls[target]?.call : undefined;
    if (call !== undefined) {
      event.preventDefault();
      this.#state?.select(call);
    }
  };

  readonly #onClick = (event: MouseEvent): void => {
    const plot = this.#plot;
    if (plot === undefined) return;
    const { left } = plot.over.getBoundingClientRect();
    const at = plot.posToVal(event.clientX - left, "x");
    const [nearest] = [...(this.#series?.calls ?? [])].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
    if (nearest !== undefined) this.#state?.select(nearest.call);
  };
}

interface Colours {
  readonly value: string;
  readonly fill: string;
  readonly max: string;
  readonly line: string;
  readonly quiet: string;
  readonly denied: string;
  readonly unknown: string;
  readonly text: string;
}

/** The theme's colours as they are now: a canvas knows no variables. */
function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const colour = (...names: string[]) =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== "") ?? style.color;
  const value = colour("--vscode-charts-blue", "--vscode-progressBar-background");
  return {
    value,
    fill: /^#[0-9a-f]{6}$/i.test(value) ? `${value}22` : "transparent",
    max: colour("--vscode-charts-red", "--vscode-errorForeground"),
    line: colour("--vscode-contrastBorder", "--vscode-charts-lines", "--vscode-widget-border"),
    quiet: colour("--vscode-descriptionForeground", "--vscode-foreground"),
    denied: colour("--vscode-mcpPolicy-denied"),
    unknown: colour("--vscode-mcpPolicy-notKnown"),
    text: colour("--vscode-foreground"),
  };
}

function line(plot: uPlot, at: number, colour: string, width: number, dash: readonly number[]): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(at, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

customElements.define("counter-chart", CounterChart);
