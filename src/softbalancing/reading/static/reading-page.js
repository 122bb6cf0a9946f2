// The page “Your reading”: the verdict step by step, changes, choices, what would turn the answer,
// the evidence.  Loaded after reading-edit.js, which keeps the reading and has the forms.
(() => {
  "use strict";
  const { bookReading: book, bookReadingStart: start } = window;
  const { data, core, edition } = book;
  const doc = document;
  const contentRoot = doc.documentElement.dataset.content_root;

  // Return an element; names with a dash, `role` and `for` are attributes, all others properties.
  const element = (tag, props = {}, ...children) => {
    const made = doc.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (/-|^(role|for|scope|colspan)$/.test(name)) made.setAttribute(name, value); else made[name] = value;
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };
  const button = (text, onclick, props = {}) => element("button", { type: "button", className: "plain-button", textContent: text, onclick, ...props });
  const plural = (number, word, words = `${word}s`) => `${number} ${number === 1 ? word : words}`;
  const listed = (parts) => parts.join(", ").replace(/, (?=[^,]*$)/, " and ");
  const places = Object.fromEntries([...doc.querySelectorAll("[data-reading-part]")].map((place) => [place.dataset.readingPart, place]));

  const claimAt = new Map(data.claims.ids.map((id, at) => [id, at]));
  const factAt = new Map(data.facts.ids.map((id, at) => [id, at]));
  const indicators = new Map(data.indicators.map((each) => [each.id, each]));
  const explanations = new Map(data.explanations.map((each) => [each.id, each]));
  const theoryName = explanations.get(data.theory).name.toLowerCase();
  const familyOf = (indicator) => explanations.get(indicators.get(indicator).explanation).family;
  const factName = (id) => data.facts.names[factAt.get(id)] ?? "no fact";
  const optionLabel = (name, value) => data.choices[name].options.find(([option]) => option === value)?.[1] ?? value;
  const coded = (direction) => direction || "not coded";
  const claimLink = (id) => element("a", { className: "reading-id", href: `${contentRoot}apparatus/tables/claims.html#${id}`, textContent: id });
  const textOf = (id) => window.bookReadingTexts.claims[claimAt.get(id)];

  // Replace what a place holds. The focus stays on the control of the same key, or else on the place;
  // a control whose card is open stays as well, and if it has no place any more, all waits for the card.
  const waiting = new Map();
  const fill = (place, ...children) => {
    waiting.delete(place);
    const fresh = element("div", {}, children);
    const same = (key) => [...fresh.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
    for (const control of place.querySelectorAll(".open[data-key]")) {
      const successor = same(control.dataset.key);
      if (!successor) { waiting.set(place, children); return; }
      control.replaceChildren(...successor.childNodes);
      control.setAttribute("aria-label", successor.getAttribute("aria-label"));
      successor.replaceWith(control);
    }
    const focused = place.contains(doc.activeElement) && doc.activeElement !== place ? doc.activeElement.dataset.key ?? "" : null;
    for (const each of place.querySelectorAll("details[open][data-key]")) same(each.dataset.key)?.setAttribute("open", "");
    place.replaceChildren(...fresh.childNodes);
    if (focused === null) return;
    const again = focused && [...place.querySelectorAll("[data-key]")].find((each) => each.dataset.key === focused && !each.disabled);
    if (!again) place.tabIndex = -1;
    (again || place).focus({ preventScroll: true });
  };
  doc.addEventListener("toggle", ({ target, newState }) => {
    if (newState === "closed" && target.matches(".card")) setTimeout(() => { for (const [place, children] of waiting) fill(place, children); });
  }, true);
  // Show a number, and beneath it the edition's where that is another.
  const was = (text) => element("span", { className: "reading-aside", textContent: ` (edition: ${text})` });
  const compared = (now, was) => [String(now), now === was ? "" : element("span", { className: "reading-was" }, element("span", { className: "visually-hidden", textContent: " edition " }), String(was))];
  const table = (className, caption, head, ...bodies) => element("table", { className: `data ${className}` },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, head.map((cell) => (cell instanceof Element ? cell : element("th", { scope: "col", textContent: cell }))))),
    bodies);

  // The verdict, step by step -------------------------------------------------
  const verdictPart = (reading, verdict) => {
    const number = core.count(data, reading);
    const turned = verdict.answer !== edition.answer;
    const summary = number
      ? ["With your ", plural(number, "change"), " the answer ", turned ? "turns from " : "stays ", turned ? [element("s", { textContent: edition.answer }), " to "] : "", element("strong", { textContent: verdict.answer }), "."]
      : ["You have changed nothing so far. This is how the edition codes; its answer is ", element("strong", { textContent: verdict.answer }), "."];
    const body = ({ id, name, family }) => {
      const own = verdict.indicators.map((now, at) => ({ ...now, was: edition.indicators[at] })).filter((now) => indicators.get(now.id).explanation === id);
      const out = verdict.borneOut[id];
      const before = edition.borneOut[id];
      const heading = element("tr", { className: `reading-explanation side-${family}` },
        element("th", { scope: "rowgroup", colspan: 3, textContent: name }),
        element("td", { colspan: 2, className: out === before ? "" : "yours" }, element("b", { textContent: out ? "borne out" : "not borne out" }), out === before ? "" : element("span", { className: "reading-was", textContent: `edition: ${before ? "borne out" : "not borne out"}` })));
      return element("tbody", {}, heading, own.map((now) => element("tr", {},
        element("th", { scope: "row" }, indicators.get(now.id).name, indicators.get(now.id).condition ? element("span", { className: "reading-aside", textContent: " condition" }) : ""),
        ["supports", "undermines", "neutral"].map((direction) => element("td", { className: now[direction] === now.was[direction] ? "" : "yours" }, compared(now[direction], now.was[direction]))),
        element("td", { className: now.met === now.was.met ? "" : "yours" }, element("span", { className: now.met ? "is-met" : "is-unmet", textContent: now.met ? "met" : "not met" })))));
    };
    const { name: theory } = explanations.get(data.theory);
    const rivals = data.explanations.filter(({ id }) => id !== data.theory && verdict.borneOut[id]);
    const strategies = data.indicators.filter(({ explanation, condition }) => explanation === data.theory && !condition).length;
    const rule = reading.choices.rule ?? data.choices.rule.usual;
    const unit = optionLabel("unit", reading.choices.unit ?? data.choices.unit.usual).toLowerCase();
    const both = verdict.borneOut[data.theory] && rivals.length;
    const { counts } = verdict;
    const count = (name, words) => [`${counts[name]} ${words}`, counts[name] === edition.counts[name] ? "" : was(edition.counts[name])];
    const steps = [
      [`${theory}: ${verdict.strategiesMet} of ${strategies} strategies are met, and the condition is ${verdict.conditionMet ? "met" : "not met"}. It is ${verdict.borneOut[data.theory] ? "" : "not "}borne out.`],
      [rivals.length ? `Rivals: ${listed(rivals.map(({ name }) => name.toLowerCase()))} ${rivals.length === 1 ? "is" : "are"} borne out.` : "Rivals: none is borne out."],
      [!both ? "Not both sides are borne out, so nothing has to be counted." : rule === data.choices.rule.usual ? "Both sides are borne out, and the edition’s rule decides nothing then." : `Both sides are borne out, so the rule “${optionLabel("rule", rule)}” decides by counting.`],
      ["Counted by ", element("b", { textContent: unit }), ": ", count("both", "on both sides"), ", ", count("theory", `for ${theoryName} alone`), ", ", count("rivals", "for rivals alone"), ".", rule === data.choices.rule.usual ? " The edition’s rule does not look at these numbers." : ""],
    ];
    return [
      element("p", { className: "reading-summary" }, summary),
      table("reading-verdict", "Codings for and against each indicator. Where yours differ, the edition’s number stands beneath.", ["Indicator", "For", "Against", "Neutral", "Result"], data.explanations.map(body)),
      element("ol", { className: "reading-steps" }, steps.map((step) => element("li", {}, step.flat()))),
      element("p", { className: "reading-summary" }, "Answer: ", element("strong", { textContent: verdict.answer }), turned ? was(edition.answer) : ""),
    ];
  };

  // Changes -------------------------------------------------------------------
  const changeText = (change) => {
    const { kind, claim, from, to, choice } = change;
    if (kind === "coding") return [element("b", { textContent: indicators.get(change.indicator).name }), `: ${coded(from)} → `, element("strong", { textContent: coded(to) })];
    if (kind === "fact") return ["Moved to another fact: ", factName(from), " → ", element("strong", { textContent: factName(to) })];
    if (kind === "left_out") return ["Left out: the fact ", element("strong", { textContent: factName(change.fact) })];
    return [element("b", { textContent: data.choices[choice].label }), `: ${optionLabel(choice, from)} → `, element("strong", { textContent: optionLabel(choice, to) })];
  };
  const changeItem = (reading, change) => {
    const key = `${change.kind} ${change.key}`;
    const name = change.claim ? `${change.claim}${change.indicator ? ` on ${indicators.get(change.indicator).name}` : ""}` : change.fact ? factName(change.fact) : data.choices[change.choice].label;
    const item = element("li", {}, element("p", {}, changeText(change)));
    if (change.claim) item.append(element("p", { className: "reading-claim" }, claimLink(change.claim), " ", textOf(change.claim)));
    if (change.kind === "coding") {
      const reason = element("textarea", { rows: 1, maxLength: 1000, value: change.reason, placeholder: "Your reason", "aria-label": `Your reason for ${name}`, "data-key": `reason ${key}` });
      reason.onchange = () => book.code(change.claim, change.indicator, change.to, reason.value);
      item.append(reason);
    }
    item.append(element("p", { className: "reading-tools" },
      change.claim ? button("Change it", ({ currentTarget }) => book.open(currentTarget, [change.claim]), { "aria-label": `Change it: ${name}`, "data-key": `edit ${key}` }) : "",
      button("Undo this change", () => book.set(core.without(reading, change), { say: `Undone: ${name}.` }), { "aria-label": `Undo this change: ${name}`, "data-key": `undo ${key}` })));
    return item;
  };
  // A search of claims by their words, id or section.
  const finder = () => {
    const input = element("input", { type: "search", autocomplete: "off", placeholder: "Words, section or id of a claim" });
    const results = element("ul", { className: "reading-found" });
    const count = element("p", { className: "reading-aside", role: "status" });
    input.oninput = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const hits = words.length ? data.claims.ids.filter((id, at) => words.every((word) => (/^[\d.]+$/.test(word) ? data.claims.section[at] === word.replace(/\.$/, "") : `${id} ${textOf(id).toLowerCase()}`.includes(word)))) : [];
      results.replaceChildren(...hits.slice(0, 12).map((id) => element("li", {}, button(textOf(id), ({ currentTarget }) => book.open(currentTarget, [id]), { className: "reading-hit" }), element("span", { className: "reading-aside", textContent: `section ${data.claims.section[claimAt.get(id)]}` }))));
      count.textContent = !words.length ? "" : hits.length > 12 ? `${hits.length} claims, the first 12 shown` : hits.length ? plural(hits.length, "claim") : "No claim found";
    };
    return element("div", { className: "reading-finder" }, element("label", {}, "Find a claim and code it ", input), count, results);
  };
  const changesPlace = element("div");
  const changesPart = (reading) => {
    const changes = core.changes(data, reading);
    return [
      changes.length ? element("ol", { className: "reading-changes" }, changes.map((change) => changeItem(reading, change))) : element("p", {}, "Nothing yet."),
      element("p", { className: "reading-tools" },
        button("Undo", book.undo, { disabled: !book.canUndo(), "data-key": "undo" }),
        button("Redo", book.redo, { disabled: !book.canRedo(), "data-key": "redo" }),
        button("Back to the edition", book.reset, { disabled: !changes.length, "data-key": "reset" })),
    ];
  };

  // Choices ------------------------------------------------------------------
  const selects = Object.entries(data.choices).map(([name, { label, usual, options }]) => {
    const select = element("select", {}, options.map(([value, text]) => element("option", { value: String(value), textContent: value === usual ? `${text} (edition)` : text })));
    select.onchange = () => book.choose(name, options[select.selectedIndex][0]);
    const update = (reading) => {
      const value = reading.choices[name] ?? usual;
      select.selectedIndex = options.findIndex(([option]) => option === value);
      select.parentElement.classList.toggle("yours", value !== usual);
    };
    return [element("label", {}, element("span", { textContent: label }), select), update];
  });

  // Evidence -----------------------------------------------------------------
  const SIGNS = [["supports", "●"], ["undermines", "○"], ["neutral", "∙"]];
  // Return, for each topic and indicator, the claims coded in each direction.
  const cellsOf = (reading) => {
    const codes = core.codesOf(data, reading);
    const out = new Set(reading.left_out);
    const facts = core.factsOf(data, reading);
    const cells = new Map();
    codes.forEach((code, pair) => {
      const claim = Math.floor(pair / data.indicators.length);
      const fact = facts[claim];
      if (code < 0 || fact < 0 || out.has(data.facts.ids[fact])) return;
      const key = `${data.facts.topic[fact]} ${pair % data.indicators.length}`;
      if (!cells.has(key)) cells.set(key, data.directions.map(() => []));
      cells.get(key)[code].push(data.claims.ids[claim]);
    });
    return cells;
  };
  const USES = { both: "both sides", theory: `${theoryName} alone`, rivals: "rivals alone", none: "no side" };
  const usesOf = (cells) => data.topics.ids.map((_, topic) => {
    const serves = (isSide) => data.indicators.some(({ explanation }, at) => isSide(explanation) && cells.get(`${topic} ${at}`)?.[0].length);
    const theory = serves((explanation) => explanation === data.theory);
    const rival = serves((explanation) => explanation !== data.theory);
    return theory && rival ? "both" : theory ? "theory" : rival ? "rivals" : "none";
  });
  const editionCells = cellsOf(core.blank());
  const editionUses = usesOf(editionCells);
  const countsOf = (cell) => SIGNS.map((_, code) => cell?.[code]?.length ?? 0);
  const cellWords = (counts) => listed(SIGNS.map(([word], code) => counts[code] && `${counts[code]} ${word}`).filter(Boolean)) || "silent";
  const cellSigns = (counts) => SIGNS.map(([, sign], code) => counts[code] && element("span", {}, element("i", { textContent: sign }), counts[code] > 1 ? String(counts[code]) : "")).filter(Boolean);
  const matrixCell = (topic, at, cells) => {
    const { id, name } = data.indicators[at];
    const place = `${topic} ${at}`;
    const counts = countsOf(cells.get(place));
    const was = countsOf(editionCells.get(place));
    const differs = String(counts) !== String(was);
    const claims = [...new Set([cells, editionCells].flatMap((each) => (each.get(place) ?? []).flat()))];
    const signs = [...(counts.some(Boolean) ? cellSigns(counts) : ["·"]), differs ? element("span", { className: "reading-was" }, was.some(Boolean) ? cellSigns(was) : "·") : ""];
    const label = `${data.topics.names[topic]}, ${name}: ${cellWords(counts)}${differs ? `; edition ${cellWords(was)}` : ""}`;
    const content = claims.length
      ? element("button", { type: "button", className: "reading-cell", onclick: ({ currentTarget }) => book.open(currentTarget, claims), "aria-label": label, "data-key": `cell ${place}` }, signs)
      : element("span", { role: "img", "aria-label": "silent", textContent: "·" });
    return element("td", { className: `side-${familyOf(id)}${differs ? " yours" : ""}` }, content);
  };
  const matrix = (caption, topics, cells, uses) => {
    const heads = data.indicators.map(({ id, name }, at) => element("th", { scope: "col", className: `side-${familyOf(id)}` }, element("span", { className: "visually-hidden", textContent: name }), element("i", { "aria-hidden": "true", textContent: String(at + 1) })));
    const rows = topics.map((topic) => {
      const moved = uses[topic] !== editionUses[topic];
      return element("tr", {},
        element("th", { scope: "row", className: moved ? "yours" : "" }, data.topics.names[topic], moved ? element("span", { className: "reading-aside", textContent: ` serves ${USES[uses[topic]]}; edition: ${USES[editionUses[topic]]}` }) : ""),
        data.indicators.map((_, at) => matrixCell(topic, at, cells)));
    });
    return element("div", { className: "table-frame reading-frame" }, table("reading-matrix", caption, [element("td"), ...heads], element("tbody", {}, rows)));
  };
  const key = () => element("div", { className: "reading-key" },
    data.explanations.map(({ id, name, family }) => element("div", { className: `side-${family}` }, element("b", { textContent: name }),
      element("ol", {}, data.indicators.map((each, at) => each.explanation === id && element("li", { value: at + 1, textContent: each.name })).filter(Boolean)))));
  const legend = () => element("p", { className: "reading-aside" }, "● supports, ○ undermines, ∙ neutral, · silent. In a marked cell the edition’s codings stand beneath yours.");
  const evidencePart = (reading) => {
    const cells = cellsOf(reading);
    const uses = usesOf(cells);
    const topics = data.topics.ids.map((_, topic) => topic);
    const size = (topic) => data.indicators.reduce((sum, _, at) => sum + (cells.get(`${topic} ${at}`)?.flat().length ?? 0), 0);
    const having = (use) => topics.filter((topic) => uses[topic] === use).sort((a, b) => size(b) - size(a));
    const shared = topics.filter((topic) => uses[topic] === "both" || editionUses[topic] === "both").sort((a, b) => size(b) - size(a));
    const number = (list) => list.filter((use) => use === "both").length;
    const others = ["theory", "rivals", "none"].flatMap(having).filter((topic) => !shared.includes(topic));
    const both = number(uses);
    const was = both === number(editionUses) ? "" : ` (edition: ${number(editionUses)})`;
    return [
      key(),
      matrix(`Double use: ${plural(both, "topic")}${was} ${both === 1 ? "serves" : "serve"} ${theoryName} and a rival at once.`, shared, cells, uses),
      legend(),
      element("details", { "data-key": "all evidence" }, element("summary", { textContent: `The other ${plural(others.length, "topic")}` }),
        matrix("Topics that serve one side, or none.", others, cells, uses)),
    ];
  };

  // All parts ----------------------------------------------------------------
  const later = new Set(); // what takes longer is filled in after the page has been painted
  let timer = 0;
  const update = (reading, verdict) => {
    fill(places.verdict, verdictPart(reading, verdict));
    fill(changesPlace, changesPart(reading));
    for (const [, show] of selects) show(reading);
    clearTimeout(timer);
    timer = setTimeout(() => {
      fill(places.evidence, evidencePart(reading));
      const rest = [...later];
      const next = () => { rest.shift()?.(reading); if (rest.length) timer = setTimeout(next); };
      timer = setTimeout(next, 120);
    }, 20);
  };
  window.bookReadingPage = { element, button, plural, listed, fill, table, places, claimAt, indicators, explanations, familyOf, claimLink, textOf, coded, later, factName };

  const load = (name) => start.add("script", { src: start.named(name) });
  doc.head.append(element("link", { rel: "stylesheet", href: start.named("reading-page.css") }));
  Promise.all(["reading-claims.js", "reading-measures.js", "reading-files.js", "reading-compare.js", "reading-share.js", "reading-blind.js"].map(load)).then(() => {
    places.changes.append(changesPlace, finder());
    places.choices.append(element("div", { className: "reading-choices" }, selects.map(([label]) => label)));
    book.subscribe(update);
    update(book.get(), book.verdict());
  });
})();
