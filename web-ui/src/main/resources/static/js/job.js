// The live part of a job's page: curves, state, lanes, history.
import { curves, draw } from "./chart.js";

const page = document.getElementById("charts");
const words = page.dataset;
const names = JSON.parse(words.names);
const live = document.getElementById("live");
const choice = document.getElementById("metric-choice");
const series = new Map();
const throughput = { samplesPerSecond: [], stepsPerSecond: [] };
/** Points kept per curve while watching; the server sends fewer to begin with. */
const KEPT = 2000;
const RATES = new Set(Object.keys(throughput));
const FACTS = new Set(["step", "epoch", "totalSteps", "totalEpochs", "fraction", "etaSeconds", "sequence", "generation"]);

function add(name, step, value) {
  if (!Number.isFinite(step) || !Number.isFinite(value)) return;
  const rate = RATES.has(name);
  if (!rate && !series.has(name)) {
    series.set(name, []);
    offer(name);
  }
  const points = rate ? throughput[name] : series.get(name);
  const last = points.at(-1);
  if (last && last[0] >= step) {
    if (last[0] === step) last[1] = value;
    return;
  }
  points.push([step, value]);
  if (points.length > KEPT) points.splice(0, points.length - KEPT);
}

function offer(name) {
  const plain = name.replace(/^train\./, "");
  if (plain === "loss" || [...choice.options].some((option) => option.value === plain)) return;
  choice.add(new Option(names[plain] ?? plain, plain));
}

function pair(metric) {
  return curves(
    [
      { name: words.holdout, points: series.get(metric) },
      { name: words.train, points: series.get(`train.${metric}`), dash: "dashed" },
    ].filter(({ points }) => points),
  );
}

let scheduled = false;
function redraw() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    draw(document.getElementById("chart-loss"), pair("loss"));
    draw(document.getElementById("chart-metric"), pair(choice.value));
    draw(document.getElementById("chart-throughput"), curves([{ name: words.samples, points: throughput.samplesPerSecond }]));
    page.dataset.points = String([...series.values()].reduce((sum, points) => sum + points.length, 0));
  }, 250);
}

function take(values, prefix = "") {
  const step = Number(values.step);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "number" && !FACTS.has(name)) {
      add(RATES.has(name) ? name : prefix + name, step, value);
    } else if ((name === "train" || name === "metrics") && value && typeof value === "object") {
      take({ ...value, step }, name === "train" ? "train." : "");
    }
  }
}

let asked = false;
function refresh() {
  if (asked) return;
  asked = true;
  setTimeout(() => {
    asked = false;
    htmx.trigger(live, "refresh");
  }, 400);
}

let evaluating = false;
function evaluated() {
  if (evaluating) return;
  evaluating = true;
  setTimeout(() => {
    evaluating = false;
    htmx.trigger(document.body, "evaluation");
  }, 1000);
}

/** The live part brings the lanes and the digest along; they belong further down. */
function place() {
  for (const target of document.querySelectorAll("[data-from]")) {
    const source = document.getElementById(target.dataset.from);
    if (source) target.replaceChildren(...source.children);
  }
}

function active() {
  return document.getElementById("job-state")?.dataset.active !== "false";
}

function listen() {
  const events = new EventSource(`/jobs/${encodeURIComponent(words.job)}/events?after=${words.after}`);
  const on = (kind, react) => events.addEventListener(kind, (event) => react(JSON.parse(event.data)));
  on("metric", ({ values }) => {
    take(values);
    redraw();
    evaluated();
  });
  on("step", ({ values }) => {
    take(values);
    redraw();
  });
  for (const kind of ["state", "assignment", "problem", "checkpoint"]) {
    on(kind, () => {
      refresh();
      htmx.trigger(document.body, "history");
      if (kind === "checkpoint" || kind === "state") htmx.trigger(document.body, "checkpoints");
    });
  }
  on("end", () => events.close());
}

async function begin() {
  const answer = await fetch(`/jobs/${encodeURIComponent(words.job)}/series`, { headers: { "X-Requested-With": "fetch" } });
  if (answer.ok) {
    for (const { name, points } of (await answer.json()).series) {
      for (const { step, value } of points) add(name, step, value);
    }
  }
  if (series.has("accuracy")) choice.value = "accuracy";
  else if (series.has("r2")) choice.value = "r2";
  redraw();
  if (active()) listen();
}

choice.addEventListener("change", redraw);
live.addEventListener("htmx:afterSwap", place);
place();
begin();
setInterval(() => {
  if (active() && !document.hidden) refresh();
}, 2000);
