// An empty <select data-offer-zone> is filled with the zone of the browser, when it is among the choices.

export function offerZone(root) {
  for (const select of root.querySelectorAll("select[data-offer-zone]")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = [...select.options].some((option) => option.value === zone);
    if (select.value === "" && known) {
      select.value = zone;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}
