// What scripts add to pages that already work without them. Each module finds its own elements below a root.
import { offerDialogs } from "./dialog.js";
import { offerMoving } from "./move.js";
import { keepTime } from "./time.js";
import { paintWeeks } from "./week-grid.js";
import { offerZone } from "./zone.js";

function enhance(root) {
  for (const module of [offerDialogs, offerMoving, keepTime, paintWeeks, offerZone]) module(root);
}

enhance(document);
// htmx says when it has put new content into the page; what is ready is left alone.
document.addEventListener("htmx:after:swap", () => enhance(document));
