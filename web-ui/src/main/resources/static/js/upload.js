// Sends the files with progress; what the control plane says about them is shown in place.
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

function busy(is) {
  start.disabled = is;
  stop.hidden = !is;
  document.getElementById("upload-progress").hidden = !is;
}

function send() {
  const body = new FormData();
  body.append("spec", new Blob([JSON.stringify(spec())], { type: "application/json" }));
  for (const file of files.files) {
    body.append("file", file);
  }
  const request = new XMLHttpRequest();
  const began = performance.now();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.setRequestHeader(csrf.dataset.header, csrf.content);
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
    const rate = loaded / ((performance.now() - began) / 1000);
    status.textContent =
      loaded < total
        ? `${form.dataset.sending} ${percent.format(loaded / total)} · ${megabytes(loaded)} / ${megabytes(total)} · ${megabytes(rate)}/s`
        : form.dataset.storing;
    if (loaded === total) bar.removeAttribute("value");
  };
  request.onload = () => {
    busy(false);
    const answer = request.response;
    if (request.status === 200 && answer?.location) {
      location.assign(answer.location);
    } else if (request.status === 401) {
      refuse(form.dataset.expired);
    } else {
      refuse(answer?.message ?? form.dataset.broken, answer?.advice, answer?.violations);
    }
  };
  request.onerror = () => {
    busy(false);
    refuse(form.dataset.broken);
  };
  request.onabort = () => busy(false);
  stop.onclick = () => request.abort();
  busy(true);
  request.send(body);
}

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
