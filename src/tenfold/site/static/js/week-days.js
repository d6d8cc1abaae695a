// Where a week begins and what its days are called, by the reader's language.

/** Rows in the order of the reader's week: 0 is Monday in the text, wherever the week begins. The browser may know the country. */
export function daysFrom(language) {
  const known = navigator.languages.find((each) => each.split("-")[0] === language);
  const locale = new Intl.Locale(known ?? language);
  const info = locale.getWeekInfo?.() ?? locale.weekInfo;
  const first = info ? info.firstDay - 1 : ["he", "en"].includes(locale.language) ? 6 : 0;
  return Array.from({ length: 7 }, (_, place) => (first + place) % 7);
}

/** The names of the days, Monday first. */
export function dayNames(language, width) {
  const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2024, 0, 1 + day)))); // a Monday
}
