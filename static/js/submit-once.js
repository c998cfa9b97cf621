// form[data-submit-once]: the second press of the button sends nothing.
(() => {
  const sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-submit-once]")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    // Later, because a button disabled now would not send its own name and value.
    setTimeout(() => setDisabled(form, true));
  });

  // Coming back with the browser's own button shows the page as it was left: open it again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-submit-once]")) {
      sent.delete(form);
      setDisabled(form, false);
    }
  });

  function setDisabled(form, disabled) {
    for (const button of form.querySelectorAll("button[type=submit], input[type=submit]")) {
      button.disabled = disabled;
    }
  }
})();
