// form[data-guard-unsaved]: asks before the page is left with words that are nowhere but here.
(() => {
  const known = new Map();

  for (const form of document.querySelectorAll("form[data-guard-unsaved]")) {
    known.set(form, words(form));
    form.addEventListener("chi03:saved", ({ detail }) => detail.isCurrent && known.set(form, words(form)));
  }

  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) known.delete(event.target);
  });

  window.addEventListener("beforeunload", (event) => {
    for (const [form, before] of known) {
      if (words(form) !== before) event.preventDefault();
    }
  });

  function words(form) {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return JSON.stringify(texts.filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "version"));
  }
})();
