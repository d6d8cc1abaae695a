// <a data-opens="id" href="…"> opens <dialog id="id"> where it would lead to a page that asks the same.

export function offerDialogs(root) {
  for (const link of root.querySelectorAll("[data-opens]:not([data-ready])")) {
    const dialog = document.getElementById(link.dataset.opens);
    if (!dialog) continue;
    link.dataset.ready = "";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
  }
  for (const button of root.querySelectorAll("[data-closes]:not([data-ready])")) {
    button.dataset.ready = "";
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}
