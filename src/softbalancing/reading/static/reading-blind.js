// Part of the page “Your reading”: claims coded without the edition’s codings in view, and compared
// afterwards.  Loaded by reading-page.js.
(() => {
  "use strict";
  const { bookReading: book, bookReadingPage: page, bookReadingTexts: texts } = window;
  const { data, core } = book;
  const { element, button, plural, places } = page;
  const { download } = window.bookCite;

  const KEY = `reading-blind:${data.edition.title}`;
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } };
  // { lot, coded: { claim: { indicator: { direction, reason } } }, order: [claim], at, done }
  let blind = null;
  const keep = () => { try { if (blind) localStorage.setItem(KEY, JSON.stringify(blind)); else localStorage.removeItem(KEY); } catch { /* kept for this page only */ } };
  const restore = () => {
    const found = kept();
    if (!Array.isArray(found?.order) || !found.coded) return;
    const order = found.order.filter((id) => page.claimAt.has(id));
    const coded = Object.fromEntries(Object.entries(found.coded).filter(([id]) => page.claimAt.has(id)));
    const at = Math.min(Math.max(0, Number(found.at) || 0), order.length);
    blind = { lot: Number(found.lot) || 0, order, coded, at, done: Boolean(found.done) || at === order.length };
  };
  const shuffled = (ids, seed) => {
    const random = core.randomNumbers(seed);
    const order = ids.slice();
    for (let last = order.length - 1; last > 0; last -= 1) {
      const at = Math.floor(random() * (last + 1));
      [order[last], order[at]] = [order[at], order[last]];
    }
    return order;
  };
  // Return what was coded blind as a reading: other claims as in the edition.
  const codedReading = () => {
    const codings = {};
    for (const [claim, given] of Object.entries(blind.coded)) {
      for (const { id } of data.indicators) codings[`${claim} ${id}`] = { direction: given[id]?.direction ?? "", reason: given[id]?.reason ?? "" };
    }
    return core.clean(data, { codings });
  };
  const asLoaded = () => ({ name: "Coded blind", reading: codedReading(), claims: data.claims.ids.filter((id) => id in blind.coded) });

  const sections = [...new Set(data.claims.section)];
  const sectionTitle = (number) => texts.sections?.[number] ?? "";
  const beginning = () => {
    const order = element("select", {}, element("option", { value: "", textContent: "All sections, drawn by lot" }),
      sections.map((number) => element("option", { value: number, textContent: `Section ${number} ${sectionTitle(number)}`.trim() })));
    const lot = element("input", { type: "text", inputMode: "numeric", pattern: "[0-9]*", maxLength: 9, value: String(1 + Math.floor(Math.random() * 9999)) });
    const lotLabel = element("label", {}, element("span", { textContent: "Number of the lot" }), lot);
    order.onchange = () => { lotLabel.hidden = Boolean(order.value); };
    const begin = () => {
      const inSection = data.claims.ids.filter((_, at) => !order.value || data.claims.section[at] === order.value);
      const seed = Number(lot.value.replace(/\D/g, "")) || 0;
      blind = { lot: order.value ? 0 : seed, order: order.value ? inSection : shuffled(inSection, seed), coded: {}, at: 0, done: false };
      keep();
      show(true);
    };
    return [element("div", { className: "reading-choices" }, element("label", {}, element("span", { textContent: "Claims" }), order), lotLabel), element("p", { className: "reading-tools" }, button("Begin", begin))];
  };
  const definitions = () => element("details", { "data-key": "definitions" }, element("summary", { textContent: "What the indicators mean" }),
    data.explanations.map(({ id, name, family }) => [element("p", { className: `side-${family} reading-family`, textContent: name }), element("dl", { className: "reading-definitions" }, data.indicators.flatMap((each, at) => (each.explanation === id ? [element("dt", { textContent: each.name }), element("dd", { textContent: texts.definitions[at] })] : [])))]).flat());
  const oneClaim = () => {
    const claim = blind.order[blind.at];
    const draft = structuredClone(blind.coded[claim] ?? {});
    const store = {
      list: () => Object.entries(draft).map(([indicator, given]) => ({ indicator, edition: "", ...given })),
      code: (_, indicator, direction, reason) => {
        if (direction) draft[indicator] = { direction, reason }; else delete draft[indicator];
        showNext();
      },
    };
    const next = button("", () => {
      blind.coded[claim] = draft;
      blind.at += 1;
      blind.done = blind.at >= blind.order.length;
      keep();
      show(true);
    });
    const back = button("Previous claim", () => { blind.at -= 1; keep(); show(true); }, { disabled: !blind.at });
    const stop = button("Stop and compare", () => {
      if (Object.keys(draft).length) blind.coded[claim] = draft;
      blind.done = true;
      keep();
      show(true);
    });
    const showNext = () => {
      const isCoded = Object.keys(draft).length > 0;
      next.textContent = isCoded ? "Next claim" : "It speaks to no indicator; next claim";
      stop.disabled = !isCoded && !Object.keys(blind.coded).length;
    };
    showNext();
    const section = data.claims.section[page.claimAt.get(claim)];
    return [
      element("p", { className: "reading-aside" }, `Claim ${blind.at + 1} of ${blind.order.length}${blind.lot ? `, lot ${blind.lot}` : ""} · section ${section} ${sectionTitle(section)}`),
      element("p", { className: "reading-blind-claim", tabIndex: -1, textContent: page.textOf(claim) }),
      book.controls(claim, store),
      element("p", { className: "reading-tools" }, next, back, stop),
      definitions(),
    ];
  };
  const codedWords = (codes, claim) => data.indicators.map(({ name }, at) => [name, codes[page.claimAt.get(claim) * data.indicators.length + at]])
    .filter(([, code]) => code >= 0).map(([name, code]) => `${name}: ${data.directions[code]}`).join("; ") || "not coded";
  const outcome = () => {
    const result = asLoaded();
    const mine = core.codesOf(data, result.reading);
    const theirs = page.others[0].codes;
    const differing = result.claims.filter((id) => codedWords(mine, id) !== codedWords(theirs, id));
    return [
      element("p", { className: "reading-summary", tabIndex: -1 }, `You coded ${plural(result.claims.length, "claim")}; on ${result.claims.length - differing.length} of them you and the edition say the same.`),
      page.agreementTable("What you coded blind, and others on the same claims", page.others.map((other) => [other.name, result, other])),
      differing.length ? element("details", { open: differing.length < 6, "data-key": "blind differences" }, element("summary", { textContent: `${plural(differing.length, "claim")} coded otherwise` }),
        element("ul", { className: "reading-differing" }, differing.map((id) => element("li", {}, element("p", { className: "reading-claim" }, page.claimLink(id), " ", page.textOf(id)),
          element("p", {}, element("b", { textContent: "You" }), ` – ${codedWords(mine, id)}`), element("p", {}, element("b", { textContent: "Edition" }), ` – ${codedWords(theirs, id)}`))))) : "",
      element("p", { className: "reading-tools" },
        button("Put it into my reading", () => page.takeOver(result)),
        button("Save the codings (CSV)", () => download(core.toCsv(data, texts, result.reading, result.claims), "coded-blind.csv", "text/csv")),
        button("Save the second file (JSON)", () => download(core.toSidecar(data, result.reading, result.claims), "coded-blind.json", "application/json")),
        blind.at < blind.order.length ? button("Go on", () => { blind.done = false; keep(); show(true); }) : "",
        button("Start over", () => { blind = null; keep(); show(false); })),
      element("p", { className: "reading-aside", textContent: "Both files are needed: the second says which claims you went through." }),
    ];
  };
  const show = (focus) => {
    places.blind.replaceChildren(...(blind ? (blind.done ? outcome() : oneClaim()) : beginning()).filter(Boolean));
    if (focus) places.blind.querySelector("[tabindex='-1']")?.focus();
  };

  restore();
  show(false);
})();
