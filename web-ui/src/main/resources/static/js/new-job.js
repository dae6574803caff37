// Puts each violation beside its field, and shows only the fields that the choices want.
const form = document.getElementById("new-job");

function showViolations() {
  for (const source of form.querySelectorAll("#feedback template")) {
    for (const part of source.content.querySelectorAll("[data-violations-of]")) {
      const path = part.dataset.violationsOf;
      const place = document.getElementById(`v-${path}`);
      const input = document.getElementById(`f-${path}`);
      if (place && input) {
        place.replaceChildren(...part.cloneNode(true).children);
        input.setAttribute("aria-invalid", String(place.childElementCount > 0));
        input.closest(".field").classList.toggle("wrong", place.childElementCount > 0);
      }
    }
  }
}

// "path=value|value", or with "!=" for any other value. What hangs on a choice that is not shown itself is not shown
// either.
function holds(condition) {
  const [path, values] = condition.split(/!?=/);
  const choice = form.elements.namedItem(path);
  const chosen = !choice?.closest("[data-when]")?.hidden && values.split("|").includes(choice?.value);
  return condition.includes("!=") ? !chosen : chosen;
}

function showFields() {
  for (const field of form.querySelectorAll("[data-when]")) {
    const wanted = field.dataset.when.split(";").every(holds);
    field.hidden = !wanted;
    for (const input of field.querySelectorAll("input, select")) {
      input.disabled = !wanted;
    }
  }
}

// A form that nobody has touched yet does not shout about empty fields.
form.addEventListener("focusout", (event) => event.target.closest(".field")?.classList.add("touched"));
form.addEventListener("change", (event) => {
  event.target.closest(".field")?.classList.add("touched");
  showFields();
});
document.addEventListener("htmx:afterSwap", () => {
  showFields();
  showViolations();
});
showFields();
showViolations();
