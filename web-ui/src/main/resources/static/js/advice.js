// Where agents' time goes: a bar per agent, a colour per phase. The bars stay while the words below are read again.
import { draw, format } from "./chart.js";

const section = document.getElementById("advice");
const chart = document.getElementById("chart-phases");
const phases = JSON.parse(chart.dataset.phases);
const ROW = 34;
const AROUND = 92;

function option(bars) {
  return () => ({
    grid: { left: 8, right: 24, top: 48, bottom: 28, containLabel: true },
    legend: { top: 4, left: 8, type: "scroll" },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (value) => `${format(value)} ms` },
    xAxis: { type: "value", name: chart.dataset.unit, nameLocation: "middle", nameGap: 26, axisLabel: { formatter: format } },
    yAxis: { type: "category", inverse: true, data: bars.map(({ name }) => name) },
    series: phases.map((name, phase) => ({
      name,
      type: "bar",
      stack: "step",
      barMaxWidth: 22,
      data: bars.map(({ millis }) => millis[phase]),
    })),
  });
}

function show() {
  const bars = JSON.parse(document.getElementById("advice-data").dataset.bars);
  chart.hidden = bars.length === 0;
  chart.dataset.bars = String(bars.length);
  if (bars.length === 0) return;
  // A height of its own is set on the element, as the content policy allows scripts but no style attributes.
  chart.style.height = `${AROUND + ROW * bars.length}px`;
  draw(chart, option(bars));
}

section.addEventListener("htmx:afterSwap", show);
show();
setInterval(() => {
  const active = document.getElementById("job-state")?.dataset.active !== "false";
  if (active && !document.hidden) htmx.trigger(document.body, "advice");
}, 5000);
document.body.addEventListener("checkpoints", () => htmx.trigger(document.body, "advice"));
