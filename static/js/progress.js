// [data-progress]: a job at work. The same page is asked for again and this part of it taken over,
// until the job is over. Without it the page shows the same after a reload.
(() => {
  const EVERY = 2000;
  const SLOWER = 15000; // the server did not answer

  if (document.querySelector("[data-progress]")) setTimeout(look, EVERY);

  async function look() {
    const here = document.querySelector("[data-progress]");
    const fresh = document.hidden ? here : await ask(here.id);
    if (fresh && fresh !== here) take(here, fresh);
    if (document.querySelector("[data-progress]")) setTimeout(look, fresh ? EVERY : SLOWER);
  }

  async function ask(id) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
    } catch {
      return null;
    }
  }

  // While it works only the numbers change, so that a focused button stays where it is.
  function take(here, fresh) {
    if (!("progress" in fresh.dataset)) {
      here.replaceWith(fresh);
      return;
    }
    const words = here.querySelector("[role=status]");
    const told = fresh.querySelector("[role=status]");
    if (words.textContent !== told.textContent) words.replaceChildren(...told.childNodes);
    here.querySelector("progress").value = fresh.querySelector("progress").value;
  }
})();
