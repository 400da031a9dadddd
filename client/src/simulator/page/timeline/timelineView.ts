import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { counted } from "../../../shared/words/counted";
import { perWindow } from "../../../shared/words/perWindow";
import { stateName } from "../../../shared/words/stateName";
import type { CounterPoint, CounterTimeline } from "../../state/messages";
import { dateOf, timeOf } from "../format";
import type { Page } from "../page";
import type { ChartState } from "./counterChart";
import "./counterChart";
import { grouped } from "../../../shared/words/grouped";

/** Every counter of the scenario against its maximum, as charts and as a table. */
export function timelineView(page: Page): TemplateResult | typeof nothing {
  const { timeline } = page.state;
  if (timeline === null) {
    return nothing;
  }
  const { counters, more } = timeline;
  return html`<section class="timeline" aria-labelledby="timeline-title">
    <h2 id="timeline-title" class="section-title">
      ${l10n.t("Counters over time")}
      <span class="quiet">
        ${l10n.t("times in UTC; a dotted line begins a window")}${more > 0 ? l10n.t`; ${counted(more, "more counter")} not shown` : ""}
      </span>
    </h2>
    <div class="charts">${counters.map((counter) => chartView(page, counter, timeline))}</div>
    <details
      .open=${page.isOpen("counters-table")}
      @toggle=${(event: Event) => page.setOpen("counters-table", (event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>${l10n.t("As a table")}</summary>
      ${page.isOpen("counters-table") ? guard([timeline], () => tableView(counters)) : nothing}
    </details>
  </section>`;
}

function chartView(page: Page, counter: CounterTimeline, extent: ChartState["extent"]): TemplateResult {
  const { key, window, grant, max, points } = counter;
  const selected = page.state.selected?.index ?? null;
  const shown = points.find(({ call }) => call === selected);
  const state: ChartState = {
    counter,
    extent,
    selected,
    select: (index: number) => page.send({ type: "select-call", index }),
  };
  return html`<figure class="chart">
    <figcaption>
      <code title=${key}>${key}</code>
      <span class="quiet">${max} ${perWindow(window)}${grant === "default" ? "" : l10n.t` · grant ${grant}`}</span>
    </figcaption>
    <counter-chart
      role="slider"
      aria-label=${`${key}, ${max} ${perWindow(window)}. ${summaryOf(counter)}`}
      aria-valuemin="1"
      aria-valuemax=${points.length}
      aria-valuenow=${shown === undefined ? points.length : points.indexOf(shown) + 1}
      aria-valuetext=${shown === undefined ? l10n.t("No call of this counter is selected") : pointInWords(shown)}
      .state=${state}
    ></counter-chart>
    <p class="chart-words">${shown === undefined ? summaryOf(counter) : pointInWords(shown)}</p>
  </figure>`;
}

/** What the chart shows, in a sentence. */
function summaryOf({ points, max }: CounterTimeline): string {
  const tripped = points.filter(({ trips }) => trips);
  const [first] = tripped;
  const most = points.reduce((highest, { value }) => Math.max(highest, value), 0);
  const unknown = points.filter(({ decision }) => decision === "unknown").length;
  const doubt = unknown === 0 ? "" : l10n.t` ${counted(unknown, "call")} not known, and not counted.`;
  if (first === undefined) return l10n.t`${grouped(most)} of ${grouped(max)} used.${doubt}`;
  return l10n.t`Denies ${counted(tripped.length, "call")}, first call ${first.call + 1} at ${clock(first)}.${doubt}`;
}

function pointInWords(point: CounterPoint): string {
  return l10n.t`Call ${point.call + 1} at ${clock(point)}: ${grouped(point.value)} of ${grouped(point.max)}${outcomeOf(point)}.`;
}

function outcomeOf({ trips, decision }: CounterPoint): string {
  if (trips) return l10n.t(", ✕ denied by this limit");
  if (decision === "unknown") return l10n.t(", ? not known whether it counts");
  return decision === "deny" ? l10n.t(", denied by another check") : l10n.t(", allowed");
}

function clock({ at }: CounterPoint): string {
  return timeOf(new Date(at).toISOString());
}

function tableView(counters: readonly CounterTimeline[]): TemplateResult {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${l10n.t("Counters over time, as a table")}>
    <table>
      <thead>
        <tr>
          <th scope="col">${l10n.t("Counter")}</th>
          <th scope="col">${l10n.t("Grant")}</th>
          <th scope="col">${l10n.t("Call")}</th>
          <th scope="col">${l10n.t("Time, UTC")}</th>
          <th scope="col">${l10n.t("Value")}</th>
          <th scope="col">${l10n.t("Maximum")}</th>
          <th scope="col">${l10n.t("Decision")}</th>
        </tr>
      </thead>
      <tbody>
        ${counters.flatMap(({ key, grant, window, points }) =>
          points.map((point) => {
            const iso = new Date(point.at).toISOString();
            return html`<tr>
              <th scope="row">${key} <span class="quiet">${perWindow(window)}</span></th>
              <td>${grant}</td>
              <td>${point.call + 1}</td>
              <td>${dateOf(iso)} ${timeOf(iso)}</td>
              <td>${point.value}</td>
              <td>${point.max}</td>
              <td>${point.trips ? l10n.t("denied by this limit") : point.decision === "deny" ? l10n.t("denied otherwise") : stateName(point.decision)}</td>
            </tr>`;
          }),
        )}
      </tbody>
    </table>
  </div>`;
}
