// form[data-autosave="<url>"]: saves what is typed, and keeps it on this machine while the server
// does not have it. What it says about saving is always what it has done.
(() => {
  const QUIET = 2000; // ms after the last key
  const AGAIN = 15000; // ms until the next try while the network is gone
  const TOO_LONG = 20000; // ms
  const DAYS_KEPT = 14;
  const PREFIX = "chi03:text:";
  const user = document.body.dataset.user;
  if (!user) return;

  const herePrefix = `${PREFIX}${user}:${location.pathname}:`;
  const keyOf = (form) => herePrefix + form.dataset.autosave;
  const shelf = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    // Private windows and full disks refuse: then it must not be said that anything is kept.
    write(key, record) {
      try {
        localStorage.setItem(key, JSON.stringify(record));
        return true;
      } catch {
        return false;
      }
    },
    drop(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        /* nothing was kept either */
      }
    },
    mine() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${user}:`));
      } catch {
        return [];
      }
    },
  };

  tidyUp();
  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

  // A sent form's text stays until the server has answered that very sending by leading on to a page
  // without an objection; a detour over the sign-in page is no answer. Old text does not stay for ever.
  function tidyUp() {
    const refused = document.querySelector(".alert-danger, .alert-warning");
    const sender = ledOnFrom();
    const oldest = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
    for (const key of shelf.mine()) {
      const record = shelf.read(key);
      const isItsAnswer = sender && sender !== location.pathname && key.startsWith(`${PREFIX}${user}:${sender}:`);
      const answered = record?.sent && isItsAnswer && !refused;
      if (!record || answered || record.at < oldest) shelf.drop(key);
    }
  }

  // The page whose sending was answered by a redirect to this one.
  function ledOnFrom() {
    const [arrival] = performance.getEntriesByType("navigation");
    return arrival?.redirectCount && document.referrer ? new URL(document.referrer).pathname : null;
  }

  function watch(form) {
    const state = { timer: 0, flight: null, waiting: null, stopped: false, leaving: false, saved: words(form) };
    restore(form, state);
    form.addEventListener("input", () => changed(form, state));
    form.addEventListener("change", () => changed(form, state));
    form.addEventListener("submit", (event) => beforeSend(event, form, state));
    window.addEventListener("pageshow", (event) => event.persisted && (state.leaving = false));
    window.addEventListener("online", () => words(form) !== state.saved && save(form, state));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && words(form) !== state.saved) save(form, state);
    });
  }

  function changed(form, state) {
    if (state.stopped) {
      keep(form);
      return;
    }
    clearTimeout(state.timer);
    if (words(form) === state.saved) return;
    state.timer = setTimeout(() => save(form, state), QUIET);
  }

  async function save(form, state) {
    clearTimeout(state.timer);
    state.timer = 0;
    if (state.stopped || state.leaving || state.flight) return;
    const sent = words(form);
    say(form, "arrow-repeat", "Đang lưu…");
    state.flight = post(form);
    const answer = await state.flight;
    state.flight = null;
    heard(form, state, answer, sent);
    if (!state.waiting) return;
    const { submitter } = state.waiting;
    state.waiting = null;
    form.requestSubmit(submitter);
  }

  async function post(form) {
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(pairs(form, true)),
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
        redirect: "manual",
        signal: AbortSignal.timeout(TOO_LONG),
      });
      if (response.type === "opaqueredirect" || response.status === 403) return { status: 403 };
      const json = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      return { status: response.status, ...json };
    } catch {
      return { status: 0 };
    }
  }

  function heard(form, state, answer, sent) {
    if (answer.status === 200) {
      state.saved = sent;
      if (form.elements.version && answer.version !== undefined) form.elements.version.value = answer.version;
      shelf.drop(keyOf(form));
      say(form, "check-lg", `Đã lưu lúc ${answer.saved_at}`);
      form.dispatchEvent(new CustomEvent("chi03:saved", { detail: { words: sent, answer, isCurrent: words(form) === sent } }));
      changed(form, state); // what was typed in the meantime
      return;
    }
    const here = keep(form) ? " Chữ vẫn còn trên máy này" : " Chữ chỉ còn trên trang này, đồng chí đừng đóng";
    if (answer.status === 403) {
      state.stopped = true;
      warn(form, `Phiên đăng nhập đã hết.${here}; đăng nhập lại rồi mở lại trang này.`);
    } else if (answer.status === 409) {
      state.stopped = true;
      warn(form, `${answer.message ?? "Chưa lưu được."}${here}.`, answer.url);
    } else if (answer.status >= 400 && answer.status < 500) {
      warn(form, `${answer.message ?? "Chưa lưu được."}${here}.`);
    } else {
      clearTimeout(state.timer);
      state.timer = setTimeout(() => save(form, state), AGAIN);
      const why = answer.status ? "Máy chủ chưa trả lời." : "Mất mạng.";
      warn(form, `${why}${here}, ${answer.status ? "máy sẽ tự lưu lại" : "có mạng sẽ tự lưu"}.`);
    }
  }

  // The plain form post takes over: nothing of ours may be under way with an older version.
  function beforeSend(event, form, state) {
    clearTimeout(state.timer);
    if (state.flight) {
      event.preventDefault();
      state.waiting = { submitter: event.submitter };
      return;
    }
    if (words(form) !== state.saved || shelf.read(keyOf(form))) keep(form, { sent: true });
    state.leaving = true; // else hiding the page would save once more, on a version that is gone
  }

  function keep(form, more = {}) {
    const version = form.elements.version?.value ?? "";
    return shelf.write(keyOf(form), { at: Date.now(), version, pairs: pairs(form), ...more });
  }

  // Text kept here goes back into the form, unless the server's has moved on: then it stands beside.
  function restore(form, state) {
    const record = shelf.read(keyOf(form));
    if (!record) return;
    const differing = differences(form, record);
    if (!differing.length) {
      // A refused form shows the text again, but the server has not kept it.
      if (!form.querySelector("[aria-invalid]")) shelf.drop(keyOf(form));
    } else if (record.version === (form.elements.version?.value ?? "")) {
      fill(form, record);
      say(form, "arrow-counterclockwise", `Đã đưa lại chữ còn trên máy này từ ${clock(record.at)}`);
      save(form, state);
    } else {
      showBeside(form, record, differing);
    }
  }

  function differences(form, record) {
    const here = new Map(pairs(form).map(([name, value]) => [name, value]));
    return record.pairs.filter(
      ([name, value]) => value.trim() && here.get(name) !== value && fieldsOf(form, name).length,
    );
  }

  function fill(form, record) {
    for (const [name, value] of record.pairs) {
      for (const field of fieldsOf(form, name)) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
        else field.value = value;
      }
    }
  }

  function fieldsOf(form, name) {
    return form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`);
  }

  function showBeside(form, record, differing) {
    const panel = element("div", "alert alert-warning");
    panel.setAttribute("role", "status");
    panel.append(element("h2", "h4", `Chữ còn trên máy này từ ${clock(record.at)}`));
    panel.append(element("p", "mb-2", "Bản đã lưu mới hơn. Chép lại phần cần giữ rồi bỏ bản trên máy."));
    const list = element("dl", "mb-2");
    for (const [name, value] of differing) {
      list.append(element("dt", "", labelOf(form, name)), element("dd", "", wordOf(form, name, value)));
    }
    const button = element("button", "btn btn-outline-secondary btn-sm", "Bỏ bản trên máy này");
    button.type = "button";
    button.addEventListener("click", () => {
      shelf.drop(keyOf(form));
      panel.remove();
    });
    panel.append(list, button);
    form.before(panel);
  }

  function labelOf(form, name) {
    const field = fieldsOf(form, name)[0];
    const label = field.closest("fieldset")?.querySelector("legend");
    return (field.type === "radio" ? label : field.labels?.[0])?.textContent.replace("*", "").trim() ?? name;
  }

  function wordOf(form, name, value) {
    const selector = `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`;
    const option = form.querySelector(`input[type=radio]${selector}`);
    const chosen = form.querySelector(`select[name="${CSS.escape(name)}"] option[value="${CSS.escape(value)}"]`);
    return (option?.labels?.[0] ?? chosen)?.textContent.trim() ?? value;
  }

  function pairs(form, whole = false) {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return whole ? texts : texts.filter(([name]) => !["csrfmiddlewaretoken", "version", "seen"].includes(name));
  }

  function words(form) {
    return JSON.stringify(pairs(form));
  }

  function say(form, icon, text) {
    const place = form.querySelector("[data-saved]");
    if (!place) return null;
    place.classList.remove("saved--off");
    const sign = element("i", `bi bi-${icon}`);
    sign.setAttribute("aria-hidden", "true");
    place.replaceChildren(sign, element("span", "", text));
    return place;
  }

  function warn(form, text, url) {
    const place = say(form, "exclamation-lg", text);
    place?.classList.add("saved--off");
    if (!place || !url) return;
    const link = element("a", "", "Xem bản đã lưu");
    link.href = url;
    place.lastChild.append(" ", link);
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function clock(moment) {
    return new Date(moment).toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric" });
  }
})();
