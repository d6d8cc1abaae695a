// Dragging a person to another circle does what the form inside the person's element does: its select gets the circle, then it is sent.
//   <ul data-drop="12">  <li data-drag> <form …><select data-target name="circle">…</select> <button>Move</button></form> </li> </ul>

let moving = null;

function lift(event) {
  moving = event.currentTarget;
  moving.classList.add("moving");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
}

function putDown() {
  moving?.classList.remove("moving");
  moving = null;
  document.querySelectorAll("[data-drop].welcoming").forEach((place) => place.classList.remove("welcoming"));
}

/** The select that can carry the person there, or null where the choice is not offered. */
function selectFor(place) {
  const select = moving?.querySelector("select[data-target]");
  const offered = select && [...select.options].some((option) => option.value === place.dataset.drop && !option.disabled);
  return offered && moving.closest("[data-drop]") !== place ? select : null;
}

function over(event) {
  if (!selectFor(event.currentTarget)) return;
  event.preventDefault();
  event.currentTarget.classList.add("welcoming");
}

function out(event) {
  if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.classList.remove("welcoming");
}

function drop(event) {
  const select = selectFor(event.currentTarget);
  if (!select) return;
  event.preventDefault();
  select.value = event.currentTarget.dataset.drop;
  select.form.requestSubmit();
}

export function offerMoving(root) {
  for (const item of root.querySelectorAll("[data-drag]:not([draggable])")) {
    item.draggable = true;
    item.addEventListener("dragstart", lift);
    item.addEventListener("dragend", putDown);
  }
  for (const place of root.querySelectorAll("[data-drop]:not([data-ready])")) {
    place.dataset.ready = "";
    place.addEventListener("dragover", over);
    place.addEventListener("dragleave", out);
    place.addEventListener("drop", drop);
  }
}
