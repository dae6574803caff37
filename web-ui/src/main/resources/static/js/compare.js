// Curves of several jobs over each other. The address remembers which curve is shown.
import { curves, draw } from "./chart.js";

const chart = document.getElementById("chart-compare");
const choice = document.getElementById("curve-choice");
const names = JSON.parse(chart.dataset.names);
/** Colour alone would not tell curves apart that lie on each other. */
const DASHES = ["solid", "dashed", "dotted", [10, 4, 2, 4]];
const here = new URL(location.href);

async function read(element) {
  const id = element.dataset.curvesOf;
  const answer = await fetch(`/jobs/${encodeURIComponent(id)}/series`, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new Error(`the curves of job ${id}: status ${answer.status}`);
  const { series } = await answer.json();
  return {
    name: element.dataset.name,
    series: new Map(series.map(({ name, points }) => [name, points.map(({ step, value }) => [step, value])])),
  };
}

function word(name) {
  const plain = name.replace(/^train\./, "");
  const told = names[plain] ?? plain;
  return plain === name ? told : `${told} · ${chart.dataset.train}`;
}

function show(jobs) {
  const lines = jobs.flatMap(({ name, series }, index) => {
    const points = series.get(choice.value);
    return points ? [{ name, points, dash: DASHES[index], colour: `--chart-${index + 1}` }] : [];
  });
  draw(chart, curves(lines));
  chart.dataset.lines = String(lines.length);
}

async function begin() {
  const answers = await Promise.allSettled([...document.querySelectorAll("[data-curves-of]")].map(read));
  const jobs = answers.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  document.getElementById("curves-failed").hidden = jobs.length === answers.length;
  const all = [...new Set(jobs.flatMap(({ series }) => [...series.keys()]))].sort((a, b) => word(a).localeCompare(word(b)));
  document.getElementById("no-curves").hidden = all.length > 0;
  choice.hidden = chart.hidden = all.length === 0;
  if (all.length === 0) return;
  for (const name of all) choice.add(new Option(word(name), name));
  choice.value = [here.searchParams.get("curve"), "loss"].find((name) => all.includes(name)) ?? all[0];
  choice.addEventListener("change", () => {
    here.searchParams.set("curve", choice.value);
    history.replaceState(null, "", here);
    show(jobs);
  });
  show(jobs);
}

begin();
