// The canonical text of weekly hours, "Mon 19:00-21:30; Tue 22:30-00:30", to 672 quarter hours and back.
// The same grammar as tenfold.engine.hours; the browser tests hold the two together.

export const QUARTERS_A_DAY = 96;
export const QUARTERS = 7 * QUARTERS_A_DAY;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const STRETCH = /^(\w+) (\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/;

export function clock(quarter) {
  const two = (value) => String(value).padStart(2, "0");
  return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
}

function quarterOf(hours, minutes) {
  const quarter = (Number(hours) * 60 + Number(minutes)) / 15;
  return Number(minutes) < 60 && Number.isInteger(quarter) && quarter <= QUARTERS_A_DAY ? quarter : null;
}

/** A Uint8Array of 672 zeros and ones, or null where the text is not in the canonical form. */
export function parseWeek(text) {
  const week = new Uint8Array(QUARTERS);
  for (const part of text.split(";").map((piece) => piece.trim()).filter(Boolean)) {
    const found = STRETCH.exec(part);
    const day = found ? DAYS.indexOf(found[1]) : -1;
    const start = found && quarterOf(found[2], found[3]);
    const end = found && quarterOf(found[4], found[5]);
    if (day < 0 || start === null || end === null || start === end || start === QUARTERS_A_DAY) return null;
    const length = end > start ? end - start : end - start + QUARTERS_A_DAY;
    for (let step = 0; step < length; step++) week[(day * QUARTERS_A_DAY + start + step) % QUARTERS] = 1;
  }
  return week;
}

/** Stretches {start, end} in quarter hours, sorted; the last may run past Sunday midnight; those of a day or more are cut at midnight. */
export function stretchesOf(week) {
  const stretches = [];
  const first = week.findIndex((free, slot) => free && !week[(slot + QUARTERS - 1) % QUARTERS]);
  if (first < 0) return week[0] ? cutAtMidnight({ start: 0, end: QUARTERS }) : [];
  for (let slot = first; slot < first + QUARTERS; slot++) {
    if (!week[slot % QUARTERS]) continue;
    const from = slot;
    while (slot < first + QUARTERS && week[slot % QUARTERS]) slot++;
    const start = from % QUARTERS;
    stretches.push({ start, end: start + slot - from });
  }
  return stretches.flatMap(cutAtMidnight);
}

function cutAtMidnight({ start, end }) {
  if (end - start < QUARTERS_A_DAY) return [{ start, end }];
  const pieces = [];
  for (let from = start; from < end; ) {
    const to = Math.min(end, (Math.floor(from / QUARTERS_A_DAY) + 1) * QUARTERS_A_DAY);
    pieces.push({ start: from % QUARTERS, end: (from % QUARTERS) + to - from });
    from = to;
  }
  return pieces;
}

/** Clock times of a stretch: [day 0..6, "19:00", "21:30"]. */
export function timesOf({ start, end }) {
  return [Math.floor(start / QUARTERS_A_DAY), clock(start % QUARTERS_A_DAY), clock(((end - 1) % QUARTERS_A_DAY) + 1)];
}

export function formatWeek(week) {
  return stretchesOf(week)
    .map(timesOf)
    .map(([day, from, to]) => `${DAYS[day]} ${from}-${to}`)
    .join("; ");
}
