// Curves of the last evaluation. The charts stay while the numbers below are read again.
import { draw, format } from "./chart.js";

const section = document.getElementById("evaluation");
const charts = document.getElementById("evaluation-charts");
const words = charts.dataset;

/** A curve in the unit square, beside a line to compare it with. */
function square(x, y, name, points, other) {
  const axis = (title) => ({ type: "value", name: title, nameLocation: "middle", nameGap: 28, min: 0, max: 1, axisLabel: { formatter: format } });
  return () => ({
    grid: { left: 28, right: 16, top: 32, bottom: 28, containLabel: true },
    legend: { top: 4, left: 8 },
    tooltip: { trigger: "item", confine: true, formatter: ({ value }) => `${x} ${format(value[0])}\n${y} ${format(value[1])}` },
    xAxis: axis(x),
    yAxis: axis(y),
    series: [
      { name, type: "line", data: points, showSymbol: points.length < 30, symbolSize: 6, lineStyle: { width: 2 } },
      { name: other.name, type: "line", data: other.points, showSymbol: false, lineStyle: { width: 1, type: "dashed" } },
    ],
  });
}

function show() {
  const { points, bins } = JSON.parse(document.getElementById("evaluation-data").dataset.curves);
  const panels = { roc: points, pr: points, calibration: bins };
  charts.hidden = !points && !bins;
  for (const [name, curve] of Object.entries(panels)) {
    document.getElementById(`chart-${name}`).parentElement.hidden = !curve;
  }
  if (points) {
    const roc = points.map((point) => [point.falsePositives, point.truePositives]);
    const pr = points.map((point) => [point.truePositives, point.precision]);
    const share = points.at(-1).precision;
    draw(document.getElementById("chart-roc"), square(words.false, words.true, words.roc, roc, { name: words.chance, points: [[0, 0], [1, 1]] }));
    draw(document.getElementById("chart-pr"), square(words.recall, words.precision, words.pr, pr, { name: words.chance, points: [[0, share], [1, share]] }));
  }
  if (bins) {
    const shares = bins.map((bin) => [bin.confidence, bin.share]);
    draw(document.getElementById("chart-calibration"), square(words.confidence, words.share, words.calibration, shares, { name: words.ideal, points: [[0, 0], [1, 1]] }));
  }
  charts.dataset.points = String((points?.length ?? 0) + (bins?.length ?? 0));
}

section.addEventListener("htmx:afterSwap", show);
show();
