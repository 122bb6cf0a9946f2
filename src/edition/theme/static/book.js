// Theme switch, cards and link previews, current section in the contents, loading of the search.
(() => {
  "use strict";
  const doc = document;
  const root = doc.documentElement;
  const scriptUrl = doc.currentScript.src;
  const query = (selector, within = doc) => within.querySelector(selector);
  const queryAll = (selector, within = doc) => [...within.querySelectorAll(selector)];
  const wideScreen = matchMedia("(min-width: 48rem)");
  const createElement = (tag, props = {}, ...children) => {
    const element = Object.assign(doc.createElement(tag), props);
    element.append(...children);
    return element;
  };
  window.bookCreateElement = createElement; // used by tables.js and cite.js, which run after this script
  const siblingUrl = (name) => new URL(name, scriptUrl).href;

  // Theme --------------------------------------------------------------------
  const themeButton = query(".theme-button");
  const themes = ["auto", "light", "dark"];
  const updateThemeButton = () => { themeButton.replaceChildren(createElement("span", { textContent: "Theme: " }), root.dataset.theme || "auto"); };
  themeButton.hidden = false;
  updateThemeButton();
  themeButton.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % themes.length];
    if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
    try {
      if (next === "auto") localStorage.removeItem("theme"); else localStorage.setItem("theme", next);
    } catch { /* storage may be blocked: the choice lasts for this page only */ }
    updateThemeButton();
  });

  // Contents -----------------------------------------------------------------
  const contents = query("#contents");
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
  const linksBySection = new Map();
  for (const link of queryAll("a[href*='#']", contents)) {
    const url = new URL(link.href);
    const target = url.pathname === location.pathname && url.hash && doc.getElementById(decodeURIComponent(url.hash.slice(1)));
    if (target) linksBySection.set(target, link);
  }
  if (linksBySection.size) {
    let scheduled = false;
    const markCurrentSection = () => {
      scheduled = false;
      let current = null;
      for (const [target, link] of linksBySection) {
        if (target.getBoundingClientRect().top < innerHeight * 0.3) current = link;
      }
      for (const link of linksBySection.values()) {
        if (link === current) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => { if (!scheduled) { scheduled = true; requestAnimationFrame(markCurrentSection); } }, { passive: true });
    markCurrentSection();
  }

  // Cards: content -----------------------------------------------------------
  const main = query("main");
  const PREVIEW_SELECTOR = "a.claim, a.citation-link, a.footnote-reference, a.reference.internal[href*='#'], a[data-card]";
  const previewLink = (node) => {
    const link = node instanceof Element && node.closest(PREVIEW_SELECTOR);
    return link && main.contains(link) && !link.closest(".card, nav, .toctree-wrapper, .drawing, dialog") ? link : null;
  };
  const cardContainer = () => query(".cards", main) || main.appendChild(createElement("div", { className: "cards" }));
  const cardsByLink = new WeakMap();
  const pagesByAddress = new Map();

  const withoutControls = (node, base) => {
    const copy = node.cloneNode(true);
    for (const extra of queryAll(".headerlink, .cite, .claim, .sidenote, .backrefs, .label, .fn-bracket, .section-number + .headerlink", copy)) extra.remove();
    for (const child of queryAll("[id]", copy)) child.removeAttribute("id");
    for (const link of queryAll("a[href]", copy)) link.href = new URL(link.getAttribute("href"), base).href;
    return copy;
  };
  const shortText = (node, length = 300) => {
    const text = node.textContent.replace(/\s+/g, " ").trim();
    return text.length <= length ? text : `${text.slice(0, text.lastIndexOf(" ", length))} …`;
  };
  const paragraph = (className, text) => createElement("p", { className, textContent: text });

  // Return the elements that preview a link target: a note, term, row, figure or section.
  const previewContent = (target, base) => {
    if (target.matches("aside.footnote, .footnote")) {
      const copy = withoutControls(target, base);
      return [paragraph("card-label", "Note"), ...copy.childNodes];
    }
    if (target.matches("dt")) {
      const meaning = target.nextElementSibling;
      return [paragraph("card-claim", shortText(withoutControls(target, base))), ...(meaning ? withoutControls(meaning, base).childNodes : [])];
    }
    if (target.matches("tr")) {
      const facts = createElement("dl", { className: "card-facts" });
      for (const cell of queryAll("td[data-label]", target)) {
        const text = shortText(cell, 160);
        if (text) facts.append(createElement("dt", { textContent: cell.dataset.label }), createElement("dd", { textContent: text }));
      }
      return [paragraph("card-claim", shortText(query("th", target) || target)), facts];
    }
    if (target.matches("figure") || target.querySelector(":scope > figure")) {
      const caption = query(".figure-title", target);
      const rest = query("figcaption", target);
      return [...(rest ? [paragraph("card-label", shortText(rest, 220))] : []), paragraph("card-claim", caption ? shortText(caption) : "Figure")];
    }
    if (target.matches(".citation, li, dd, p")) return [paragraph("card-claim", shortText(withoutControls(target, base), 500))];
    const heading = target.matches("h1, h2, h3, h4, h5, h6") ? target : query("h1, h2, h3, h4, h5, h6", target);
    if (!heading) return null;
    const opening = query(":scope > p:not(.chapter-meta, .caption)", heading.parentElement);
    return [paragraph("card-claim", shortText(withoutControls(heading, base))), ...(opening ? [paragraph("", shortText(withoutControls(opening, base)))] : [])];
  };

  const fetchPage = (address) => {
    if (!pagesByAddress.has(address)) {
      pagesByAddress.set(address, fetch(address).then((response) => response.text()).then((html) => new DOMParser().parseFromString(html, "text/html")));
    }
    return pagesByAddress.get(address);
  };

  const findOrCreateCard = async (link) => {
    if (link.dataset.card) {
      const given = doc.getElementById(link.dataset.card);
      if (given) return given;
    }
    if (cardsByLink.has(link)) return cardsByLink.get(link);
    const url = new URL(link.href, location.href);
    const fragment = decodeURIComponent(url.hash.slice(1));
    if (!fragment) return null;
    let source = doc;
    if (url.origin !== location.origin && url.protocol !== "file:") return null;
    if (url.pathname !== location.pathname) {
      if (!/^http/.test(url.protocol)) return null;
      try { source = await fetchPage(url.href.split("#")[0]); } catch { return null; }
    }
    const target = source.getElementById(fragment);
    const parts = target && previewContent(target.matches("span:empty, a:empty") ? target.nextElementSibling || target : target, url.href);
    if (!parts) { cardsByLink.set(link, null); return null; }
    const card = createElement("aside", { className: "card" }, ...parts);
    card.setAttribute("popover", "auto");
    card.setAttribute("aria-label", `Preview: ${link.textContent.trim()}`);
    if (!link.matches(".footnote-reference")) {
      const go = createElement("a", { href: link.href, textContent: "Go there" });
      card.append(createElement("p", { className: "card-address" }, go));
    }
    cardContainer().append(card);
    cardsByLink.set(link, card);
    return card;
  };

  // Cards: open, position, close ---------------------------------------------
  let openCard = null; // { link, card, pinned }
  let previewTimer = 0;
  let ignoredFocus = null;

  // Return the range of the sentence that ends at a claim’s mark; it starts after the previous sentence or mark.
  const highlight = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (highlight) CSS.highlights.set("claimed", highlight);
  const sentenceRange = (link) => {
    const block = link.closest("p, li, dd, td, blockquote");
    if (!block) return null;
    const walker = doc.createTreeWalker(block, NodeFilter.SHOW_ALL);
    const textNodes = [];
    const markOffsets = [0];
    let text = "";
    while (walker.nextNode() && walker.currentNode !== link) {
      const node = walker.currentNode;
      if (node.nodeType === 1 && node.matches(".claim")) markOffsets.push(text.length);
      if (node.nodeType !== 3 || node.parentElement.closest(".sidenote, .footnote-reference")) continue;
      textNodes.push([node, text.length]);
      text += node.data;
    }
    let start = markOffsets.findLast((offset) => /\p{L}{2}/u.test(text.slice(offset))) || 0; // adjacent marks share a sentence
    const end = text.trimEnd().length;
    const stop = text.slice(0, end).replace(/[.!?…"”’)]+$/, "").length;
    for (const found of text.slice(0, stop).matchAll(/[\p{Ll}\d)%”’][.!?]["”’)]*\s+(?=["“(]?\p{Lu})/gu)) {
      start = Math.max(start, found.index + found[0].length);
    }
    start += /^[\s,;:.]*/.exec(text.slice(start, end))[0].length;
    const positionAt = (offset) => {
      const [node, from] = textNodes.findLast(([, first]) => first <= offset);
      return [node, Math.min(offset - from, node.length)];
    };
    if (!textNodes.length || end <= start) return null;
    const range = doc.createRange();
    range.setStart(...positionAt(start));
    range.setEnd(...positionAt(end));
    return range;
  };
  const setHighlighted = (link, highlighted) => {
    if (highlight) highlight.clear();
    if (highlight && highlighted && link.matches(".claim")) {
      const range = sentenceRange(link);
      if (range) highlight.add(range);
    }
    const note = link.nextElementSibling;
    if (note && note.matches(".sidenote")) note.classList.toggle("lit", highlighted);
  };

  const positionCard = (link, card) => {
    for (const side of ["top", "left", "width"]) card.style.removeProperty(side);
    if (!wideScreen.matches) return;
    const boxes = [...link.getClientRects()];
    const box = boxes[boxes.length - 1] || link.getBoundingClientRect();
    const inRail = getComputedStyle(link).float !== "none";
    const room = root.clientWidth - box.right - 16;
    if (inRail && room > 240 && room < card.offsetWidth) card.style.setProperty("width", `${room}px`);
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const edge = root.clientWidth - width - 12;
    const bottom = innerHeight - (parseFloat(getComputedStyle(root).scrollPaddingBottom) || 0); // less what is fixed there
    let top = box.bottom + 6;
    let left = Math.min(box.left - 12, edge);
    if (inRail) { // next to the mark in the margin
      top = Math.min(box.top - 12, bottom - height - 12);
      left = box.right + 4;
      if (left > edge) { left = edge; top = box.bottom + 4; }
    }
    const above = box.top - height - 6;
    if (top + height > bottom - 8) top = above > 8 ? above : bottom - height - 8;
    card.style.setProperty("top", `${Math.max(8, top) + scrollY}px`);
    card.style.setProperty("left", `${Math.max(12, left) + scrollX}px`);
  };

  const focusSilently = (link) => { ignoredFocus = link; link.focus({ preventScroll: true }); ignoredFocus = null; };
  const prepareCard = (card) => {
    if (card.dataset.ready) return;
    card.dataset.ready = "1";
    card.tabIndex = -1;
    const button = createElement("button", { type: "button", className: "card-close", textContent: "Close" });
    button.addEventListener("click", () => closeCard(true));
    card.prepend(button);
    card.addEventListener("pointerenter", () => clearTimeout(previewTimer));
    card.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") closeLater(); });
    card.addEventListener("beforetoggle", (event) => { // the browser returns focus to the link, which must not reopen the card
      if (event.newState === "closed" && openCard) ignoredFocus = openCard.link;
    });
    card.addEventListener("toggle", (event) => {
      ignoredFocus = null;
      if (event.newState === "open" || !openCard || openCard.card !== card) return;
      const { link } = openCard;
      openCard = null;
      link.classList.remove("open");
      setHighlighted(link, false);
      if (doc.activeElement === doc.body) focusSilently(link);
    });
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" || !openCard) return;
      const stops = queryAll("a[href], button", card);
      const { link } = openCard;
      if (!event.shiftKey && doc.activeElement === stops[stops.length - 1]) { closeCard(false); focusSilently(link); }
      if (event.shiftKey && [card, stops[0]].includes(doc.activeElement)) { event.preventDefault(); closeCard(false); focusSilently(link); }
    });
  };
  const closeCard = (returnFocus) => {
    if (!openCard) return;
    const { link, card } = openCard;
    clearTimeout(previewTimer);
    card.hidePopover();
    if (returnFocus) focusSilently(link);
  };
  const closeLater = () => {
    clearTimeout(previewTimer);
    previewTimer = setTimeout(() => {
      if (openCard && !openCard.pinned && !openCard.card.contains(doc.activeElement)) closeCard(false);
    }, 240);
  };
  const hasVisibleSidenote = (link) => {
    const note = link.nextElementSibling;
    return note && note.matches(".sidenote") && getComputedStyle(note).display !== "none";
  };

  const showCard = (link, card, pinned) => {
    clearTimeout(previewTimer);
    if (openCard && openCard.link === link && card.matches(":popover-open")) { openCard.pinned ||= pinned; return; }
    if (openCard) { setHighlighted(openCard.link, false); openCard.link.classList.remove("open"); if (openCard.card === card) card.hidePopover(); }
    prepareCard(card);
    openCard = { link, card, pinned };
    card.showPopover();
    positionCard(link, card);
    card.scrollTop = 0;
    const hidden = link.getBoundingClientRect().bottom + 40 - (innerHeight - card.offsetHeight);
    if (!wideScreen.matches && hidden > 0) scrollBy({ top: hidden }); // keep the link visible above the card
    link.classList.add("open");
    setHighlighted(link, true);
  };

  // Open a card that another script has made, at a link or button.
  window.bookShowCard = (control, card) => {
    card.setAttribute("popover", "auto");
    if (!card.isConnected) cardContainer().append(card);
    showCard(control, card, true);
  };

  if (HTMLElement.prototype.showPopover) {
    let pressedLink = null;
    let isTouch = false;
    doc.addEventListener("pointerdown", (event) => {
      isTouch = event.pointerType !== "mouse";
      const link = previewLink(event.target);
      pressedLink = link && openCard && openCard.link === link && openCard.pinned ? link : null;
    }, true);
    doc.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      const link = previewLink(event.target);
      if (!link || link.contains(event.relatedTarget)) return;
      setHighlighted(link, true);
      if (hasVisibleSidenote(link)) return;
      clearTimeout(previewTimer);
      previewTimer = setTimeout(async () => {
        const card = await findOrCreateCard(link);
        if (card && link.matches(":hover") && !(openCard && openCard.pinned)) showCard(link, card, false);
      }, 160);
    });
    doc.addEventListener("pointerout", (event) => {
      if (event.pointerType !== "mouse") return;
      const link = previewLink(event.target);
      if (!link || link.contains(event.relatedTarget)) return;
      if (!openCard || openCard.link !== link) setHighlighted(link, false);
      closeLater();
    });
    doc.addEventListener("focusin", async (event) => {
      const link = previewLink(event.target);
      if (!link || link === ignoredFocus || isTouch || !link.matches(":focus-visible")) return;
      setHighlighted(link, true);
      if (hasVisibleSidenote(link) || link.matches(".reference:not(.footnote-reference)")) return;
      const card = await findOrCreateCard(link);
      if (card && doc.activeElement === link) showCard(link, card, false);
    });
    doc.addEventListener("focusout", (event) => {
      const link = previewLink(event.target);
      if (!link) return;
      if (!openCard || openCard.link !== link) { setHighlighted(link, false); return; }
      if (!openCard.pinned && !openCard.card.contains(event.relatedTarget)) closeCard(false);
    });
    doc.addEventListener("keydown", () => { isTouch = false; }, true);
    doc.addEventListener("click", async (event) => {
      const link = previewLink(event.target);
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const opens = link.matches(".claim, .citation-link, .footnote-reference, [data-card]");
      if (hasVisibleSidenote(link) || !(opens || isTouch)) return;
      const ready = link.dataset.card && doc.getElementById(link.dataset.card);
      event.preventDefault();
      if (pressedLink === link) { clearTimeout(previewTimer); pressedLink = null; return; } // the popover’s light dismiss has closed the card
      const card = ready || await findOrCreateCard(link);
      if (!card) { location.href = link.href; return; }
      showCard(link, card, true);
      if (event.detail === 0 || !wideScreen.matches) card.focus({ preventScroll: true });
    });
    addEventListener("resize", () => { if (openCard) positionCard(openCard.link, openCard.card); });
  }
  // Sidenotes repeat the footnotes at the end of the page: keyboard users reach their links there.
  for (const link of queryAll(".sidenote a")) link.tabIndex = -1;

  // Wrap each table that is wider than its column in a scrollable frame.
  const wrapWideTables = () => {
    for (const table of queryAll("main table")) {
      if (table.closest(".table-frame") || table.scrollWidth <= table.parentElement.clientWidth + 1) continue;
      const frame = createElement("div", { className: "table-frame", tabIndex: 0 });
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", table.caption ? shortText(table.caption, 80) : "Table");
      table.replaceWith(frame);
      frame.append(table);
    }
  };
  wrapWideTables();
  addEventListener("resize", wrapWideTables);

  // Search -------------------------------------------------------------------
  let searchPromise = null;
  const loadScript = (name) => new Promise((resolve, reject) => {
    doc.head.append(createElement("script", { src: siblingUrl(name), onload: resolve, onerror: reject }));
  });
  const callSearch = (method) => {
    searchPromise ||= loadScript("search.js").then(() => window.bookSearch.load(loadScript, createElement));
    searchPromise.then((loaded) => loaded[method](), () => { location.href = query(".search-link").href; });
  };
  const searchPage = query("[data-search-page]");
  query(".search-link").addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    callSearch(searchPage ? "focus" : "open");
  });
  doc.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!slash && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    callSearch(searchPage ? "focus" : "open");
  });
  if (searchPage) callSearch("page");
})();
