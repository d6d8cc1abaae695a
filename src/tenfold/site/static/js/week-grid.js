// A week to paint on: days as rows, time along them, in the direction of the page. It edits a text field, which stays and can be
// written in as well. Sideways strokes paint and upward ones scroll, so a finger can do both; arrows, space and shift do the same by keyboard.
import { dayNames, daysFrom } from "./week-days.js";
import { QUARTERS, QUARTERS_A_DAY, clock, formatWeek, parseWeek, stretchesOf, timesOf } from "./week-text.js";

const WINDOWS = [24, 12, 8, 6, 4, 3]; // hours in view, the most that fit

export function paintWeeks(root) {
  for (const element of root.querySelectorAll("[data-week]:not([data-ready])")) {
    const field = document.getElementById(element.dataset.week);
    if (!field) continue;
    element.dataset.ready = "";
    new WeekGrid(element, field);
  }
}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

class WeekGrid {
  constructor(element, field) {
    this.words = element.dataset;
    this.field = field;
    this.week = parseWeek(field.value) ?? new Uint8Array(QUARTERS);
    const language = element.closest("[lang]")?.lang || "en";
    this.days = daysFrom(language);
    this.names = dayNames(language, "long");
    this.short = dayNames(language, "short");
    this.rightToLeft = getComputedStyle(element).direction === "rtl";
    this.grain = 2; // quarters in a cell
    this.hours = 6;
    this.from = null; // first hour in view, chosen once the width is known
    this.stroke = null;
    this.anchor = null;
    this.build(element);
    this.listen();
  }

  build(element) {
    this.earlier = make("button", { type: "button", class: "button button-quiet" }, this.words.earlier);
    this.later = make("button", { type: "button", class: "button button-quiet" }, this.words.later);
    this.window = make("bdi", { class: "week-window", "aria-live": "polite" });
    this.quarters = make("button", { type: "button", class: "button button-plain", "aria-pressed": "false" }, this.words.quarters);
    this.every = make("button", { type: "button", class: "button button-plain", disabled: "" });
    this.clear = make("button", { type: "button", class: "button button-plain" }, this.words.clear);
    this.steps = make("div", { class: "week-steps" }, this.earlier, this.window, this.later);
    this.head = make("div", { class: "week-head", "aria-hidden": "true" });
    this.grid = make("div", { class: "week-grid", role: "grid", "aria-multiselectable": "true", "aria-label": this.words.label });
    this.summary = make("ul", { class: "pieces week-summary", role: "list", "aria-live": "polite" });
    this.problem = make("p", { class: "week-problem", role: "status" });
    const text = make("details", { class: "week-text" }, make("summary", {}, this.words.text));
    text.open = this.field.getAttribute("aria-invalid") === "true";
    this.field.replaceWith(text);
    text.append(this.field, this.problem);
    const hint = make("p", { class: "field-help" }, this.words.hint);
    const frame = make("div", { class: "week-frame" }, this.head, this.grid);
    const tools = make("div", { class: "week-tools" }, this.every, this.quarters, this.clear);
    text.before(hint, this.steps, frame, tools, this.summary);
    new ResizeObserver(() => this.fit()).observe(frame);
    this.fit();
  }

  listen() {
    this.earlier.addEventListener("click", () => this.look(this.from - this.stepHours()));
    this.later.addEventListener("click", () => this.look(this.from + this.stepHours()));
    this.quarters.addEventListener("click", () => {
      this.grain = this.grain === 2 ? 1 : 2;
      this.quarters.setAttribute("aria-pressed", String(this.grain === 1));
      this.fit(true);
    });
    this.clear.addEventListener("click", () => this.change(new Uint8Array(QUARTERS)));
    this.every.addEventListener("click", () => this.repeatDay());
    this.field.addEventListener("input", () => this.read());
    this.grid.addEventListener("pointerdown", (event) => this.begin(event));
    this.grid.addEventListener("pointermove", (event) => this.draw(event));
    this.grid.addEventListener("pointerup", () => this.finish());
    this.grid.addEventListener("pointercancel", () => this.undo());
    this.grid.addEventListener("keydown", (event) => this.key(event));
    this.grid.addEventListener("focusin", (event) => this.reachable(event.target));
  }

  // What is in view

  stepHours() {
    return Math.max(1, this.hours / 2);
  }

  fit(again = false) {
    const least = (matchMedia("(pointer: coarse)").matches ? 24 : 13) * (4 / this.grain);
    const room = this.head.clientWidth - 52;
    const hours = WINDOWS.find((count) => count * least <= room) ?? WINDOWS.at(-1);
    if (hours === this.hours && this.from !== null && !again) return;
    this.hours = hours;
    this.look(this.from ?? this.firstHour());
  }

  /** The evening, or where the first stretch lies. */
  firstHour() {
    const [first] = stretchesOf(this.week);
    return first ? Math.floor((first.start % QUARTERS_A_DAY) / 4) - 1 : 24 - this.hours;
  }

  look(hour) {
    this.from = Math.max(0, Math.min(24 - this.hours, hour));
    this.earlier.disabled = this.from === 0;
    this.later.disabled = this.from + this.hours === 24;
    this.steps.hidden = this.hours === 24;
    this.window.textContent = `${clock(this.from * 4)}–${clock((this.from + this.hours) * 4)}`;
    this.lay();
  }

  lay() {
    const hours = Array.from({ length: this.hours }, (_, step) => this.from + step);
    this.head.replaceChildren(make("span", { class: "week-day" }), ...hours.map((hour) => make("span", { class: "week-hour" }, String(hour))));
    this.cells = new Map();
    this.grid.replaceChildren(...this.days.map((day) => this.row(day)));
    this.reachable(this.cells.get(this.current) ?? this.cells.values().next().value);
    this.show();
  }

  row(day) {
    const name = make("span", { role: "rowheader", class: "week-day", "aria-label": this.names[day] }, this.short[day]);
    const row = make("div", { role: "row", class: "week-row" }, name);
    const last = (this.from + this.hours) * 4;
    for (let quarter = this.from * 4; quarter < last; quarter += this.grain) {
      const slot = day * QUARTERS_A_DAY + quarter;
      const cell = make("span", { role: "gridcell", tabindex: "-1", "data-slot": slot });
      if (quarter % 4 === 0) cell.classList.add("week-full-hour");
      this.cells.set(slot, cell);
      row.append(cell);
    }
    return row;
  }

  // What is marked

  filled(slot) {
    return this.week.subarray(slot, slot + this.grain).reduce((sum, free) => sum + free, 0);
  }

  show() {
    for (const [slot, cell] of this.cells) {
      const filled = this.filled(slot);
      const state = filled === 0 ? "none" : filled === this.grain ? "all" : "part";
      if (cell.dataset.state === state) continue;
      cell.dataset.state = state;
      cell.setAttribute("aria-selected", String(state === "all"));
      const within = slot % QUARTERS_A_DAY;
      const day = this.names[Math.floor(slot / QUARTERS_A_DAY)];
      const word = { none: this.words.notFree, all: this.words.free, part: this.words.partly }[state];
      cell.setAttribute("aria-label", `${day} ${clock(within)}–${clock(within + this.grain)}, ${word}`);
    }
    const stretches = stretchesOf(this.week).map(timesOf).sort(([one], [other]) => this.days.indexOf(one) - this.days.indexOf(other));
    const pieces = stretches.map(([day, start, end]) => make("li", { class: "tag tag-alive" }, `${this.short[day]} `, make("bdi", {}, `${start}–${end}`)));
    this.nameEvery();
    this.summary.replaceChildren(...(pieces.length ? pieces : [make("li", { class: "soft" }, this.words.none)]));
  }

  /** Take a new week over into the field, as if it had been typed. */
  change(week) {
    this.week = week;
    this.field.value = formatWeek(week);
    this.problem.textContent = "";
    this.show();
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  read() {
    const week = parseWeek(this.field.value);
    this.problem.textContent = week ? "" : this.words.unread;
    if (!week) return;
    this.week = week;
    this.show();
  }

  /** Every cell between two, over days and hours, marked or cleared on top of what was there before. */
  paint(before, one, other, free) {
    const week = before.slice();
    const rows = [one, other].map((slot) => this.days.indexOf(Math.floor(slot / QUARTERS_A_DAY))).sort((a, b) => a - b);
    const within = [one, other].map((slot) => slot % QUARTERS_A_DAY).sort((a, b) => a - b);
    for (let row = rows[0]; row <= rows[1]; row++) {
      const midnight = this.days[row] * QUARTERS_A_DAY;
      week.fill(free, midnight + within[0], midnight + within[1] + this.grain);
    }
    return week;
  }

  repeatDay() {
    const midnight = Math.floor(this.current / QUARTERS_A_DAY) * QUARTERS_A_DAY;
    const day = this.week.slice(midnight, midnight + QUARTERS_A_DAY);
    const week = new Uint8Array(QUARTERS);
    for (let start = 0; start < QUARTERS; start += QUARTERS_A_DAY) week.set(day, start);
    this.change(week);
  }

  // Pointer

  begin(event) {
    const cell = event.target.closest("[data-slot]");
    if (!cell || event.button !== 0) return;
    event.preventDefault();
    const slot = Number(cell.dataset.slot);
    this.stroke = { from: slot, to: slot, before: this.week, free: this.filled(slot) === this.grain ? 0 : 1 };
    this.grid.setPointerCapture(event.pointerId);
    this.reachable(cell);
    cell.focus({ preventScroll: true });
    this.preview();
  }

  draw(event) {
    if (!this.stroke) return;
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-slot]");
    if (!cell || !this.grid.contains(cell)) return;
    this.stroke.to = Number(cell.dataset.slot);
    this.preview();
  }

  preview() {
    this.week = this.paint(this.stroke.before, this.stroke.from, this.stroke.to, this.stroke.free);
    this.show();
  }

  finish() {
    if (!this.stroke) return;
    const { from, free, before } = this.stroke;
    this.anchor = { slot: from, free, before };
    this.stroke = null;
    this.change(this.week);
  }

  /** The finger meant to scroll: what it touched first is as it was. */
  undo() {
    if (!this.stroke) return;
    this.week = this.stroke.before;
    this.stroke = null;
    this.show();
  }

  // Keyboard

  key(event) {
    const cell = event.target.closest("[data-slot]");
    if (!cell) return;
    const slot = Number(cell.dataset.slot);
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      const free = this.filled(slot) === this.grain ? 0 : 1;
      this.anchor = { slot, free, before: this.week };
      this.change(this.paint(this.week, slot, slot, free));
      return;
    }
    const next = this.neighbour(slot, event.key);
    if (next === null) return;
    event.preventDefault();
    this.go(next);
    if (!event.shiftKey) {
      this.anchor = null;
      return;
    }
    this.anchor ??= { slot, free: 1, before: this.week };
    this.change(this.paint(this.anchor.before, this.anchor.slot, next, this.anchor.free));
  }

  neighbour(slot, key) {
    const row = this.days.indexOf(Math.floor(slot / QUARTERS_A_DAY));
    const within = slot % QUARTERS_A_DAY;
    const along = this.rightToLeft ? -this.grain : this.grain;
    const places = {
      ArrowRight: [row, within + along],
      ArrowLeft: [row, within - along],
      ArrowDown: [row + 1, within],
      ArrowUp: [row - 1, within],
      Home: [row, 0],
      End: [row, QUARTERS_A_DAY - this.grain],
      PageDown: [6, within],
      PageUp: [0, within],
    };
    const [day, quarter] = places[key] ?? [-1, 0];
    if (day < 0 || day > 6 || quarter < 0 || quarter >= QUARTERS_A_DAY) return null;
    return this.days[day] * QUARTERS_A_DAY + quarter;
  }

  go(slot) {
    this.current = slot;
    const hour = (slot % QUARTERS_A_DAY) / 4;
    if (hour < this.from) this.look(Math.floor(hour));
    if (hour >= this.from + this.hours) this.look(Math.floor(hour) + 1 - this.hours);
    const cell = this.cells.get(slot);
    this.reachable(cell);
    cell.focus();
  }

  /** One cell at a time is in the order of the tab key. */
  reachable(cell) {
    this.grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    this.current = Number(cell.dataset.slot);
    this.nameEvery();
  }

  nameEvery() {
    const day = Math.floor(this.current / QUARTERS_A_DAY);
    this.every.textContent = this.words.every.replace("{day}", this.names[day]);
    this.every.disabled = !this.week.subarray(day * QUARTERS_A_DAY, (day + 1) * QUARTERS_A_DAY).some(Boolean);
  }
}
