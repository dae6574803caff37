// ECharts in the page's colours. Tooltips are drawn, not HTML: the content policy allows no style attributes.
/* global echarts */
const charts = new Map();
const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 4 });

export const format = (value) =>
  typeof value === "number" && Number.isFinite(value) ? numbers.format(value) : String(value ?? "–");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function themed(option) {
  const text = colour("--chart-text");
  const line = colour("--chart-line");
  const axis = (given) => ({
    axisLabel: { color: text, hideOverlap: true, ...given?.axisLabel },
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    splitLine: { show: given?.type !== "category" && given?.grid !== false, lineStyle: { color: line } },
    nameTextStyle: { color: text },
  });
  return {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    color: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => colour(`--chart-${i}`)),
    ...option,
    legend: option.legend && { textStyle: { color: text }, icon: "roundRect", itemHeight: 4, ...option.legend },
    tooltip: option.tooltip && {
      renderMode: "richText",
      backgroundColor: colour("--chart-tooltip"),
      borderColor: line,
      textStyle: { color: colour("--chart-tooltip-text"), fontSize: 12 },
      ...option.tooltip,
    },
    xAxis: { ...option.xAxis, ...axis(option.xAxis) },
    yAxis: { ...option.yAxis, ...axis(option.yAxis) },
  };
}

/** Lines over steps: each with a name, points [step, value], and where wanted a dash and a colour of the style sheet. */
export function curves(lines) {
  return () => ({
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 4, left: 8, type: "scroll" },
    tooltip: { trigger: "axis", confine: true, valueFormatter: format },
    xAxis: { type: "value", min: "dataMin", max: "dataMax", axisLabel: { formatter: format }, grid: false },
    yAxis: { type: "value", scale: true, axisLabel: { formatter: format } },
    series: lines.map(({ name, points, dash, colour: variable }) => ({
      name,
      type: "line",
      data: points,
      showSymbol: points.length < 3,
      symbolSize: 5,
      lineStyle: { width: 2, type: dash ?? "solid" },
      ...(variable && { itemStyle: { color: colour(variable) } }),
    })),
  });
}

/** Draws `option()` into `element`, and again whenever its size or the theme changes. */
export function draw(element, option) {
  const known = charts.get(element);
  if (known) {
    known.option = option;
    known.chart.setOption(themed(option()), { notMerge: true, lazyUpdate: true });
    return;
  }
  const chart = echarts.init(element, null, { renderer: "canvas" });
  charts.set(element, { chart, option });
  chart.setOption(themed(option()));
  new ResizeObserver(() => chart.resize()).observe(element);
}

document.addEventListener("theme", () => {
  for (const { chart, option } of charts.values()) {
    chart.setOption(themed(option()), { notMerge: true });
  }
});
