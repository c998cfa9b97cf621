// [data-left] in a form: names the items that still have no choice, while one chooses.
(() => {
  for (const place of document.querySelectorAll("form [data-left]")) {
    const form = place.closest("form");
    form.addEventListener("change", () => tell(form, place));
    tell(form, place); // autosave.js may have put choices back
  }

  function tell(form, place) {
    const left = [...form.querySelectorAll(".item")].flatMap((item, index) =>
      item.querySelector("[type=radio]:checked") ? [] : [index + 1],
    );
    place.textContent = left.length ? `Còn mục ${left.join(", ")}` : "Đủ các mục";
  }
})();
