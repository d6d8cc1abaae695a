// An empty <select data-offer-zone> is filled with the zone of the browser, when it is among the choices. Browsers call
// some zones by former names; an option lists those in data-also.

export function offerZone(root) {
  for (const select of root.querySelectorAll("select[data-offer-zone]")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const names = (option) => [option.value, ...(option.dataset.also ?? "").split(" ")];
    const known = [...select.options].find((option) => names(option).includes(zone));
    if (select.value === "" && zone && known) {
      select.value = known.value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}
