// Completion for the search box, keys for the queue of tags; for the form of a study: files dropped on it, progress, lists shortened by typing, and a draft of what was typed.
// Everything works without it.
"use strict";
(() => {
  const box = document.querySelector("input[data-suggest]");
  if (box) {
    const list = document.getElementById(box.getAttribute("list"));
    let last = "";
    let waiting = 0;
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const typed = box.value;
        if (typed === last || typed.length < 1) { return; }
        last = typed;
        const answer = await fetch("/api/v1/search/suggest?q=" + encodeURIComponent(typed), { headers: { "Accept-Language": document.documentElement.lang } });
        if (!answer.ok || box.value !== typed) { return; }
        const found = await answer.json();
        list.replaceChildren(...found.suggestions.map((one) => {
          const option = document.createElement("option");
          option.value = one.kind === "text" ? one.text : one.value;
          option.label = one.text;
          return option;
        }));
      }, 120);
    });
  }

  const queue = document.querySelector("[data-queue]");
  if (queue) {
    const items = [...queue.querySelectorAll("article")];
    let at = 0;
    const go = (step) => {
      at = Math.max(0, Math.min(items.length - 1, at + step));
      items[at].focus();
    };
    document.addEventListener("keydown", (event) => {
      if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey || items.length === 0) { return; }
      const current = items.indexOf(document.activeElement.closest("article"));
      if (current >= 0) { at = current; }
      if (event.key === "j") { go(1); } else if (event.key === "k") { go(-1); } else {
        const button = event.key === "u" ? document.querySelector("button[data-undo]") : items[at].querySelector(`button[data-key="${event.key}"]`);
        if (button) { event.preventDefault(); button.click(); }
      }
    });
  }

  const form = document.querySelector("form[data-draft]");
  if (form) {
    const words = form.dataset;
    const key = "draft:" + words.draft;
    const said = form.querySelector("[data-said]");
    const say = (...parts) => { said.replaceChildren(...parts); said.hidden = parts.length === 0; };
    const typed = () => [...form.elements].filter((one) => one.name && !one.name.startsWith("__") && one.type !== "file");
    const values = (one) => (one.multiple ? [...one.selectedOptions].map((option) => option.value) : [one.value]);

    // What was typed outlives a broken connection, a closed window and a session that ended; never the files.
    let waiting = 0;
    const keep = () => localStorage.setItem(key, JSON.stringify(typed().map((one) => [one.name, values(one)])));
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 300); });
    const forget = () => { clearTimeout(waiting); localStorage.removeItem(key); };
    const kept = localStorage.getItem(key);
    if (kept && words.sent === "false") {
      const fields = new Map(JSON.parse(kept));
      for (const one of typed()) {
        const before = fields.get(one.name) ?? [];
        if (one.multiple) { for (const option of one.options) { option.selected = before.includes(option.value); } } else if (before.length > 0) { one.value = before[0]; }
      }
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "second";
      drop.textContent = words.textDiscard;
      drop.addEventListener("click", () => { forget(); form.reset(); say(); });
      say(words.textDraft + " ", drop);
    }

    // A long list is shortened by what is typed above it, and a click chooses or lets go one line without a key held down.
    for (const all of form.querySelectorAll("select[multiple]")) {
      const lines = [...all.options];
      const narrow = document.createElement("input");
      narrow.type = "search";
      narrow.size = 40;
      narrow.className = "narrow";
      narrow.placeholder = words.textNarrow;
      narrow.setAttribute("aria-label", words.textNarrow + ": " + all.labels[0].firstChild.textContent.trim());
      const show = () => {
        const asked = narrow.value.trim().toLowerCase().split(/\s+/);
        for (const line of lines) { line.hidden = !line.selected && !asked.every((word) => line.label.toLowerCase().includes(word)); }
        for (const group of all.querySelectorAll("optgroup")) { group.hidden = [...group.children].every((line) => line.hidden); }
      };
      narrow.addEventListener("input", show);
      // What is typed here is gone only after the form was emptied.
      form.addEventListener("reset", () => setTimeout(show));
      narrow.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); all.focus(); } });
      all.before(narrow);
      all.addEventListener("mousedown", (event) => {
        if (!(event.target instanceof HTMLOptionElement) || event.shiftKey) { return; }
        event.preventDefault();
        const at = all.scrollTop;
        event.target.selected = !event.target.selected;
        all.focus();
        all.scrollTop = at;
        all.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }

    const input = form.querySelector("input[type=file]");
    const list = form.querySelector("[data-files]");
    const zone = form.querySelector("[data-drop]");
    const size = (bytes) => (bytes < 1048576 ? Math.ceil(bytes / 1024) + " kB" : (bytes / 1048576).toFixed(1) + " MB");
    const put = (files) => {
      const all = new DataTransfer();
      for (const file of files) { all.items.add(file); }
      input.files = all.files;
      show();
    };
    const show = () => list.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "plain";
      drop.textContent = words.textRemove;
      drop.setAttribute("aria-label", words.textRemove + ": " + file.name);
      drop.addEventListener("click", () => { put([...input.files].filter((other) => other !== file)); input.focus(); });
      line.append(file.name + " (" + size(file.size) + ") ", drop);
      return line;
    }));
    input.addEventListener("change", show);
    for (const name of ["dragover", "dragenter", "dragleave", "drop"]) {
      zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.toggle("over", name === "dragover" || name === "dragenter"); });
    }
    zone.addEventListener("drop", (event) => {
      const same = (one, other) => one.name === other.name && one.size === other.size;
      put([...input.files, ...[...event.dataTransfer.files].filter((file) => ![...input.files].some((other) => same(file, other)))]);
    });

    const bar = form.querySelector("progress");
    const button = form.querySelector("button[data-send]");
    const rest = () => { bar.hidden = true; button.disabled = false; said.scrollIntoView({ block: "nearest" }); };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep();
      const bytes = [...input.files].reduce((sum, file) => sum + file.size, 0);
      if (bytes > Number(words.most)) { say(words.textLarge + " " + size(Number(words.most))); rest(); return; }
      const send = new XMLHttpRequest();
      send.open("POST", form.action);
      send.setRequestHeader("X-Form", "kept");
      send.responseType = "document";
      send.upload.addEventListener("progress", (step) => { if (step.lengthComputable) { bar.max = step.total; bar.value = step.loaded; } });
      send.addEventListener("error", () => { say(words.textBroken); rest(); });
      send.addEventListener("load", () => {
        const there = send.getResponseHeader("Location");
        if (send.status === 201 && there) { forget(); location.assign(there); return; }
        if (send.responseURL.includes("/signin")) { say(words.textSignin); rest(); return; }
        const answer = send.response?.querySelector("main [role=alert]") ?? send.response?.querySelector("main h1 ~ p") ?? null;
        const heading = send.response?.querySelector("main h1")?.textContent ?? "";
        say(...(answer?.getAttribute("role") ? [document.importNode(answer, true)] : [heading + ". " + (answer?.textContent ?? "")]));
        rest();
      });
      say();
      bar.removeAttribute("value");
      bar.hidden = false;
      button.disabled = true;
      send.send(new FormData(form));
    });
  }

  // A draft is for the one who typed it: it leaves the browser with the session.
  document.querySelector("form[data-signout]")?.addEventListener("submit", () => {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("draft:"))) { localStorage.removeItem(name); }
  });
})();
