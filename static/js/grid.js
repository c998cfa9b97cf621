// form[data-grid]: many papers on one page, by keyboard: arrows and Enter move between the boxes, a row
// that differs from what is stored says so, counts that hold for a whole meeting are copied downwards.
// Without it the same form is sent, and the server saves each row by itself.
(() => {
  const BOXES = "input:not([type=hidden]), select, textarea";

  for (const form of document.querySelectorAll("form[data-grid]")) watch(form);

  function watch(form) {
    const rows = [...form.querySelectorAll("[data-grid-row]")].filter((row) => row.querySelector(BOXES));
    for (const hint of form.querySelectorAll("[data-grid-keys]")) hint.hidden = false;
    mark(form, rows);
    form.addEventListener("keydown", (event) => press(event, form, rows));
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-repeat]")) repeat(event.target, rows);
      mark(form, rows);
    });
    form.addEventListener("input", () => mark(form, rows));
  }

  function press(event, form, rows) {
    const row = event.target.closest?.("[data-grid-row]");
    if (!row || !event.target.matches(BOXES) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const box = event.target;
    const isList = box.tagName === "SELECT"; // its arrows choose a level
    const here = rows.indexOf(row);
    if (event.key === "Enter" || (event.key === "ArrowDown" && !isList)) go(event, form, rows[here + 1], box);
    else if (event.key === "ArrowUp" && !isList) go(event, form, rows[here - 1], box);
    else if (event.key === "ArrowLeft" && isAtEdge(box, 0)) aside(event, row, box, -1);
    else if (event.key === "ArrowRight" && isAtEdge(box, box.value.length)) aside(event, row, box, 1);
  }

  // The same box of another row; behind the last one stands the button.
  function go(event, form, row, box) {
    const there = row?.querySelector(`[data-box="${box.dataset.box}"]`) ?? row?.querySelector(BOXES);
    if (there) focus(event, there);
    else if (event.key === "Enter") focus(event, form.querySelector("[data-default]"));
  }

  function aside(event, row, box, step) {
    const boxes = [...row.querySelectorAll(BOXES)];
    const there = boxes[boxes.indexOf(box) + step];
    if (there) focus(event, there);
  }

  function focus(event, there) {
    event.preventDefault();
    there.focus({ preventScroll: true });
    if (there.type !== "checkbox") there.select?.();
    there.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function isAtEdge(box, place) {
    if (box.tagName === "SELECT" || box.type === "checkbox") return true;
    const isAllChosen = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    return isAllChosen || (box.selectionStart === place && box.selectionEnd === place);
  }

  // Only into boxes that nobody has filled.
  function repeat(box, rows) {
    const here = rows.indexOf(box.closest("[data-grid-row]"));
    for (const row of rows.slice(here + 1)) {
      const below = row.querySelector(`[data-box="${box.dataset.box}"]`);
      if (below && !below.value) below.value = box.value;
    }
  }

  function mark(form, rows) {
    let count = 0;
    for (const row of rows) {
      const isUnsaved = "refused" in row.dataset || isChanged(row);
      row.querySelector("[data-grid-mark]").hidden = !isUnsaved;
      row.classList.toggle("is-unsaved", isUnsaved);
      if (isUnsaved) count += 1;
    }
    const place = form.querySelector("[data-grid-count]");
    const said = count ? `${count} dòng chưa lưu` : "";
    if (place && place.textContent !== said) place.textContent = said;
  }

  // Counts of the meeting alone say nothing of a person: the server passes over such a row, too.
  function isChanged(row) {
    return [...row.querySelectorAll(BOXES)].some((box) => {
      if (box.tagName === "SELECT") return [...box.options].some((option) => option.selected !== option.defaultSelected && (option.value || option.defaultSelected));
      if (box.type === "checkbox") return box.checked !== box.defaultChecked;
      return box.value !== box.defaultValue && !(box.matches("[data-repeat]") && isBlank(row));
    });
  }

  function isBlank(row) {
    return [...row.querySelectorAll(BOXES)].every((box) => box.matches("[data-repeat]") || !box.value);
  }
})();
