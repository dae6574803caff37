// Fills the form of a model with rows of its data, and draws vectors that are square images.
const form = document.getElementById("try-form");
const button = document.getElementById("try-example");
const truth = document.getElementById("try-truth");
const examples = JSON.parse(form.dataset.examples);
let next = 0;

const text = (value) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));

/** Shows the bytes of a square vector as a picture; hides it where they are none. */
function picture(field) {
  const canvas = field.parentElement.querySelector("canvas");
  if (!canvas) {
    return;
  }
  const bytes = field.value.split(/[\s,;]+/).filter(Boolean).map(Number);
  const side = canvas.width;
  const complete = bytes.length === side * side && bytes.every((byte) => byte >= 0 && byte <= 255);
  canvas.hidden = !complete;
  if (complete) {
    const context = canvas.getContext("2d");
    const image = context.createImageData(side, side);
    bytes.forEach((byte, i) => image.data.set([byte, byte, byte, 255], 4 * i));
    context.putImageData(image, 0, 0);
  }
}

function fill() {
  const row = examples[next];
  next = (next + 1) % examples.length;
  for (const field of form.querySelectorAll("[data-column]")) {
    field.value = text(row[field.dataset.column]);
    picture(field);
  }
  const label = row[form.dataset.label];
  truth.hidden = label === undefined;
  truth.querySelector("strong").textContent = text(label);
  form.requestSubmit();
}

button.hidden = examples.length === 0;
button.addEventListener("click", fill);
form.addEventListener("input", (event) => {
  truth.hidden = true;
  picture(event.target);
});
