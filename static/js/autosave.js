// form[data-autosave="<url>"]: saves what is typed, and keeps it on this machine while the server
// does not have it. What it says about saving is always what it has done.
// With data-clash the page shows two versions: its text is kept here, but saved by its button alone.
// So is the text of form[data-guard-unsaved] without an address: it outlives an expired sign-in.
// form[data-unsent]: what it shows or carries was sent, but the server stored nothing of it: it asks once
// more, or the way led back from there. That text stays kept until it is really answered.
(() => {
  const QUIET = 2000; // ms after the last key
  const AGAIN = 15000; // ms until the next try while the network is gone
  const TOO_LONG = 20000; // ms
  const DAYS_KEPT = 14;
  const PREFIX = "chi03:text:";
  const SENT = "chi03:sent";
  const TYPED = "input:not([type=hidden], [type=file], [type=password], [type=submit], [type=button]), select, textarea";
  const user = document.body.dataset.user;
  if (!user) return;

  // Every open page keeps a record of its own: what one tab has saved says nothing of another's words.
  const page = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  const recordsAt = (path) => `${PREFIX}${user}:${path}:`;
  const nameOf = (form) => form.dataset.autosave ?? `${form.getAttribute("action") ?? ""}#`;
  const recordsOf = (form) => `${recordsAt(location.pathname)}${nameOf(form)}:`;
  const isOnlyKept = (form) => !form.dataset.autosave || form.hasAttribute("data-clash");
  const keyOf = (form) => recordsOf(form) + page;
  // Private windows and full disks refuse: then it must not be said that anything is kept.
  const tried = (deed, otherwise = null) => {
    try {
      return deed();
    } catch {
      return otherwise;
    }
  };
  const shelf = {
    keys: (beginning) => tried(() => Object.keys(localStorage).filter((key) => key.startsWith(beginning)), []),
    read: (key) => tried(() => JSON.parse(localStorage.getItem(key))),
    write: (key, record) =>
      tried(() => {
        localStorage.setItem(key, JSON.stringify(record));
        return true;
      }, false),
    drop: (key) => tried(() => localStorage.removeItem(key)),
    lastSent: () => tried(() => sessionStorage.getItem(SENT)),
    noteSent: (key) => tried(() => sessionStorage.setItem(SENT, key)),
  };

  const isUnsent = Boolean(document.querySelector("form[data-unsent]"));
  const isRefused = isUnsent || Boolean(document.querySelector("[role=alert], [aria-invalid]"));
  tidyUp();
  for (const form of document.querySelectorAll("form[data-autosave], form[data-guard-unsaved]")) watch(form);

  // A sent form's text stays until the server has answered that very sending by leading on to a page
  // without an objection; a detour over the sign-in page is no answer. Old text, of whoever, does not
  // stay for ever.
  function tidyUp() {
    const sent = shelf.lastSent();
    const answered = answeredKey();
    const stored = new Set(document.querySelector("[data-stored]")?.dataset.stored.split(" "));
    const oldest = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
    for (const key of shelf.keys(PREFIX)) {
      const record = shelf.read(key);
      if (key === sent && record?.changes && stored.size) {
        record.changes = record.changes.filter(({ id }) => !stored.has(id));
        shelf.write(key, record); // of what was sent, only the rest is still to be kept
      }
      if (!record?.changes || key === answered || record.at < oldest) shelf.drop(key);
    }
  }

  // Whose sending, from this tab, was answered by a redirect to this page.
  function answeredKey() {
    const [arrival] = performance.getEntriesByType("navigation");
    const sent = shelf.lastSent();
    if (isUnsent) return null; // the next sending from here carries the same words
    shelf.noteSent("");
    if (!arrival?.redirectCount || !document.referrer || isRefused) return null;
    return sent?.startsWith(recordsAt(new URL(document.referrer).pathname)) ? sent : null;
  }

  function watch(form) {
    const state = { timer: 0, flight: null, waiting: null, stopped: isOnlyKept(form), leaving: false, saved: standing(form) };
    restore(form, state);
    form.addEventListener("input", () => changed(form, state));
    form.addEventListener("change", () => changed(form, state));
    form.addEventListener("submit", (event) => beforeSend(event, form, state));
    window.addEventListener("pageshow", (event) => event.persisted && (state.leaving = false));
    window.addEventListener("online", () => isChanged(form, state) && save(form, state));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden || state.leaving || !isChanged(form, state)) return;
      keep(form, state); // the page may be closing, and hear no answer
      save(form, state);
    });
  }

  function changed(form, state) {
    if (state.stopped) {
      if (!keep(form, state)) warn(form, "Chưa lưu được. Chữ chỉ còn trên trang này, đồng chí đừng đóng.");
      return;
    }
    clearTimeout(state.timer);
    if (isChanged(form, state)) state.timer = setTimeout(() => save(form, state), QUIET);
    else shelf.drop(keyOf(form));
  }

  async function save(form, state) {
    clearTimeout(state.timer);
    state.timer = 0;
    if (state.stopped || state.leaving || state.flight) return;
    const sent = standing(form);
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
        body: new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")),
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
      for (const [name, value] of Object.entries(answer.fields ?? {})) {
        if (form.elements[name]) form.elements[name].value = value; // hidden: what is stored by now
      }
      keep(form, state); // what was typed in the meantime, or nothing any more
      say(form, "check-lg", `Đã lưu lúc ${answer.saved_at}`);
      form.dispatchEvent(new CustomEvent("chi03:saved", { detail: { answer, isCurrent: !isChanged(form, state) } }));
      changed(form, state);
      return;
    }
    const here = keep(form, state) ? " Chữ vẫn còn trên máy này" : " Chữ chỉ còn trên trang này, đồng chí đừng đóng";
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
    keep(form, state);
    shelf.noteSent(keyOf(form));
    state.leaving = true; // else hiding the page would save once more, on a version that is gone
  }

  // What the server does not have, and all that stands around it; whether that is safe here now.
  function keep(form, state) {
    const changes = changesIn(form, state);
    if (!changes.length) {
      shelf.drop(keyOf(form));
      return true;
    }
    const place = { version: versionOf(form), search: location.search };
    return shelf.write(keyOf(form), { at: Date.now(), ...place, standing: standing(form), changes });
  }

  // Two versions on one page: what is typed there rests on neither, so it never goes back by itself.
  function versionOf(form) {
    return form.hasAttribute("data-clash") ? null : (form.elements.version?.value ?? "");
  }

  // What is kept goes back into the form, emptied boxes and ticks taken away too, if the server still
  // has what it was typed upon; else, and where two tabs kept something, it stands beside.
  function restore(form, state) {
    const kept = shelf.keys(recordsOf(form)).map((key) => [key, shelf.read(key)]);
    let mayFill = !isRefused;
    for (const [key, record] of kept.sort(([, a], [, b]) => b.at - a.at)) {
      const fits = mayFill && record.version === versionOf(form);
      const differing = differences(form, record, fits);
      if (!differing.length && !isRefused) {
        shelf.drop(key);
      } else if (!differing.length) {
        takeOver(form, state, key, record); // a refused form shows it, but the server has not kept it
      } else if (!fits) {
        showBeside(form, key, record, differing);
      } else if (record.search && !location.search && lacksField(form, differing)) {
        location.replace(location.pathname + record.search); // as it was, with the frame that was added
        return;
      } else {
        mayFill = false;
        fill(form, record);
        takeOver(form, state, key, record);
        const told = `Đã đưa lại chữ còn trên máy này từ ${clock(record.at)}`;
        if (!say(form, "arrow-counterclockwise", told)) form.before(notice(`${told}. Chưa gửi.`));
        save(form, state);
      }
    }
  }

  function takeOver(form, state, key, record) {
    for (const { id, was } of record.changes) state.saved[id] = was;
    const isKept = keep(form, state);
    const homeless = differences(form, record, false);
    if (homeless.length) showBeside(form, key, record, homeless);
    else if (isKept) shelf.drop(key);
  }

  // The server tidies what it stores: its spaces are no difference, unless the text is to go back.
  function differences(form, record, isExact) {
    const here = standing(form, true);
    const tidy = (text) => (isExact ? text : text.normalize("NFC").replace(/\s+/g, " ").trim());
    return record.changes.filter(({ id, value }) => tidy(here[id] ?? "") !== tidy(value));
  }

  function lacksField(form, differing) {
    const ids = new Set(fieldsOf(form).map(idOf));
    return differing.some(({ id }) => !ids.has(id));
  }

  function fill(form, record) {
    // Without a version nothing says that the rest still holds
    const changed = Object.fromEntries(record.changes.map(({ id, value }) => [id, value]));
    const standing = record.version ? record.standing : changed;
    for (const field of fieldsOf(form)) {
      const id = idOf(field);
      const value = standing[id];
      if (value === undefined) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
      else field.value = value;
      if (id in changed) field.closest("details")?.setAttribute("open", "");
    }
  }

  function showBeside(form, key, record, differing) {
    const panel = notice();
    panel.append(element("h2", "h4", `Chữ còn trên máy này từ ${clock(record.at)}`));
    const what = "Những chỗ này đồng chí đã sửa mà chưa lưu được; bản trên trang này khác.";
    panel.append(element("p", "mb-2", `${what} Chép lại phần cần giữ rồi bỏ bản trên máy.`));
    const list = element("dl", "mb-2");
    for (const { label, words } of differing) list.append(element("dt", "", label), element("dd", "", words));
    const button = element("button", "btn btn-outline-secondary btn-sm", "Bỏ bản trên máy này");
    button.type = "button";
    button.addEventListener("click", () => {
      shelf.drop(key);
      panel.remove();
    });
    panel.append(list, button);
    form.before(panel);
  }

  function fieldsOf(form) {
    return [...form.elements].filter((field) => field.name && field.matches(TYPED));
  }

  function idOf(field) {
    return field.type === "checkbox" ? `${field.name}=${field.value}` : field.name;
  }

  // What stands in each field, a box without its tick too; of those switched off only if asked.
  function standing(form, isWhole = false) {
    const found = {};
    for (const field of fieldsOf(form)) {
      if (field.disabled && !isWhole) continue;
      if (field.type === "checkbox") found[idOf(field)] = field.checked ? field.value : "";
      else if (field.type !== "radio" || field.checked) found[field.name] = field.value;
    }
    return found;
  }

  function isChanged(form, state) {
    return changesIn(form, state).length > 0;
  }

  // What the server does not have, with the words for a page that may not have the field.
  function changesIn(form, state) {
    const here = standing(form);
    const fields = fieldsOf(form).filter((field) => field.type !== "radio" || field.checked);
    return fields.flatMap((field) => {
      const id = idOf(field);
      const [value, was] = [here[id], state.saved[id] ?? ""];
      return (value ?? was) === was ? [] : [{ id, value, was, label: labelOf(field), words: wordsIn(field) }];
    });
  }

  function labelOf(field) {
    if (field.type === "radio") return textOf(field.closest("fieldset")?.querySelector("legend")) || field.name;
    const item = textOf(field.closest(".item")?.querySelector("h2, legend"));
    const label = textOf(field.labels?.[0]).replace("*", "").trim() || field.getAttribute("aria-label") || field.name;
    return item ? `${item}: ${label}` : label;
  }

  function wordsIn(field) {
    if (field.type === "checkbox") return field.checked ? "có đánh dấu" : "không đánh dấu";
    const chosen = field.type === "radio" ? field.labels?.[0] : field.selectedOptions?.[0];
    return (chosen ? textOf(chosen) : field.value.trim()) || "(đã xoá hết chữ)";
  }

  function textOf(node) {
    return node?.textContent.replace(/\s+/g, " ").trim() ?? "";
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

  function notice(text = "") {
    const made = element("div", "alert alert-warning", text);
    made.setAttribute("role", "status");
    return made;
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
