// form[data-ctrl-enter]: Ctrl+Enter presses the form's main button, wherever the cursor is. Escape closes the phone menu.
(() => {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenu();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.("form[data-ctrl-enter]") ?? document.querySelector("form[data-ctrl-enter]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-default]") ?? form.querySelector(".btn-primary[type=submit]"));
  });

  function closeMenu() {
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
})();
