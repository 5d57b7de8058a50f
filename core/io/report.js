// What was said, the cue and the source light up together; speakers, kinds and
// words can be chosen. Nothing is loaded and nothing leaves the page.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const make = (tag, text, more) =>
    Object.assign(document.createElement(tag), {textContent: text}, more);

  // Number of an attribution -> its note and its pieces of text.
  const items = new Map();
  for (const note of all(".note")) {
    items.set(+note.id.slice(1), {
      note, pieces: [], shown: true, speaker: note.dataset.s,
      kind: ["direct", "indirect", "mixed"].find(
        (k) => note.classList.contains(k)),
      hue: note.style.getPropertyValue("--h"),
    });
  }
  const pieces = all("[data-q]").map((element) => {
    const parts = element.dataset.q.split(" ").map(
      (q) => ({n: parseInt(q, 10), role: q.slice(-1)}));
    const piece = {element, parts};
    for (const {n, role} of parts) items.get(n)?.pieces.push({element, role});
    return piece;
  });
  const order = [...items.keys()].sort((a, b) => a - b);
  for (const item of items.values()) {
    const said = item.pieces.map((p) => p.element.textContent).join(" ");
    item.words = (item.note.textContent + " " + said).toLowerCase();
  }

  // ---- One attribution at a time is lit ----
  let lit = null, pinned = null;
  const light = (n) => {
    if (n === lit) return;
    const paint = (item, on) => {
      item.note.classList.toggle("on", on);
      for (const {element, role} of item.pieces) {
        element.classList.toggle("on-" + role, on);
        element.classList.toggle("grey", on && item.hue === "");
        element.style.setProperty("--o", item.hue || 0);
      }
    };
    if (lit !== null) paint(items.get(lit), false);
    if (n !== null) paint(items.get(n), true);
    lit = n;
  };
  const meant = (target) => {
    const note = target.closest?.(".note");
    if (note) return +note.id.slice(1);
    const numbers = target.closest?.("[data-q]")?.dataset.q ?? "";
    const shown = numbers.split(" ").map((q) => parseInt(q, 10))
      .find((n) => items.get(n)?.shown);
    return shown ?? null;
  };
  document.addEventListener("mouseover", (e) => light(meant(e.target) ?? pinned));
  document.addEventListener("focusin", (e) => light(meant(e.target) ?? pinned));
  document.addEventListener("click", (e) => {
    if (e.target.closest("a, button, input, summary")) return;
    const n = meant(e.target);
    pinned = n === pinned ? null : n;
    light(pinned);
  });
  const go = (n) => {
    pinned = n;
    light(n);
    const {pieces: [first], note} = items.get(n);
    (first?.element ?? note).scrollIntoView({block: "center"});
  };
  const step = (by) => {
    const shown = order.filter((n) => items.get(n).shown);
    if (shown.length === 0) return;
    const at = shown.indexOf(pinned ?? lit);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    go(shown[(next + shown.length) % shown.length]);
  };
  document.addEventListener("keydown", (e) => {
    if (e.target.matches?.("input") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "j" || e.key === "n") step(1);
    else if (e.key === "k" || e.key === "p") step(-1);
    else if (e.key === "Escape") light(pinned = null);
    else if (e.key === "/") search.focus();
    else return;
    e.preventDefault();
  });
  const follow = () => {
    const n = /^#n(\d+)$/.exec(location.hash);
    if (n && items.has(+n[1])) go(+n[1]);
  };
  addEventListener("hashchange", follow);

  // ---- What is shown ----
  const kinds = {direct: true, mixed: true, indirect: true};
  let speaker = null, query = "";
  const count = make("span", "");
  const update = () => {
    let shown = 0;
    for (const item of items.values()) {
      item.shown = kinds[item.kind] && item.words.includes(query) &&
        (speaker === null || item.speaker === speaker);
      item.note.classList.toggle("gone", !item.shown);
      if (item.shown) shown++;
    }
    for (const {element, parts} of pieces)
      element.classList.toggle("off", !parts.some(({n}) => items.get(n)?.shown));
    for (const li of all("nav [data-s]"))
      li.classList.toggle("chosen", li.dataset.s === speaker);
    count.textContent = shown === items.size
      ? items.size + " in all" : shown + " of " + items.size;
    if (lit !== null && !items.get(lit).shown) light(pinned = null);
  };

  // ---- Tools ----
  const tools = document.getElementById("tools");
  const search = make("input", "", {type: "search", placeholder: "Search",
    ariaLabel: "Search what was said, by whom, and how"});
  search.addEventListener("input", () => {
    query = search.value.trim().toLowerCase();
    update();
  });
  const buttons = make("div", "", {className: "kinds"});
  for (const kind of Object.keys(kinds)) {
    const button = make("button", "", {type: "button"});
    const label = make("span", kind, {className: "c " + kind});
    label.style.setProperty("--c", 250);
    button.append(label);
    button.title = {direct: "all of it between quotation marks",
      mixed: "some of it between quotation marks",
      indirect: "reported without quotation marks"}[kind];
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      kinds[kind] = !kinds[kind];
      button.setAttribute("aria-pressed", kinds[kind]);
      update();
    });
    buttons.append(button);
  }
  const theme = make("button", "light / dark", {type: "button"});
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = getComputedStyle(root).colorScheme === "dark";
    root.dataset.theme = dark ? "light" : "dark";
  });
  const last = make("div", "", {className: "last"});
  last.append(count, theme);
  tools.append(search);
  if (document.querySelector(".note .kind")) tools.append(buttons);
  tools.append(last);

  for (const li of all("nav [data-s]")) {
    li.querySelector("a").addEventListener("click", (e) => {
      e.preventDefault();
      speaker = li.dataset.s === speaker ? null : li.dataset.s;
      update();
      const first = order.find((n) => items.get(n).shown);
      if (speaker !== null && first !== undefined) go(first);
      else light(pinned = null);
    });
  }
  update();
  follow();
})();
