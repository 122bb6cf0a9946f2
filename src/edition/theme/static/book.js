// Light and dark, cards and previews, the place in the contents, the way to the search.
(() => {
  "use strict";
  const doc = document;
  const root = doc.documentElement;
  const here = doc.currentScript.src;
  const one = (selector, within = doc) => within.querySelector(selector);
  const all = (selector, within = doc) => [...within.querySelectorAll(selector)];
  const roomy = matchMedia("(min-width: 48rem)");
  const make = (tag, props = {}, ...children) => {
    const element = Object.assign(doc.createElement(tag), props);
    element.append(...children);
    return element;
  };
  window.bookMake = make; // for the scripts of tables and of the Cite box, which run after this one
  const beside = (name) => new URL(name, here).href;

  // Light and dark -----------------------------------------------------------
  const themeButton = one(".theme-button");
  const themes = ["auto", "light", "dark"];
  const showTheme = () => { themeButton.replaceChildren(make("span", { textContent: "Theme: " }), root.dataset.theme || "auto"); };
  themeButton.hidden = false;
  showTheme();
  themeButton.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % themes.length];
    if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
    try {
      if (next === "auto") localStorage.removeItem("theme"); else localStorage.setItem("theme", next);
    } catch { /* storage may be forbidden: the choice lasts for this page */ }
    showTheme();
  });

  // Contents -----------------------------------------------------------------
  const contents = one("#contents");
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
  const sections = new Map();
  for (const link of all("a[href*='#']", contents)) {
    const url = new URL(link.href);
    const target = url.pathname === location.pathname && url.hash && doc.getElementById(decodeURIComponent(url.hash.slice(1)));
    if (target) sections.set(target, link);
  }
  if (sections.size) {
    let waiting = false;
    const mark = () => {
      waiting = false;
      let current = null;
      for (const [target, link] of sections) {
        if (target.getBoundingClientRect().top < innerHeight * 0.3) current = link;
      }
      for (const link of sections.values()) {
        if (link === current) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
    mark();
  }

  // Cards: what they hold ----------------------------------------------------
  const main = one("main");
  const previewable = "a.claim, a.citation-link, a.footnote-reference, a.reference.internal[href*='#'], a[data-card]";
  const trigger = (node) => {
    const link = node instanceof Element && node.closest(previewable);
    return link && main.contains(link) && !link.closest(".card, nav, .toctree-wrapper, .drawing, dialog") ? link : null;
  };
  const store = () => one(".cards", main) || main.appendChild(make("div", { className: "cards" }));
  const made = new WeakMap();
  const pages = new Map();

  const bare = (node, base) => {
    const copy = node.cloneNode(true);
    for (const extra of all(".headerlink, .cite, .claim, .sidenote, .backrefs, .label, .fn-bracket, .section-number + .headerlink", copy)) extra.remove();
    for (const child of all("[id]", copy)) child.removeAttribute("id");
    for (const link of all("a[href]", copy)) link.href = new URL(link.getAttribute("href"), base).href;
    return copy;
  };
  const short = (node, length = 300) => {
    const text = node.textContent.replace(/\s+/g, " ").trim();
    return text.length <= length ? text : `${text.slice(0, text.lastIndexOf(" ", length))} …`;
  };
  const para = (className, text) => make("p", { className, textContent: text });

  // What a target looks like in small: a note, a term, a row, a figure, a section.
  const describe = (target, base) => {
    if (target.matches("aside.footnote, .footnote")) {
      const copy = bare(target, base);
      return [para("card-label", "Note"), ...copy.childNodes];
    }
    if (target.matches("dt")) {
      const meaning = target.nextElementSibling;
      return [para("card-claim", short(bare(target, base))), ...(meaning ? bare(meaning, base).childNodes : [])];
    }
    if (target.matches("tr")) {
      const facts = make("dl", { className: "card-facts" });
      for (const cell of all("td[data-label]", target)) {
        const text = short(cell, 160);
        if (text) facts.append(make("dt", { textContent: cell.dataset.label }), make("dd", { textContent: text }));
      }
      return [para("card-claim", short(one("th", target) || target)), facts];
    }
    if (target.matches("figure") || target.querySelector(":scope > figure")) {
      const caption = one(".figure-title", target);
      const rest = one("figcaption", target);
      return [...(rest ? [para("card-label", short(rest, 220))] : []), para("card-claim", caption ? short(caption) : "Figure")];
    }
    if (target.matches(".citation, li, dd, p")) return [para("card-claim", short(bare(target, base), 500))];
    const heading = target.matches("h1, h2, h3, h4, h5, h6") ? target : one("h1, h2, h3, h4, h5, h6", target);
    if (!heading) return null;
    const opening = one(":scope > p:not(.chapter-meta, .caption)", heading.parentElement);
    return [para("card-claim", short(bare(heading, base))), ...(opening ? [para("", short(bare(opening, base)))] : [])];
  };

  const pageOf = (address) => {
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then((answer) => answer.text()).then((html) => new DOMParser().parseFromString(html, "text/html")));
    }
    return pages.get(address);
  };

  const cardFor = async (link) => {
    if (link.dataset.card) {
      const given = doc.getElementById(link.dataset.card);
      if (given) return given;
    }
    if (made.has(link)) return made.get(link);
    const url = new URL(link.href, location.href);
    const fragment = decodeURIComponent(url.hash.slice(1));
    if (!fragment) return null;
    let source = doc;
    if (url.origin !== location.origin && url.protocol !== "file:") return null;
    if (url.pathname !== location.pathname) {
      if (!/^http/.test(url.protocol)) return null;
      try { source = await pageOf(url.href.split("#")[0]); } catch { return null; }
    }
    const target = source.getElementById(fragment);
    const parts = target && describe(target.matches("span:empty, a:empty") ? target.nextElementSibling || target : target, url.href);
    if (!parts) { made.set(link, null); return null; }
    const card = make("aside", { className: "card" }, ...parts);
    card.setAttribute("popover", "auto");
    card.setAttribute("aria-label", `Preview: ${link.textContent.trim()}`);
    if (!link.matches(".footnote-reference")) {
      const go = make("a", { href: link.href, textContent: "Go there" });
      card.append(make("p", { className: "card-address" }, go));
    }
    store().append(card);
    made.set(link, card);
    return card;
  };

  // Cards: opening, placing, closing ----------------------------------------
  let open = null; // { link, card, pinned }
  let timer = 0;
  let dismissed = null;

  // The sentence of a mark: from the end of the one before, or of the last mark.
  const tinted = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (tinted) CSS.highlights.set("claimed", tinted);
  const sentence = (link) => {
    const block = link.closest("p, li, dd, td, blockquote");
    if (!block) return null;
    const walker = doc.createTreeWalker(block, NodeFilter.SHOW_ALL);
    const pieces = [];
    const marks = [0];
    let text = "";
    while (walker.nextNode() && walker.currentNode !== link) {
      const node = walker.currentNode;
      if (node.nodeType === 1 && node.matches(".claim")) marks.push(text.length);
      if (node.nodeType !== 3 || node.parentElement.closest(".sidenote, .footnote-reference")) continue;
      pieces.push([node, text.length]);
      text += node.data;
    }
    let start = marks.findLast((place) => /\p{L}{2}/u.test(text.slice(place))) || 0; // marks side by side share a sentence
    const end = text.trimEnd().length;
    const stop = text.slice(0, end).replace(/[.!?…"”’)]+$/, "").length;
    for (const found of text.slice(0, stop).matchAll(/[\p{Ll}\d)%”’][.!?]["”’)]*\s+(?=["“(]?\p{Lu})/gu)) {
      start = Math.max(start, found.index + found[0].length);
    }
    start += /^[\s,;:.]*/.exec(text.slice(start, end))[0].length;
    const at = (offset) => {
      const [node, from] = pieces.findLast(([, first]) => first <= offset);
      return [node, Math.min(offset - from, node.length)];
    };
    if (!pieces.length || end <= start) return null;
    const range = doc.createRange();
    range.setStart(...at(start));
    range.setEnd(...at(end));
    return range;
  };
  const light = (link, on) => {
    if (tinted) tinted.clear();
    if (tinted && on && link.matches(".claim")) {
      const range = sentence(link);
      if (range) tinted.add(range);
    }
    const note = link.nextElementSibling;
    if (note && note.matches(".sidenote")) note.classList.toggle("lit", on);
  };

  const place = (link, card) => {
    for (const side of ["top", "left", "width"]) card.style.removeProperty(side);
    if (!roomy.matches) return;
    const boxes = [...link.getClientRects()];
    const box = boxes[boxes.length - 1] || link.getBoundingClientRect();
    const inRail = getComputedStyle(link).float !== "none";
    const room = root.clientWidth - box.right - 16;
    if (inRail && room > 240 && room < card.offsetWidth) card.style.setProperty("width", `${room}px`);
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const edge = root.clientWidth - width - 12;
    let top = box.bottom + 6;
    let left = Math.min(box.left - 12, edge);
    if (inRail) { // in place, beside the mark
      top = Math.min(box.top - 12, innerHeight - height - 12);
      left = box.right + 4;
      if (left > edge) { left = edge; top = box.bottom + 4; }
    }
    if (top + height > innerHeight - 8 && box.top - height - 6 > 8) top = box.top - height - 6;
    card.style.setProperty("top", `${Math.max(8, top) + scrollY}px`);
    card.style.setProperty("left", `${Math.max(12, left) + scrollX}px`);
  };

  const quietly = (link) => { dismissed = link; link.focus({ preventScroll: true }); dismissed = null; };
  const prepare = (card) => {
    if (card.dataset.ready) return;
    card.dataset.ready = "1";
    card.tabIndex = -1;
    const button = make("button", { type: "button", className: "card-close", textContent: "Close" });
    button.addEventListener("click", () => close(true));
    card.prepend(button);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(); });
    card.addEventListener("beforetoggle", (event) => { // focus coming back must not open it again
      if (event.newState === "closed" && open) dismissed = open.link;
    });
    card.addEventListener("toggle", (event) => {
      dismissed = null;
      if (event.newState === "open" || !open || open.card !== card) return;
      const { link } = open;
      open = null;
      link.classList.remove("open");
      light(link, false);
      if (doc.activeElement === doc.body) quietly(link);
    });
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" || !open) return;
      const stops = all("a[href], button", card);
      const { link } = open;
      if (!event.shiftKey && doc.activeElement === stops[stops.length - 1]) { close(false); quietly(link); }
      if (event.shiftKey && [card, stops[0]].includes(doc.activeElement)) { event.preventDefault(); close(false); quietly(link); }
    });
  };
  const close = (back) => {
    if (!open) return;
    const { link, card } = open;
    clearTimeout(timer);
    card.hidePopover();
    if (back) quietly(link);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (open && !open.pinned && !open.card.contains(doc.activeElement)) close(false);
    }, 240);
  };
  const inMargin = (link) => {
    const note = link.nextElementSibling;
    return note && note.matches(".sidenote") && getComputedStyle(note).display !== "none";
  };

  const show = (link, card, pinned) => {
    clearTimeout(timer);
    if (open && open.link === link && card.matches(":popover-open")) { open.pinned ||= pinned; return; }
    if (open) { light(open.link, false); open.link.classList.remove("open"); if (open.card === card) card.hidePopover(); }
    prepare(card);
    open = { link, card, pinned };
    card.showPopover();
    place(link, card);
    card.scrollTop = 0;
    const hidden = link.getBoundingClientRect().bottom + 40 - (innerHeight - card.offsetHeight);
    if (!roomy.matches && hidden > 0) scrollBy({ top: hidden }); // what was asked about stays in view
    link.classList.add("open");
    light(link, true);
  };

  if (HTMLElement.prototype.showPopover) {
    let pressed = null;
    let touch = false;
    doc.addEventListener("pointerdown", (event) => {
      touch = event.pointerType !== "mouse";
      const link = trigger(event.target);
      pressed = link && open && open.link === link && open.pinned ? link : null;
    }, true);
    doc.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      const link = trigger(event.target);
      if (!link || link.contains(event.relatedTarget)) return;
      light(link, true);
      if (inMargin(link)) return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const card = await cardFor(link);
        if (card && link.matches(":hover") && !(open && open.pinned)) show(link, card, false);
      }, 160);
    });
    doc.addEventListener("pointerout", (event) => {
      if (event.pointerType !== "mouse") return;
      const link = trigger(event.target);
      if (!link || link.contains(event.relatedTarget)) return;
      if (!open || open.link !== link) light(link, false);
      later();
    });
    doc.addEventListener("focusin", async (event) => {
      const link = trigger(event.target);
      if (!link || link === dismissed || touch || !link.matches(":focus-visible")) return;
      light(link, true);
      if (inMargin(link) || link.matches(".reference:not(.footnote-reference)")) return;
      const card = await cardFor(link);
      if (card && doc.activeElement === link) show(link, card, false);
    });
    doc.addEventListener("focusout", (event) => {
      const link = trigger(event.target);
      if (!link) return;
      if (!open || open.link !== link) { light(link, false); return; }
      if (!open.pinned && !open.card.contains(event.relatedTarget)) close(false);
    });
    doc.addEventListener("keydown", () => { touch = false; }, true);
    doc.addEventListener("click", async (event) => {
      const link = trigger(event.target);
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const opens = link.matches(".claim, .citation-link, .footnote-reference, [data-card]");
      if (inMargin(link) || !(opens || touch)) return;
      const ready = link.dataset.card && doc.getElementById(link.dataset.card);
      event.preventDefault();
      if (pressed === link) { clearTimeout(timer); pressed = null; return; } // the press has closed it
      const card = ready || await cardFor(link);
      if (!card) { location.href = link.href; return; }
      show(link, card, true);
      if (event.detail === 0 || !roomy.matches) card.focus({ preventScroll: true });
    });
    addEventListener("resize", () => { if (open) place(open.link, open.card); });
  }
  // A note in the margin repeats the list at the end: its links are for the pointer only.
  for (const link of all(".sidenote a")) link.tabIndex = -1;

  // A table wider than its column scrolls in a frame of its own.
  const frameTables = () => {
    for (const table of all("main table")) {
      if (table.closest(".table-frame") || table.scrollWidth <= table.parentElement.clientWidth + 1) continue;
      const frame = make("div", { className: "table-frame", tabIndex: 0 });
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", table.caption ? short(table.caption, 80) : "Table");
      table.replaceWith(frame);
      frame.append(table);
    }
  };
  frameTables();
  addEventListener("resize", frameTables);

  // Search -------------------------------------------------------------------
  let arriving = null;
  const script = (name) => new Promise((resolve, reject) => {
    doc.head.append(make("script", { src: beside(name), onload: resolve, onerror: reject }));
  });
  const search = (act) => {
    arriving ||= script("search.js").then(() => window.bookSearch.load(script, make));
    arriving.then((ready) => ready[act](), () => { location.href = one(".search-link").href; });
  };
  const searchPage = one("[data-search-page]");
  one(".search-link").addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    search(searchPage ? "focus" : "open");
  });
  doc.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!slash && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    search(searchPage ? "focus" : "open");
  });
  if (searchPage) search("page");
})();
