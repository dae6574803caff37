// Histograms of a data set's columns, drawn when they come into view.
import { draw, format } from "./chart.js";

function option(element) {
  const counts = JSON.parse(element.dataset.counts);
  return {
    grid: { left: 4, right: 4, top: 6, bottom: 4 },
    tooltip: {
      trigger: "axis",
      confine: true,
      formatter: ([bar]) => `${bar.name}\n${format(bar.value)} ${element.dataset.rows}`,
    },
    xAxis: { type: "category", data: JSON.parse(element.dataset.labels), show: false },
    yAxis: { type: "value", show: false },
    series: [{ type: "bar", data: counts, barCategoryGap: counts.length > 12 ? 0 : "15%", itemStyle: { borderRadius: [2, 2, 0, 0] } }],
  };
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      seen.unobserve(target);
      draw(target, () => option(target));
    }
  }
});
for (const element of document.querySelectorAll("[data-histogram]")) {
  seen.observe(element);
}
