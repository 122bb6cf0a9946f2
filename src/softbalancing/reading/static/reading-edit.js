// A reader's own codings: their state, the bar, and how cards, rows and cells change them.
(() => {
  "use strict";
  const doc = document;
  const root = doc.documentElement;
  const { bookReadingData: data, bookReadingCore: core, bookReadingStart: start, bookCreateElement: create } = window;
  const query = (selector, within = doc) => within.querySelector(selector);
  const queryAll = (selector, within = doc) => [...within.querySelectorAll(selector)];
  const contentRoot = root.dataset.content_root;
  const key = `reading:${data.edition.title}`;
  const HISTORY = 100; // steps that can be undone

  const indicators = Object.fromEntries(data.indicators.map((each) => [each.id, each]));
  const explanations = Object.fromEntries(data.explanations.map((each) => [each.id, each]));
  const factName = (id) => data.facts.names[data.facts.ids.indexOf(id)] ?? "none";
  const editionFact = (claim) => data.facts.ids[data.claims.fact[data.claims.ids.indexOf(claim)]] ?? "";
  const listed = (parts, last = " and ") => parts.join(", ").replace(/, (?=[^,]*$)/, last);
  const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const button = (text, onclick, props) => create("button", { type: "button", className: "plain-button", textContent: text, onclick, ...props });

  // State --------------------------------------------------------------------
  const same = (first, second) => JSON.stringify(first) === JSON.stringify(second);
  const isBlank = (each) => same(each, core.blank());
  const keep = (area, value) => {
    try {
      if (value) window[area].setItem(key, JSON.stringify(value)); else window[area].removeItem(key);
      return true;
    } catch { return false; }
  };
  const kept = (area) => {
    try { return JSON.parse(window[area].getItem(key)); } catch { return null; }
  };
  const subscribers = new Set();
  const edition = core.assess(data, core.blank());
  let reading = core.blank();
  let verdict = edition;
  let past = [];
  let future = [];
  let stored = true;
  let notice = ""; // what went wrong with a link or with a reading of an older edition

  const show = () => {
    verdict = core.assess(data, reading);
    render();
    for (const inform of subscribers) inform(reading, verdict);
    doc.dispatchEvent(new CustomEvent("reading"));
  };
  const change = (next, said) => {
    reading = next;
    const { version, commit } = data.edition;
    stored = keep("localStorage", isBlank(next) ? null : { version, commit, reading });
    keep("sessionStorage", { past, future });
    notice = "";
    show();
    say(`${said} ${summary()}`);
  };
  const set = (given, { say: said = "" } = {}) => {
    const next = core.clean(data, given);
    if (same(next, reading)) return;
    past = [...past, reading].slice(-HISTORY);
    future = [];
    change(next, said);
  };
  const undo = () => {
    if (!past.length) return;
    future = [reading, ...future];
    change(past.pop(), "Undone.");
  };
  const redo = () => {
    if (!future.length) return;
    past = [...past, reading];
    change(future.shift(), "Done again.");
  };
  const reset = () => set(core.blank(), { say: "Back to the edition." });
  const code = (claim, indicator, direction, reason = reading.codings[`${claim} ${indicator}`]?.reason ?? "") => {
    const codings = { ...reading.codings, [`${claim} ${indicator}`]: { direction, reason } };
    set({ ...reading, codings }, { say: `${indicators[indicator].name}: ${direction || "not coded"}.` });
  };
  const move = (claim, fact) => {
    set({ ...reading, facts: { ...reading.facts, [claim]: fact } }, { say: `The claim is now about: ${factName(fact)}.` });
  };
  const leaveOut = (fact, out) => {
    const others = reading.left_out.filter((each) => each !== fact);
    set({ ...reading, left_out: out ? [...others, fact] : others }, { say: `${factName(fact)}: ${out ? "left out" : "counted again"}.` });
  };
  const choose = (name, value) => {
    set({ ...reading, choices: { ...reading.choices, [name]: value } }, { say: `${data.choices[name].label}: ${value}.` });
  };
  const restore = (claim) => {
    const codings = Object.fromEntries(Object.entries(reading.codings).filter(([each]) => each.split(" ")[0] !== claim));
    const { [claim]: _, ...facts } = reading.facts;
    set({ ...reading, codings, facts }, { say: "As in the edition." });
  };
  const takeUp = () => { // what this browser keeps
    const found = kept("localStorage");
    const { reading: known, unknown } = core.check(data, found?.reading);
    reading = known;
    ({ past, future } = kept("sessionStorage") ?? { past: [], future: [] });
    notice = unknown.length ? `Your reading was made on version ${found.version}. This version does not have ${listed(unknown)}.` : "";
  };
  const takeLink = () => {
    if (!location.hash.startsWith("#reading=")) return;
    const { reading: sent, unknown, version, fault } = core.fromLink(data, location.hash);
    history.replaceState(null, "", location.href.split("#")[0]);
    if (sent) set(sent, { say: "A reading from a link." });
    notice = fault ?? (unknown.length ? `The link was made on version ${version}. This version does not have ${listed(unknown)}.` : "");
    if (notice) { show(); say(notice); }
  };

  // What moved ---------------------------------------------------------------
  const answers = () => (verdict.answer === edition.answer ? `The answer stays ${edition.answer}.` : `The answer turns from ${edition.answer} to ${verdict.answer}.`);
  const summary = () => `${plural(core.count(data, reading), "change")}. ${answers()} ${moved()}`;
  const moved = () => {
    const shifted = verdict.indicators.map((now, at) => ({ ...now, was: edition.indicators[at], name: indicators[now.id].name }))
      .filter(({ was, ...now }) => ["supports", "undermines", "neutral"].some((each) => now[each] !== was[each]));
    const turned = shifted.filter(({ met, was }) => met !== was.met);
    const borne = data.explanations.filter(({ id }) => verdict.borneOut[id] !== edition.borneOut[id]);
    const parts = turned.map(({ name, met, supports, undermines }) => `${name} is ${met ? "now met" : "no longer met"}: ${supports} for, ${undermines} against.`);
    if (borne.length) {
      const [yes, no] = [true, false].map((out) => listed(borne.filter(({ id }) => verdict.borneOut[id] === out).map(({ name }) => name)));
      if (no) parts.push(`No longer borne out: ${no}.`);
      if (yes) parts.push(`Now borne out: ${yes}.`);
    }
    if (!parts.length) {
      parts.push(...shifted.slice(0, 2).map(({ name, supports, undermines, was }) => `${name}: ${supports} for, ${undermines} against (edition ${was.supports}, ${was.undermines}).`));
      if (shifted.length > 2) parts.push(`${plural(shifted.length - 2, "more indicator")} with other counts.`);
    }
    return parts.join(" ");
  };
  const counts = () => {
    const [, unit] = data.choices.unit.options.find(([value]) => value === (reading.choices.unit ?? data.choices.unit.usual));
    const part = (name, words) => `${verdict.counts[name]}${verdict.counts[name] === edition.counts[name] ? "" : ` (edition ${edition.counts[name]})`} ${words}`;
    const theory = explanations[data.theory].name.toLowerCase();
    return `By ${unit.toLowerCase()}: ${[part("both", "on both sides"), part("theory", `${theory} alone`), part("rivals", "rivals alone")].join(", ")}.`;
  };

  // The bar ------------------------------------------------------------------
  const parts = {
    answer: create("p", { className: "reading-answer" }), moved: create("p"), counts: create("p", { className: "reading-counts" }),
    notice: create("p", { className: "reading-notice" }),
    undo: button("Undo", undo), redo: button("Redo", redo), reset: button("Back to the edition", reset),
    page: create("a", { textContent: "Your reading" }),
    status: create("p", { className: "visually-hidden" }),
  };
  parts.status.setAttribute("role", "status");
  const bar = create("section", { className: "reading-bar" }, create("div", {},
    create("div", { className: "reading-words" }, parts.notice, parts.answer, parts.moved, parts.counts),
    create("p", { className: "reading-tools" }, parts.undo, parts.redo, parts.reset, parts.page)));
  bar.setAttribute("popover", "manual");
  bar.setAttribute("aria-label", "Your reading");
  doc.body.append(bar, parts.status);
  const raiseBar = () => { // above a card that has just opened
    if (bar.matches(":popover-open")) bar.hidePopover();
    bar.showPopover();
  };
  const reserve = (height) => {
    root.style.setProperty("--reading-bar", height);
    root.classList.add("reading");
  };
  new ResizeObserver(() => { if (bar.offsetHeight) reserve(`${bar.offsetHeight}px`); }).observe(bar);
  let pending = 0;
  const say = (text) => {
    clearTimeout(pending);
    parts.status.textContent = "";
    pending = setTimeout(() => { parts.status.textContent = text; }, 60);
  };

  const updateBar = () => {
    const number = core.count(data, reading);
    parts.answer.replaceChildren(
      create("b", { textContent: number ? plural(number, "change") : "As in the edition" }), " ",
      ...(verdict.answer === edition.answer ? [`The answer stays ${edition.answer}.`]
        : ["The answer turns: ", create("s", { textContent: edition.answer }), " → ", create("strong", { textContent: verdict.answer }), "."]));
    parts.moved.textContent = moved();
    parts.counts.textContent = counts();
    parts.notice.textContent = notice || (stored ? "" : "This browser keeps nothing: save your reading before you leave.");
    for (const each of [parts.notice, parts.moved]) each.hidden = !each.textContent;
    parts.undo.disabled = !past.length;
    parts.redo.disabled = !future.length;
    parts.reset.disabled = !number;
    // Pages opened from disk, and browsers that keep nothing, do not share what is kept.
    const fragment = number && (!stored || location.protocol === "file:") ? core.toLink(data, reading) ?? "" : "";
    parts.page.href = `${contentRoot}apparatus/your-reading.html${fragment}`;
    if (number || notice) { if (!bar.matches(":popover-open")) raiseBar(); }
  };

  // What differs -------------------------------------------------------------
  const indicatorOf = (item) => /indicators\.html#(.+)/.exec(query("a", item)?.getAttribute("href"))?.[1];
  const originals = new WeakMap(); // of changed elements: how the edition has them
  const rememberOnce = (element, value) => { if (!originals.has(element)) originals.set(element, value); return originals.get(element); };

  const note = (text) => create("span", { className: "reading-note", textContent: text });
  // Show the reader's codings of a claim in a list of the edition's.
  const markList = (place, claim) => {
    let list = query(".card-codings", place);
    const codings = core.codingsOf(data, reading, claim);
    for (const item of queryAll(".reading-added, .reading-note", place)) item.remove();
    const said = ({ reason }) => (reason ? ` “${reason}”` : "");
    const missing = new Map(codings.filter(({ edition: was }) => !was).map((each) => [each.indicator, each]));
    for (const item of list ? list.children : []) {
      const coding = codings.find(({ indicator }) => indicator === indicatorOf(item));
      const word = query("b", item);
      const was = rememberOnce(item, { className: item.className, text: word.textContent });
      const differs = coding && coding.direction !== coding.edition;
      item.className = differs ? `${was.className.replace(was.text, coding.direction || "absent")} yours` : was.className;
      word.textContent = differs ? coding.direction || "not coded" : was.text;
      if (differs) item.append(note(`Your reading; the edition: ${was.text}.${said(coding)}`));
    }
    if (missing.size && !list) {
      list = create("ul", { className: "card-codings" });
      (query(".card-address", place) ?? query("td:last-child", place)).before(list);
    }
    for (const [id, coding] of missing) {
      list.append(create("li", { className: `reading-added yours ${coding.direction} side-${explanations[indicators[id].explanation].family}` },
        create("b", { textContent: coding.direction }), ` ${indicators[id].name}`, note(`Your reading; not coded by the edition.${said(coding)}`)));
    }
    if (list && !list.children.length) list.remove();
    const fact = reading.facts[claim] ?? editionFact(claim);
    const about = [
      reading.facts[claim] && `Your reading: about “${factName(fact)}” (the edition: ${factName(editionFact(claim))}).`,
      reading.left_out.includes(fact) && `Your reading leaves out the fact “${factName(fact)}”.`,
    ].filter(Boolean);
    const anchor = query(".card-address", place);
    for (const text of anchor ? about : []) anchor.before(create("p", { className: "reading-note", textContent: text }));
  };
  let marked = new Set();
  let markedRows = [];
  const markPage = () => {
    const out = new Set(reading.left_out);
    const differing = new Set([...Object.keys(reading.codings).map((each) => each.split(" ")[0]), ...Object.keys(reading.facts),
      ...(out.size ? data.claims.ids.filter((claim) => out.has(reading.facts[claim] ?? editionFact(claim))) : [])]);
    for (const claim of new Set([...differing, ...marked])) {
      const places = [doc.getElementById(`card-${claim}`), query(".claims") && doc.getElementById(claim)];
      for (const place of places) if (place) markList(place, claim);
      for (const link of queryAll(`.claim[data-card="card-${claim}"]`)) link.classList.toggle("yours", differing.has(claim));
    }
    for (const [cell, claims] of cells()) {
      const differs = claims.some((claim) => differing.has(claim));
      if (differs === cell.classList.contains("yours")) continue;
      const label = rememberOnce(cell, cell.getAttribute("aria-label"));
      cell.classList.toggle("yours", differs);
      cell.setAttribute("aria-label", differs ? `${label}. Your reading differs here` : label);
    }
    for (const pair of new Set([...Object.keys(reading.codings), ...markedRows])) {
      const row = doc.getElementById(`k-${pair.slice(2).replace(" ", "-")}`);
      if (row) markRow(row, reading.codings[pair]);
    }
    marked = differing;
    markedRows = Object.keys(reading.codings);
  };
  let cellsOfPage;
  const cells = () => cellsOfPage ??= queryAll(".matrix .drawing a").map((cell) => [cell, start.claimsBehind(cell)]).filter(([, claims]) => claims.length);
  const markRow = (row, own) => {
    const control = query(".code-otherwise", row);
    const was = rememberOnce(control, control.textContent);
    row.classList.toggle("yours", Boolean(own));
    control.textContent = own ? own.direction || "not coded" : was;
    query(".reading-note", row)?.remove();
    if (own) control.after(note(` edition: ${was}`));
  };

  // Forms --------------------------------------------------------------------
  const SIGNS = { supports: "● ", undermines: "○ ", neutral: "· ", "": "– " };
  const UNCODED = { direction: "", edition: "", reason: "" };
  // Where a form reads and writes codings; the page on readings has others for coding blind.
  const ownStore = { list: (claim) => core.codingsOf(data, reading, claim), code };
  let names = 0;
  const directionButtons = (claim, indicator, store = ownStore) => {
    const { name, explanation } = indicators[indicator];
    const fieldset = create("fieldset", { className: `reading-coding side-${explanations[explanation].family}` });
    const group = `reading-${names += 1}`;
    const coding = () => store.list(claim).find((each) => each.indicator === indicator) ?? UNCODED;
    const change = (direction, reason) => {
      store.code(claim, indicator, direction, reason);
      fieldset.closest(".reading-form")?.update();
    };
    const choices = [...data.directions, ""].map((direction) => {
      const input = create("input", { type: "radio", name: group, value: direction, onchange: () => change(direction, coding().reason) });
      return [input, create("label", {}, input, create("span", { textContent: `${SIGNS[direction]}${direction || "none"}` }))];
    });
    const about = create("p", { className: "reading-note" });
    const reason = create("input", { type: "text", maxLength: 1000, placeholder: "Your reason", autocomplete: "off", onchange: () => change(coding().direction, reason.value) });
    reason.setAttribute("aria-label", `Your reason for ${name}`);
    fieldset.append(create("legend", {}, name, create("span", { textContent: ` ${explanations[explanation].name}` })),
      create("div", { className: "reading-directions" }, ...choices.map(([, label]) => label)), about, reason);
    fieldset.update = () => {
      const { direction, edition: was, reason: why } = coding();
      for (const [input] of choices) input.checked = input.value === direction;
      about.textContent = `The edition: ${was || "not coded"}.`;
      reason.hidden = direction === was;
      about.hidden = reason.hidden || store !== ownStore;
      if (doc.activeElement !== reason) reason.value = why;
    };
    fieldset.update();
    return fieldset;
  };

  const optionGroups = (items) => {
    const groups = new Map();
    for (const [group, value, text] of items) {
      if (!groups.has(group)) groups.set(group, create("optgroup", { label: group }));
      groups.get(group).append(create("option", { value, textContent: text }));
    }
    return [...groups.values()];
  };
  // The codings of a claim, each with its direction and a reason, and a way to add one.
  const controls = (claim, store = ownStore) => {
    const sets = new Map();
    const wanted = new Set();
    const list = create("div");
    const add = create("select");
    add.setAttribute("aria-label", "Add a coding on another indicator");
    add.onchange = () => {
      const { value } = add;
      wanted.add(value);
      form.update();
      query("input", sets.get(value)).focus();
    };
    const form = create("div", { className: "reading-form" }, list, add);
    form.update = () => {
      const coded = new Set([...wanted, ...store.list(claim).map(({ indicator }) => indicator)]);
      for (const [id, each] of sets) if (!coded.has(id)) { each.remove(); sets.delete(id); }
      data.indicators.filter(({ id }) => coded.has(id)).forEach(({ id }, at) => {
        if (!sets.has(id)) sets.set(id, directionButtons(claim, id, store));
        const each = sets.get(id);
        if (list.children[at] !== each) list.insertBefore(each, list.children[at] ?? null);
        each.update();
      });
      const free = data.indicators.filter(({ id }) => !coded.has(id));
      if (free.length + 1 !== add.querySelectorAll("option").length) {
        add.replaceChildren(create("option", { value: "", textContent: "Add a coding on …" }),
          ...optionGroups(free.map(({ id, name, explanation }) => [explanations[explanation].name, id, name])));
      }
      add.value = "";
      add.hidden = !free.length;
    };
    form.update();
    return form;
  };
  // All that a reader can change about a claim: its codings, its fact, whether the fact counts.
  const claimForm = (claim) => {
    const form = controls(claim);
    const updateCodings = form.update;
    const fact = create("select", { onchange: () => move(claim, fact.value) });
    fact.setAttribute("aria-label", "Fact");
    const out = create("input", { type: "checkbox", onchange: () => leaveOut(fact.value, out.checked) });
    const outLabel = create("label", { className: "reading-check" }, out, "Leave this fact out: its codings do not count");
    const details = create("details", {}, create("summary", { textContent: "The fact that the claim is about" }), fact, outLabel);
    details.ontoggle = () => {
      if (fact.options.length) return;
      const items = data.facts.ids.map((id, at) => [data.topics.names[data.facts.topic[at]], id, data.facts.names[at]]);
      fact.append(...(editionFact(claim) ? [] : [create("option", { value: "", textContent: "none", disabled: true })]), ...optionGroups(items));
      form.update();
    };
    const back = button("As in the edition", () => restore(claim));
    form.append(details, back, note("Kept in this browser only."));
    form.update = () => {
      updateCodings();
      const current = reading.facts[claim] ?? editionFact(claim);
      fact.value = current;
      out.checked = reading.left_out.includes(current);
      outLabel.hidden = !current;
      const own = claim in reading.facts || Object.keys(reading.codings).some((each) => each.split(" ")[0] === claim);
      if (!own && doc.activeElement === back) query("input, select", form).focus();
      back.hidden = !own;
      if ((reading.facts[claim] || out.checked) && !details.open) details.open = true;
    };
    form.update();
    return form;
  };

  // Cards --------------------------------------------------------------------
  const loadClaims = () => (loadClaims.done ??= start.add("script", { src: start.named("reading-claims.js") }).then(() => window.bookReadingTexts));
  const settle = () => dispatchEvent(new Event("resize")); // lets the card find its place again
  const codeInCard = (card, control) => {
    const form = query(".reading-form", card);
    control.textContent = form ? "Code otherwise" : "Show the codings";
    card.classList.toggle("coding", !form);
    if (form) form.remove();
    else {
      window.bookShowCard(query(`[data-card="${card.id}"].open`), card); // keeps it open
      if (!root.classList.contains("reading")) reserve("8rem"); // the bar may come at the bottom of the screen
      const made = claimForm(card.id.replace("card-", ""));
      query(".card-address", card).before(made);
      query("input:checked, select", made)?.focus({ preventScroll: true });
    }
    settle();
  };
  const textOf = (claim, place) => loadClaims().then(({ claims }) => { place.append(` ${claims[data.claims.ids.indexOf(claim)]}`); settle(); }, () => {});
  const claimLink = (claim) => create("a", { href: `${contentRoot}apparatus/tables/claims.html#${claim}`, textContent: claim });
  // Return the claims with their forms, the forms of several folded, each group under its fact.
  const claimParts = (claims) => {
    if (claims.length === 1) {
      const text = create("p", {}, claimLink(claims[0]));
      textOf(claims[0], text);
      return [text, claimForm(claims[0])];
    }
    const groups = new Map();
    for (const claim of claims) {
      const fact = editionFact(claim);
      if (!groups.has(fact)) groups.set(fact, [create("p", { className: "reading-fact", textContent: fact ? factName(fact) : "About no fact" })]);
      const summary = create("summary", { textContent: claim });
      const part = create("details", { name: "reading-claim" }, summary);
      part.addEventListener("toggle", () => { if (part.open && part.children.length === 1) part.append(claimForm(claim)); });
      textOf(claim, summary);
      groups.get(fact).push(part);
    }
    return [...groups].flatMap(([fact, group]) => [...group, ...(fact ? [outBox(fact)] : [])]);
  };
  const outBox = (fact) => {
    const box = create("input", { type: "checkbox", onchange: () => leaveOut(fact, box.checked) });
    const label = create("label", { className: "reading-check" }, box, "Leave this fact out");
    label.update = () => { box.checked = reading.left_out.includes(fact); };
    label.update();
    return label;
  };
  const cards = new WeakMap();
  const openCard = (control, claims) => {
    if (!root.classList.contains("reading")) reserve("8rem");
    let card = cards.get(control);
    if (!card) {
      const [label] = control.getAttribute("aria-label")?.split(":") ?? [];
      const href = control.getAttribute("href");
      const row = href ? create("a", { href, textContent: href.startsWith("#") ? "Show the rows" : "Open this row" }) : Object.assign(claimLink(claims[0]), { textContent: "Open the claim" });
      row.addEventListener("click", () => card.hidePopover());
      card = create("aside", { className: "card coding" }, create("p", { className: "card-label", textContent: label ?? "Code otherwise" }),
        ...claimParts(claims), create("p", { className: "card-address" }, row));
      card.setAttribute("aria-label", `Code otherwise: ${label ?? claims[0]}`);
      cards.set(control, card);
    }
    window.bookShowCard(control, card);
    card.focus({ preventScroll: true });
  };
  const open = (control, claims) => {
    const card = control.closest(".card");
    if (card) codeInCard(card, control);
    else openCard(control, claims.length ? claims : [query("a[href*='claims.html#']", control.closest("tr")).hash.slice(1)]);
  };
  doc.addEventListener("toggle", ({ target, newState }) => {
    if (newState === "open" && target.matches(".card") && bar.matches(":popover-open")) raiseBar();
  }, true);

  const render = () => {
    updateBar();
    for (const part of queryAll(".reading-form, .reading-check")) part.update?.();
    requestAnimationFrame(() => setTimeout(markPage)); // the bar comes first
  };
  takeUp();
  if (!isBlank(reading) || notice) show();
  takeLink();
  addEventListener("hashchange", takeLink);
  addEventListener("storage", (event) => { if (event.key === key) { takeUp(); show(); } });
  addEventListener("pageshow", (event) => { if (event.persisted) { takeUp(); show(); } });

  window.bookReading = {
    data, core, edition, get: () => reading, verdict: () => verdict, set, undo, redo, reset, canUndo: () => past.length > 0, canRedo: () => future.length > 0,
    code, move, leaveOut, choose, restore, subscribe: (inform) => subscribers.add(inform), say, createElement: create, controls, claimForm, directionButtons, loadClaims, open,
    get stored() { return stored; },
  };
  if (query("[data-reading-page]")) start.add("script", { src: start.named("reading-page.js") });
})();
