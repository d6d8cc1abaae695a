// Times that stay true while a page is open: how long until an hour, and what a clock elsewhere shows. By the minute; nothing counts down.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function languageOf(element) {
  return element.closest("[lang]")?.lang || "en";
}

/** Words such as "in 3 hours": the largest unit that says enough. */
export function untilInWords(seconds, language) {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const away = Math.abs(seconds);
  if (away >= 2 * DAY) return relative.format(Math.round(seconds / DAY), "day");
  if (away >= 1.5 * HOUR) return relative.format(Math.round(seconds / HOUR), "hour");
  return relative.format(Math.round(seconds / MINUTE), "minute");
}

function showUntil(element) {
  const then = Date.parse(element.dateTime);
  if (!Number.isNaN(then)) element.textContent = untilInWords((then - Date.now()) / 1000, languageOf(element));
}

function showClock(element) {
  try {
    element.textContent = new Intl.DateTimeFormat(languageOf(element), {
      weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: element.dataset.clock,
    }).format();
  } catch {
    // A zone this browser does not know: the server's text stays.
  }
}

function refresh() {
  document.querySelectorAll("time[data-until]").forEach(showUntil);
  document.querySelectorAll("[data-clock]").forEach(showClock);
}

let ticking = false;

export function keepTime(root) {
  if (!root.querySelector("time[data-until], [data-clock]")) return;
  refresh();
  if (!ticking) {
    ticking = true;
    setInterval(refresh, MINUTE * 1000);
  }
}
