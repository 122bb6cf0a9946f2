// Search, loaded on first use. The build writes its documents to window.searchDocuments, by column,
// and the ids of rows without a document to window.searchRows, by table.
window.bookSearch = {
  async load(loadScript, createElement) {
    "use strict";
    const base = document.documentElement.dataset.content_root || "./";
    await Promise.all([loadScript("vendor/minisearch.min.js"), loadScript("search-documents.js")]);
    const columns = Object.entries(window.searchDocuments || { href: [] });
    const documents = columns[0][1].map((_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at]])));
    let lastPage = ""; // the address of an entry on the same page as the one before is a fragment alone
    for (const entry of documents) {
      if (entry.href.startsWith("#")) entry.href = lastPage + entry.href;
      [lastPage] = entry.href.split("#");
    }
    const kinds = { book: "Book", chapter: "Chapter", section: "Section", table: "Table", row: "Row", claim: "Claim", event: "Event", work: "Work", term: "Term", figure: "Figure" };
    const kindBoost = { book: 1.6, section: 1.6, table: 1.6, term: 1.5, figure: 1.3, work: 0.85, claim: 0.95, event: 1 };
    const withoutDiacritics = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const normalize = (term) => withoutDiacritics(term).replace(/['’]s$/, "").replace(/[ø]/g, "o").replace(/[æ]/g, "ae");
    const index = new window.MiniSearch({
      fields: ["title", "number", "text"],
      storeFields: [],
      processTerm: (term) => { const folded = normalize(term); return folded.length > 1 || /\d/.test(folded) ? folded : null; },
      tokenize: (text) => text.split(/[^\p{L}\p{N}.’'-]+|\.(?!\d)|-(?=\D)/u).filter(Boolean),
    });
    // Addresses, ids, numbers and printed names, which lead to their entries before any other hit.
    // Keys are words in lower case: "§ 4.2.1", "Section 4.2.1" and "sec-4-2-1" have the same.
    const exactKey = (text) => withoutDiacritics(text.replace(/§+/g, " section ")).replace(/[^\p{L}\p{N}]+/gu, " ").trim()
      .replace(/^(the|this|row) /, "").replace(/ of the table .*$/, "")
      .replace(/^(sect?|section|chap|chapter|ch) (?=\d)/, "section ").replace(/^(figure|fig) (?=\d)/, "figure ");
    const entriesByKey = new Map();
    const addKeys = (entry, ...ranked) => ranked.forEach((texts, rank) => {
      for (const text of texts.filter(Boolean)) {
        const key = exactKey(text);
        if (!entriesByKey.has(key)) entriesByKey.set(key, []);
        entriesByKey.get(key).push({ entry, rank, text: text.toLowerCase() });
      }
    });
    const pages = new Set();
    for (const entry of documents) {
      const { kind, title, number, href } = entry;
      const [page, anchor] = href.split("#");
      const name = page.split("/").pop().replace(".html", "");
      const numbered = number && (kind === "section" || kind === "figure");
      const ids = [href, anchor, kind === "book" && kind, kind === "book" && "this book", !pages.has(page) && page];
      const names = [kind === "table" && name, numbered && `${kind} ${number}`, numbered && `${kind} ${number} ${title}`, kind === "section" && number];
      addKeys(entry, ids, names, [title, numbered && `${number} ${title}`, kind === "table" && `table ${title}`], [numbered && number]);
      pages.add(page);
    }
    let rowsLoaded = null;
    const loadRows = () => rowsLoaded ||= loadScript("search-rows.js").then(() => {
      for (const { title, href } of documents.filter((entry) => window.searchRows[entry.href])) {
        const [page] = href.split("#");
        const prefix = page.split("/").pop().replace(".html", "-");
        for (const id of window.searchRows[href].split(" ")) {
          const row = { kind: "row", title: id, text: `In the table ${title}`, href: `${page}#${id}` };
          addKeys(row, [row.href, id], [], [], [id.startsWith(prefix) && id.slice(prefix.length)]);
        }
      }
    });
    // Return the entries of which a text is an address, id, number or name, those spelled alike first.
    const findExact = (query) => {
      const known = (texts) => texts.map((text) => entriesByKey.get(exactKey(text))).find(Boolean);
      const ends = (path) => path.split("/").map((_, at, parts) => parts.slice(at).join("/"));
      const address = (query.match(/\S+\.html\S*/) || [""])[0].replace(/\?[^#]*/, "").replace(/[^\p{L}\p{N}]+$/u, "");
      const [page, anchor] = address.split("#");
      const whole = known([query, query.replace(/[,:]?\s*\bpp?\.\s*[\d\s,–-]+\)?$/, ""), ...ends(address)]);
      const top = !whole && known(ends(page));
      if (top && anchor) return [{ ...top[0].entry, text: "", href: `${top[0].entry.href.split("#")[0]}#${anchor}` }];
      const found = whole || top || known([anchor || ""]) || [];
      const spelled = query.toLowerCase();
      const order = [...found].sort((a, b) => (b.text === spelled) - (a.text === spelled) || a.rank - b.rank);
      return [...new Set(order.map(({ entry }) => entry))];
    };
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
      const found = strict.length ? strict : index.search(query, options);
      const hits = found.map(({ id, terms }) => ({ entry: entriesById.get(id), terms }));
      const exact = findExact(query).map((entry) => hits.find((hit) => hit.entry === entry) || { entry, terms: [] });
      return [...exact, ...hits.filter((hit) => !exact.includes(hit))];
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
      const row = ({ entry, terms }) => {
        const words = [...new Set(terms)].sort((a, b) => b.length - a.length);
        const level = entry.kind === "section" && /^\d+$/.test(entry.number) ? "chapter" : entry.kind;
        const kind = [kinds[level], entry.number].filter(Boolean).join(" ");
        return createElement("li", {}, createElement("a", { href: base + entry.href },
          createElement("span", { className: "result-kind", textContent: kind }),
          createElement("span", { className: "result-title" }, ...excerpt(entry.title || "", words, 400, true)),
          ...(entry.text && entry.text !== entry.title ? [createElement("span", { className: "result-text" }, ...excerpt(entry.text, words))] : [])));
      };
      const show = () => {
        const query = input.value.trim();
        const hits = query.length > 1 || /\d/.test(query) ? find(query) : [];
        list.replaceChildren(...hits.slice(0, 40).map(row));
        count.textContent = !query ? "" : hits.length ? `${hits.length} ${hits.length === 1 ? "place" : "places"}${hits.length > 40 ? ", the best 40 shown" : ""}` : "Nothing found";
      };
      const update = () => {
        show();
        if (!rowsLoaded && input.value.trim()) loadRows().then(show, () => {}); // without rows if that fails
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
