// The way to a reader's own codings, on every page; what is behind it loads when it is used.
(() => {
  "use strict";
  const doc = document;
  const source = doc.currentScript.src;
  const named = (name) => source.replace("reading-start.js", name);
  const add = (tag, props) => new Promise((onload, onerror) => {
    doc.head.append(Object.assign(doc.createElement(tag), { onload, onerror, async: false }, props));
  });
  let loaded;
  const load = () => loaded ||= Promise.all([
    add("link", { rel: "stylesheet", href: named("reading.css") }),
    ...["core", "data", "edit"].map((name) => add("script", { src: named(`reading-${name}.js`) })),
  ]);

  const button = (text, title) => Object.assign(doc.createElement("button"), { type: "button", className: "code-otherwise", textContent: text, title });
  doc.addEventListener("beforetoggle", ({ target: card, newState }) => {
    if (newState !== "open" || !card.matches(".card[data-number]") || card.querySelector(".code-otherwise")) return;
    card.querySelector(".card-address").append(" ", button("Code otherwise", ""));
  }, true);
  for (const cell of doc.querySelectorAll("#table-codings-rows td[data-label=Direction]")) {
    cell.replaceChildren(button(cell.textContent || "none", "Code otherwise"));
  }

  // Return the claims behind a cell of a matrix: the link's own, or those of the rows it leads to.
  const claimsBehind = (link) => {
    const [, claim] = /claims\.html#(.+)/.exec(link.getAttribute("href")) ?? [];
    if (claim) return [claim];
    let row = doc.getElementById(link.getAttribute("href").slice(1))?.closest("tr");
    const [, ...names] = /^(.+?) × (.+): /.exec(link.getAttribute("aria-label")) ?? [];
    const claims = [];
    const isBehind = () => names.every((name) => [...row.cells].some((cell) => cell.textContent === name));
    for (; row && isBehind(); row = row.nextElementSibling) claims.push(row.querySelector("a[href*='claims.html#']")?.hash.slice(1));
    return claims.every(Boolean) ? [...new Set(claims)] : [];
  };
  window.bookReadingStart = { named, add, claimsBehind };

  doc.addEventListener("click", (event) => {
    const control = event.target.closest?.(".code-otherwise, .matrix .drawing a");
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const claims = control.matches("button") ? [] : claimsBehind(control);
    if (!control.matches("button") && !claims.length) return;
    event.preventDefault();
    load().then(() => window.bookReading.open(control, claims), () => { location.href = control.getAttribute("href"); });
  });

  const isKept = () => {
    try { return Object.keys(localStorage).some((key) => key.startsWith("reading:")); } catch { return false; }
  };
  const resume = () => { if (isKept() || location.hash.startsWith("#reading=") || doc.querySelector("[data-reading-page]")) load(); };
  resume();
  addEventListener("pageshow", (event) => { if (event.persisted) resume(); });
  addEventListener("hashchange", resume);
})();
