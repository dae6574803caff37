// Sends the files piece by piece, going on where a connection broke; what the control plane says about them is shown in place.
const form = document.getElementById("upload");
const files = document.getElementById("files");
const zone = document.getElementById("drop-zone");
const bar = document.getElementById("upload-bar");
const status = document.getElementById("upload-status");
const refusal = document.getElementById("upload-refusal");
const start = document.getElementById("upload-start");
const stop = document.getElementById("upload-stop");
const name = document.getElementById("name");
const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
const csrf = document.querySelector("meta[name=csrf]");

const megabytes = (bytes) => `${numbers.format(bytes / 1e6)} MB`;

function showChosen() {
  const list = document.getElementById("chosen");
  list.replaceChildren(
    ...[...files.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} · ${megabytes(file.size)}`;
      return item;
    }),
  );
  if (!name.value && files.files.length > 0) {
    name.value = files.files[0].name.split(".")[0].replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 100);
  }
}

function spec() {
  const chosen = (id) => document.getElementById(id).value;
  const answer = { name: name.value.trim() };
  if (chosen("format")) answer.format = chosen("format");
  if (chosen("header")) answer.header = chosen("header") === "true";
  if (chosen("delimiter")) answer.delimiter = chosen("delimiter");
  if (chosen("label-column").trim()) {
    answer.columns = [{ name: chosen("label-column").trim(), role: "label" }];
  }
  return answer;
}

function refuse(message, advice = "", violations = []) {
  document.getElementById("refusal-message").textContent = message;
  document.getElementById("refusal-advice").textContent = advice;
  document.getElementById("refusal-violations").replaceChildren(
    ...violations.map(({ field, message: what, advice: how }) => {
      const item = document.createElement("li");
      item.textContent = [field && `${field}:`, what, how].filter(Boolean).join(" ");
      return item;
    }),
  );
  refusal.hidden = false;
}

// A piece is what a pause or a break may cost.
const PIECE_BYTES = 16e6;
const LONGEST_WAIT = 10000;
let going = null;

class Refused extends Error {
  constructor(code, answer) {
    super(answer?.message);
    this.code = code;
    this.answer = answer;
  }
}

// Retried: no answer, a control plane that is away, an upload whose last request still ends.
const passes = (code) => code === 0 || code === 409 || code === 423 || code === 502 || code === 503 || code === 504;

function ask(method, url, body, { type, signal, progress } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader(csrf.dataset.header, csrf.content);
    if (type) request.setRequestHeader("Content-Type", type);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => progress?.(loaded);
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new Refused(request.status, request.response));
    request.onerror = () => reject(new Refused(0));
    request.onabort = () => reject(signal.reason);
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

/** Asks until an answer comes that further asking does not change. */
async function persist(signal, question) {
  for (let wait = 500; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      signal.throwIfAborted();
      return await question();
    } catch (refused) {
      if (!(refused instanceof Refused) || !passes(refused.code)) throw refused;
      status.textContent = form.dataset.waiting;
      await pause(wait, signal);
    }
  }
}

async function sendFile(file, signal, progress) {
  const names = new URLSearchParams({ name: file.name, fingerprint: file.lastModified, length: file.size });
  const upload = await persist(signal, () => ask("POST", `${form.action}/uploads?${names}`, null, { signal }));
  const url = `${form.action}/uploads/${upload.id}`;
  let offset = upload.offset;
  progress(offset);
  while (offset < file.size) {
    const piece = file.slice(offset, Math.min(file.size, offset + PIECE_BYTES));
    try {
      await ask("PATCH", `${url}?offset=${offset}`, piece, {
        type: "application/octet-stream",
        signal,
        progress: (loaded) => progress(offset + loaded),
      });
      offset += piece.size;
    } catch (refused) {
      if (!(refused instanceof Refused) || !passes(refused.code)) throw refused;
      status.textContent = form.dataset.waiting;
      await pause(1000, signal);
      offset = (await persist(signal, () => ask("GET", url, null, { signal }))).offset;
    }
    progress(offset);
  }
  return upload.id;
}

async function sendAll(signal) {
  const all = [...files.files].reduce((sum, file) => sum + file.size, 0);
  const began = performance.now();
  const ids = [];
  let before = 0;
  let first = null;
  for (const file of files.files) {
    const id = await sendFile(file, signal, (bytes) => {
      const sent = before + bytes;
      first ??= sent;
      const rate = (sent - first) / Math.max(0.001, (performance.now() - began) / 1000);
      bar.value = all === 0 ? 1 : sent / all;
      status.textContent = `${form.dataset.sending} ${percent.format(bar.value)} · ${megabytes(sent)} / ${megabytes(all)} · ${megabytes(rate)}/s`;
    });
    ids.push(id);
    before += file.size;
  }
  return ids;
}

function show(state) {
  start.disabled = state !== "idle";
  stop.hidden = state === "idle" || state === "storing";
  stop.textContent = state === "paused" ? form.dataset.resume : form.dataset.pause;
  document.getElementById("upload-progress").hidden = state === "idle";
}

async function send() {
  going = new AbortController();
  const { signal } = going;
  show("sending");
  try {
    const ids = await sendAll(signal);
    show("storing");
    bar.removeAttribute("value");
    status.textContent = form.dataset.storing;
    const request = JSON.stringify({ source: { kind: "uploads", ids }, spec: spec() });
    const answer = await ask("POST", form.action, request, { type: "application/json" });
    location.assign(answer.location);
  } catch (refused) {
    if (signal.aborted) {
      show("paused");
      status.textContent = form.dataset.paused;
      return;
    }
    if (!(refused instanceof Refused)) throw refused;
    show("idle");
    if (refused.code === 401) {
      refuse(form.dataset.expired);
    } else {
      const { message, advice, violations } = refused.answer ?? {};
      refuse(message ?? form.dataset.broken, advice, violations);
    }
  } finally {
    going = null;
  }
}

stop.addEventListener("click", () => {
  if (going) {
    going.abort();
  } else {
    send();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  refusal.hidden = true;
  if (files.files.length === 0) {
    refuse(form.dataset.noFile);
  } else if (!name.value.trim()) {
    refuse(form.dataset.noName);
    name.focus();
  } else {
    send();
  }
});
files.addEventListener("change", showChosen);
for (const kind of ["dragover", "dragenter"]) {
  zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) {
  zone.addEventListener(kind, () => zone.classList.remove("over"));
}
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  files.files = event.dataTransfer.files;
  showChosen();
});
