// Search, loaded on first use. The build writes its documents to window.searchDocuments.
window.bookSearch = {
  async load(loadScript, createElement) {
    "use strict";
    const base = document.documentElement.dataset.content_root || "./";
    await Promise.all([loadScript("vendor/minisearch.min.js"), loadScript("search-documents.js")]);
    const documents = window.searchDocuments || [];
    const kinds = { section: "Section", claim: "Claim", event: "Event", work: "Work", term: "Term", figure: "Figure", actor: "Actor" };
    const kindBoost = { section: 1.6, term: 1.5, figure: 1.3, work: 0.85, claim: 0.95, event: 1 };
    const withoutDiacritics = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const normalize = (term) => withoutDiacritics(term).replace(/['’]s$/, "").replace(/[ø]/g, "o").replace(/[æ]/g, "ae");
    const index = new window.MiniSearch({
      fields: ["title", "number", "text"],
      storeFields: [],
      processTerm: (term) => { const folded = normalize(term); return folded.length > 1 || /\d/.test(folded) ? folded : null; },
      tokenize: (text) => text.split(/[^\p{L}\p{N}.’'-]+|\.(?!\d)|-(?=\D)/u).filter(Boolean),
    });
    const entriesById = new Map();
    await index.addAllAsync(documents.map((entry, at) => {
      entriesById.set(at, entry);
      return { id: at, title: entry.title || "", number: entry.number || "", text: entry.text || "" };
    }), { chunkSize: 20 }); // in chunks, to keep the page responsive
    const options = {
      boost: { title: 3, number: 5 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.18 : false),
      weights: { fuzzy: 0.3, prefix: 0.6 },
      boostDocument: (at) => kindBoost[entriesById.get(at).kind] || 1,
    };
    const find = (query) => {
      const strict = index.search(query, { ...options, combineWith: "AND" });
      return strict.length ? strict : index.search(query, options);
    };

    // Return the part of a text with the most hits, with the hits marked.
    const excerpt = (text, words, span = 170, whole = false) => {
      const low = normalize(text).length === text.length ? normalize(text) : text.toLowerCase();
      const hits = words.flatMap((word) => {
        const found = [];
        for (let at = low.indexOf(word); at >= 0 && found.length < 8; at = low.indexOf(word, at + word.length)) {
          if (at === 0 || !/[\p{L}\p{N}]/u.test(low[at - 1])) found.push([at, at + word.length]);
        }
        return found;
      }).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
      // Start where most hits are close together; show short texts from their beginning.
      const within = ([from]) => hits.filter(([other, to]) => other >= from && to <= from + span - 60).length;
      const best = hits.reduce((found, hit) => (found && within(found) >= within(hit) ? found : hit), null);
      let start = best && !whole && text.length > span + 60 ? Math.max(0, best[0] - 60) : 0;
      if (start) start = text.indexOf(" ", start) + 1;
      const end = text.length <= span + 60 || whole ? text.length : Math.min(text.length, start + span);
      const nodes = [start ? "… " : ""];
      let at = start;
      for (const [from, to] of hits) {
        if (from < at || to > end) continue;
        nodes.push(text.slice(at, from), createElement("mark", { textContent: text.slice(from, to) }));
        at = to;
      }
      const stop = end < text.length ? Math.max(at, text.lastIndexOf(" ", end)) : end;
      nodes.push(text.slice(at, stop) + (end < text.length ? " …" : ""));
      return nodes;
    };

    const field = () => {
      const input = createElement("input", { type: "search", autocomplete: "off", spellcheck: false, placeholder: "Sections, claims, events, works, terms" });
      input.setAttribute("aria-label", "Search the book");
      input.setAttribute("enterkeyhint", "search");
      return input;
    };
    const panel = (input) => {
      const count = createElement("p", { className: "search-count" });
      count.setAttribute("role", "status");
      const list = createElement("ul", { className: "search-results" });
      const row = (hit) => {
        const entry = entriesById.get(hit.id);
        const words = [...new Set(hit.terms)].sort((a, b) => b.length - a.length);
        const kind = [kinds[entry.kind] || entry.kind, entry.number].filter(Boolean).join(" ");
        return createElement("li", {}, createElement("a", { href: base + entry.href },
          createElement("span", { className: "result-kind", textContent: kind }),
          createElement("span", { className: "result-title" }, ...excerpt(entry.title || "", words, 400, true)),
          ...(entry.text && entry.text !== entry.title ? [createElement("span", { className: "result-text" }, ...excerpt(entry.text, words))] : [])));
      };
      const update = () => {
        const query = input.value.trim();
        const hits = query.length > 1 || /\d/.test(query) ? find(query) : [];
        list.replaceChildren(...hits.slice(0, 40).map(row));
        count.textContent = !query ? "" : hits.length ? `${hits.length} ${hits.length === 1 ? "place" : "places"}${hits.length > 40 ? ", the best 40 shown" : ""}` : "Nothing found";
      };
      input.addEventListener("input", update);
      const body = createElement("div", {}, count, list);
      const move = (event) => {
        if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
        const links = [...list.querySelectorAll("a")];
        const at = links.indexOf(document.activeElement);
        if (event.key === "Enter") { if (at < 0 && links[0]) { event.preventDefault(); links[0].click(); } return; }
        event.preventDefault();
        const next = event.key === "ArrowDown" ? at + 1 : at - 1;
        if (next < 0) input.focus(); else links[Math.min(next, links.length - 1)]?.focus();
      };
      return { input, body, move, list, update };
    };

    let dialog = null;
    let shown = null;
    const open = () => {
      if (!dialog) {
        shown = panel(field());
        const closeButton = createElement("button", { type: "button", className: "box-close", textContent: "Close" });
        dialog = createElement("dialog", { className: "search-box" }, createElement("div", { className: "search-field" }, createElement("label", {}, shown.input), closeButton), shown.body);
        dialog.setAttribute("aria-label", "Search");
        closeButton.addEventListener("click", () => dialog.close());
        dialog.addEventListener("keydown", (event) => {
          if (event.key === "Escape") { event.preventDefault(); dialog.close(); } else shown.move(event);
        });
        dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
        document.body.append(dialog);
      }
      if (!dialog.open) dialog.showModal();
      shown.input.focus();
      shown.input.select();
    };
    const page = () => {
      const place = document.querySelector("[data-search-page]");
      shown = panel(place.querySelector("input"));
      place.append(shown.body);
      place.addEventListener("keydown", shown.move);
      shown.input.value ||= new URLSearchParams(location.search).get("q") || "";
      shown.update();
    };
    return { open, page, focus: () => shown && shown.input.focus() };
  },
};
