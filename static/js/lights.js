// form[data-lights="<url>"]: asks the server what it thinks of the words in the boxes while they are
// typed, and puts its answer beside them. Nothing is stored, and the judging stands on the server alone.
(() => {
  const QUIET = 800; // ms after the last key
  const TOO_LONG = 10000; // ms

  for (const form of document.querySelectorAll("form[data-lights]")) watch(form);

  function watch(form) {
    const state = { timer: 0, asked: 0, stopped: false };
    form.addEventListener("input", (event) => {
      if (state.stopped || !event.target.closest("[data-judged]")) return;
      clearTimeout(state.timer);
      state.timer = setTimeout(() => ask(form, state), QUIET);
    });
  }

  async function ask(form, state) {
    const number = ++state.asked;
    const answer = await post(form);
    if (number !== state.asked) return; // typed on meanwhile: a newer question is under way
    if (answer.status === 200) {
      show(form, answer);
      note(form, "");
    } else if (answer.status === 403) {
      state.stopped = true;
      note(form, "Phiên đăng nhập đã hết nên phần này dừng ở đây; chữ trong các ô còn nguyên.");
    } else if (answer.status === 409) {
      state.stopped = true;
      note(form, answer.message ?? "Bản này không sửa được nữa nên phần này dừng ở đây.");
    } else {
      note(form, "Chưa hỏi được máy chủ; máy hỏi lại khi đồng chí gõ tiếp.");
    }
  }

  async function post(form) {
    try {
      const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const response = await fetch(form.dataset.lights, {
        method: "POST",
        body: new URLSearchParams(texts),
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
        redirect: "manual",
        signal: AbortSignal.timeout(TOO_LONG),
      });
      if (response.type === "opaqueredirect" || response.status === 403) return { status: 403 };
      const json = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      return { ...json, status: response.status };
    } catch {
      return { status: 0 };
    }
  }

  // The server's own templates, escaped there; its lines come as a list, or by the key of their row.
  function show(form, answer) {
    put(form.querySelector("[data-lights-card]"), answer.card);
    for (const [index, html] of Object.entries(answer.lines)) {
      put(form.querySelector(`[data-lights-line="${index}"]`), html);
    }
    const said = form.querySelector("[data-lights-said]");
    if (said && said.textContent !== answer.said) said.textContent = answer.said;
  }

  function put(place, html) {
    if (place && place.innerHTML !== html) place.innerHTML = html;
  }

  function note(form, text) {
    const place = form.querySelector("[data-lights-note]");
    if (place && place.textContent !== text) place.textContent = text;
  }
})();
