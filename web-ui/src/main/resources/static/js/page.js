// What every page does: security token, theme, languages, dialogs, copying, local times.
const root = document.documentElement;
const token = document.querySelector("meta[name=csrf]");

document.addEventListener("htmx:configRequest", (event) => {
  if (token) {
    event.detail.headers[token.dataset.header] = token.content;
  }
});

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

function toggleTheme() {
  const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  root.dataset.bsTheme = theme;
  remember("theme", theme);
  document.dispatchEvent(new CustomEvent("theme"));
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.title;
  button.title = button.dataset.copied;
  button.classList.add("copied");
  setTimeout(() => {
    button.title = before;
    button.classList.remove("copied");
  }, 1500);
}

document.addEventListener("click", (event) => {
  const at = event.target.closest("[data-toggle-theme], [data-copy], [data-open-dialog], [data-close-dialog]");
  if (!at) {
    return;
  }
  if (at.matches("[data-toggle-theme]")) {
    toggleTheme();
  } else if (at.matches("[data-copy]")) {
    copy(at);
  } else if (at.matches("[data-open-dialog]")) {
    document.getElementById(at.dataset.openDialog)?.showModal();
  } else {
    at.closest("dialog").close();
  }
});

// Switching the language keeps the filters of the page.
for (const link of document.querySelectorAll("[data-language]")) {
  const here = new URL(location.href);
  here.searchParams.set("lang", link.dataset.language);
  link.href = here.pathname + here.search;
}
if (new URL(location.href).searchParams.has("lang")) {
  const plain = new URL(location.href);
  plain.searchParams.delete("lang");
  history.replaceState(null, "", plain);
}

const long = new Intl.DateTimeFormat(root.lang, { dateStyle: "medium", timeStyle: "short" });
const short = new Intl.DateTimeFormat(root.lang, { timeStyle: "medium" });

function localise(part) {
  for (const time of part.querySelectorAll("time[datetime]")) {
    const date = new Date(time.dateTime);
    time.textContent = (time.dataset.short === undefined ? long : short).format(date);
    time.title = date.toLocaleString(root.lang);
  }
}

localise(document);
document.addEventListener("htmx:afterSwap", (event) => localise(event.target));
document.addEventListener("htmx:oobAfterSwap", (event) => localise(event.target));

// A form that takes its time says so, and is not sent twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    form.querySelector("[type=submit]").disabled = true;
    form.querySelector("[data-busy-note]").hidden = false;
  });
}
// Back from the next page, it can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) {
    form.querySelector("[type=submit]")?.removeAttribute("disabled");
    form.querySelector("[data-busy-note]")?.setAttribute("hidden", "");
  }
});
