// Answering with keys and by dragging the card. Without this the three buttons do the same.
const FAR = 90; // pixels after which letting go is an answer

const form = document.querySelector("[data-cards]");
if (form) offer(form);
offerUndo(document.querySelector("[data-undo]"));

function answer(value) {
  const button = form.querySelector(`button[name="answer"][value="${value}"]`);
  if (button && !form.dataset.sent) {
    form.dataset.sent = "yes";
    form.requestSubmit(button);
  }
}

function offer() {
  document.querySelector("[data-keys]")?.removeAttribute("hidden");
  const onwards = getComputedStyle(form).direction === "rtl" ? -1 : 1;
  const keys = { ArrowRight: onwards > 0 ? "mine" : "not_mine", ArrowLeft: onwards > 0 ? "not_mine" : "mine", ArrowDown: "not_now" };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || typing(event.target)) return;
    const value = keys[event.key];
    if (!value) return;
    event.preventDefault();
    answer(value);
  });
  drag(form.querySelector("[data-card]"), onwards);
}

function offerUndo(button) {
  if (!button) return;
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "u" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) button.click();
  });
}

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, details, [contenteditable]") !== null;
}

function drag(card, onwards) {
  let from = null;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("a, button, summary, details")) return;
    from = { x: event.clientX, id: event.pointerId };
  });
  card.addEventListener("pointermove", (event) => {
    if (!from || event.pointerId !== from.id) return;
    const moved = event.clientX - from.x;
    if (Math.abs(moved) < 12) return;
    if (!card.hasPointerCapture(from.id)) card.setPointerCapture(from.id);
    card.classList.add("moving");
    if (!still) card.style.setProperty("transform", `translateX(${moved}px) rotate(${moved / 40}deg)`);
  });
  const end = (event) => {
    if (!from || event.pointerId !== from.id) return;
    const moved = (event.clientX - from.x) * onwards;
    from = null;
    card.classList.remove("moving");
    if (event.type === "pointerup" && moved > FAR) answer("mine");
    else if (event.type === "pointerup" && moved < -FAR) answer("not_mine");
    else card.style.removeProperty("transform");
  };
  card.addEventListener("pointerup", end);
  card.addEventListener("pointercancel", end);
}
