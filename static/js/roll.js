// form[data-roll]: the roll-call by keyboard, its counts while somebody is marking, and reasons asked
// only of those who are excused. Without it the same form is sent, and the server asks for the reasons.
(() => {
  const KEYS = { c: "present", 1: "present", v: "excused", 2: "excused", k: "unexcused", 3: "unexcused" };

  for (const form of document.querySelectorAll("form[data-roll]")) watch(form);

  function watch(form) {
    const rows = [...form.querySelectorAll("[data-roll-row]")];
    for (const hint of form.querySelectorAll("[data-roll-keys]")) hint.hidden = false;
    // Text that autosave brought back may have excused somebody: their reason belongs to what is sent
    if (rows.map(askReason).some(Boolean)) form.dispatchEvent(new Event("change"));
    tally(form, rows);
    form.addEventListener("change", (event) => {
      const row = event.target.closest?.("[data-roll-row]");
      if (row) askReason(row);
      tally(form, rows);
    });
    form.addEventListener("keydown", (event) => press(event, rows));
    form.addEventListener("chi03:saved", ({ detail }) => {
      // What is stored now is what this page has shown: only rows changed from here on are its own
      if (detail.answer?.seen) form.querySelector("[data-roll-seen]").value = detail.answer.seen;
      if (detail.isCurrent && detail.answer?.said) say(form, detail.answer.said);
    });
    begin(rows);
  }

  // The first name, ready for the keys; not where a finger works, nor where something else asks first.
  function begin(rows) {
    const isAsked = location.hash || document.querySelector("[autofocus]");
    if (rows.length && !isAsked && matchMedia("(pointer: fine)").matches) mark(rows[0]).focus({ preventScroll: true });
  }

  // Boxes that are not asked for are switched off, so they are not sent. Answers whether that changed.
  function askReason(row) {
    const why = row.querySelector(".roll__why");
    if (!why) return false;
    const isExcused = stateOf(row) === "excused";
    if (why.hidden !== isExcused) return false;
    why.hidden = !isExcused;
    for (const box of why.querySelectorAll("select, input")) box.disabled = !isExcused;
    return true;
  }

  function stateOf(row) {
    return row.querySelector("input:checked")?.value ?? "";
  }

  function mark(row) {
    return row.querySelector("input:checked") ?? row.querySelector("input");
  }

  function press(event, rows) {
    const row = event.target.closest("[data-roll-row]");
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches(".roll__why *")) {
      if (event.key === "Enter") go(event, rows, rows.indexOf(row) + 1);
    } else {
      move(event, rows, row);
      choose(event, row);
    }
  }

  function move(event, rows, row) {
    const here = rows.indexOf(row);
    const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (there !== undefined) go(event, rows, there);
  }

  function go(event, rows, there) {
    event.preventDefault();
    const row = rows[Math.max(0, Math.min(there, rows.length - 1))];
    mark(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function choose(event, row) {
    const button = row.querySelector(`input[type=radio][value="${KEYS[event.key.toLowerCase()]}"]`);
    if (!button) return;
    event.preventDefault();
    button.checked = true;
    button.focus();
    button.dispatchEvent(new Event("change", { bubbles: true }));
    if (button.value === "excused") row.querySelector(".roll__why select").focus();
  }

  // The same sentence as RollCount.sentence, by the same whole numbers; a browser test compares them.
  function tally(form, rows) {
    const of = (group, ...states) =>
      rows.filter((row) => row.dataset.rollRow === group && (!states.length || states.includes(stateOf(row)))).length;
    const everybody = of("counted");
    const present = of("counted", "present");
    const parts = [
      `${present} có mặt`,
      `${of("counted", "excused")} vắng có lý do`,
      `${of("counted", "unexcused")} không lý do`,
    ];
    if (everybody) parts.push(percent(present, everybody));
    if (of("guest")) parts.push(`sinh hoạt tạm thời ${of("guest", "present")}/${of("guest")}`);
    const unasked = of("unasked", "present");
    if (unasked) parts.push(`thêm ${unasked} đồng chí không tính vào tỷ lệ`);
    say(form, parts.join(" · "));
  }

  function percent(part, whole) {
    const hundredths = Math.floor((part * 20000 + whole) / (2 * whole));
    return `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, "0")}%`;
  }

  function say(form, sentence) {
    const place = form.querySelector("[data-roll-tally]");
    if (place.textContent.trim() !== sentence) place.textContent = sentence;
  }
})();
