// Parts of the page “Your reading” that take longer or deal with other readings: what would turn the
// answer, agreement, files and links, the reference, coding blind.  Loaded by reading-page.js.
(() => {
  "use strict";
  const { bookReading: book, bookReadingPage: page, bookReadingTexts: texts } = window;
  const { data, core } = book;
  const { element, button, plural, fill, table, places } = page;
  const doc = document;

  const { targets, formats, located, toClipboard, download } = window.bookCite;
  const copy = (what, text, html) => toClipboard(text, html).then(() => book.say(`${what} copied.`));
  const numbersOf = (claims) => claims && claims.map((id) => page.claimAt.get(id));

  // Agreement ----------------------------------------------------------------
  // Readings that were loaded, each { name, reading, claims }, with claims null if all were coded.
  let loaded = [];
  let report = [];
  const own = { name: "Your reading" };
  const others = [
    { name: "The edition", codes: core.codesOf(data, core.blank()) },
    ...Object.entries(data.readings).map(([column, name]) => ({ name, codes: core.columnCodes(data, column) })),
  ];
  const codesOf = (each) => each.codes ?? core.codesOf(data, each === own ? book.get() : each.reading);
  const share = (value) => (Number.isNaN(value) ? "–" : value.toFixed(2).replace("-", "−"));
  const withInterval = (row, name) => [share(row[name]), element("span", { className: "reading-aside", textContent: ` [${share(row[`${name}_low`])}, ${share(row[`${name}_high`])}]` })];
  const measured = new Map(); // bootstraps take a moment: none is done twice
  const compare = (first, second) => {
    const codes = [first, second].map(codesOf);
    const claims = [first, second].map((each) => each.claims).filter(Boolean).reduce((common, each) => (common ? common.filter((id) => each.includes(id)) : each), null);
    const key = `${codes.join("|")}|${claims ?? "all"}`;
    if (!measured.has(key)) measured.set(key, core.agreement(data, ...codes, { claims: numbersOf(claims) }));
    return measured.get(key);
  };
  const agreementTable = (caption, pairs) => table("stacks reading-agreement", caption, ["Compared", "Places", "Both code", "Overlap", "Same direction", "Alpha"],
    element("tbody", {}, pairs.map(([name, first, second]) => {
      const row = compare(first, second);
      const cells = row ? [["Places", row.units], ["Both code", row.shared], ["Overlap", withInterval(row, "overlap")], ["Same direction", withInterval(row, "equal")], ["Alpha", withInterval(row, "alpha")]] : [["Places", "neither codes any"]];
      return element("tr", {}, element("th", { scope: "row", textContent: name }), cells.map(([label, value]) => element("td", { "data-label": label }, value)));
    })));
  const pair = [others.length - 1, others.length]; // the last two readers, behind one's own
  const agreementPart = () => {
    const all = [own, ...others, ...loaded];
    const choose = (at) => {
      const select = element("select", { "aria-label": at ? "Second reading" : "First reading", "data-key": `pair ${at}` }, all.map(({ name }, index) => element("option", { textContent: name, value: String(index), selected: index === pair[at] })));
      select.onchange = () => { pair[at] = select.selectedIndex; showAgreement(); };
      return select;
    };
    for (const at of [0, 1]) pair[at] = Math.min(pair[at], all.length - 1);
    return [
      agreementTable("Your reading and others", [...others, ...loaded].map((other) => [other.name, own, other])),
      element("div", { className: "reading-pair" }, element("span", { textContent: "Any two" }), choose(0), choose(1)),
      pair[0] === pair[1] ? element("p", { className: "reading-aside", textContent: "Choose two different readings." })
        : agreementTable("These two", [[`${all[pair[0]].name} and ${all[pair[1]].name}`, all[pair[0]], all[pair[1]]]]),
      loaded.length ? "" : element("p", { className: "reading-aside" }, "Load files ", element("a", { href: "#reading-keep", textContent: "below" }), " to compare with other readers."),
    ];
  };
  const showAgreement = () => fill(places.agreement, agreementPart());

  // What would turn the answer -----------------------------------------------
  const nameOf = (indicator) => page.indicators.get(indicator).name;
  const ANSWER = (answer) => element("strong", { textContent: answer });
  const apply = (codings, leftOut, said) => {
    const reading = book.get();
    book.set({ ...reading, codings: { ...reading.codings, ...codings }, left_out: [...reading.left_out, ...leftOut] }, { say: said });
  };
  const tryIt = (label, codings, leftOut = []) => button("Try it", () => apply(codings, leftOut, `${label}.`), { "aria-label": `Try it: ${label}`, "data-key": `try ${label}` });
  const singleItem = ({ change, claim, indicator, fact, from, to, claims, answer }) => {
    const coding = { [`${claim} ${indicator}`]: { direction: to } };
    const about = () => element("p", { className: "reading-claim", textContent: page.textOf(claim) });
    if (change === "leave out") return element("li", {}, "Leave out the fact ", element("b", { textContent: page.factName(fact) }), ": ", ANSWER(answer), ". ", tryIt(`leave out ${page.factName(fact)}`, {}, [fact]));
    const label = `${claim}, ${nameOf(indicator)}`;
    if (change === "add") return element("li", {}, `Add one coding that ${to} `, element("b", { textContent: nameOf(indicator) }), claims === 1 ? [" to ", page.claimLink(claim)] : ` to any of ${claims} claims`, ": ", ANSWER(answer), ". ", tryIt(`add ${label}`, coding));
    return element("li", {}, change === "turn" ? "Turn " : "Take away ", page.claimLink(claim), " on ", element("b", { textContent: nameOf(indicator) }), change === "turn" ? `, from ${from} to ${to}: ` : `, which ${from} it: `, ANSWER(answer), ". ", tryIt(`${change} ${label}`, coding), about());
  };
  const stepWords = ({ indicator, change, from, to, number, codings }) => {
    const one = number === 1;
    const words = change === "add" ? `add ${plural(number, "coding")} that ${one ? "supports" : "support"}` : change === "turn" ? `turn ${plural(number, "coding")} from ${from} to ${to}` : `take away ${plural(number, "coding")} that ${one ? from : from.replace(/s$/, "")}`;
    const links = codings.flatMap((key, at) => [at ? ", " : "", page.claimLink(key.split(" ")[0])]);
    return [element("b", { textContent: nameOf(indicator) }), `: ${words}`, links.length ? [" (", codings.length === 1 ? "" : "such as ", links, ")"] : ""].flat();
  };
  const setItem = ({ answer, changes, steps }) => {
    const whole = steps.every(({ change }) => change !== "add");
    const codings = Object.fromEntries(steps.flatMap((step) => step.codings.map((key) => [key, { direction: step.to }])));
    return element("li", {}, element("p", {}, ANSWER(answer), `: ${plural(changes, "change")}. `, whole ? tryIt(`${plural(changes, "change")} for ${answer}`, codings) : ""),
      element("ul", {}, steps.map((step) => element("li", {}, stepWords(step)))));
  };
  const turningPart = (reading) => {
    const { answer, tried, singles, sets, withdrawals, pairs, exact } = core.turning(data, reading);
    const total = Object.values(tried).reduce((sum, number) => sum + number, 0);
    const away = withdrawals.map((each) => `${each.changes} for ${each.answer}`);
    return [
      element("p", {}, `From here the answer is ${answer}. `, singles.length ? `Of ${total.toLocaleString("en")} single changes these turn it:` : `None of ${total.toLocaleString("en")} single changes turns it: ${tried.turn} codings turned, ${tried.take_away} taken away, ${tried.add.toLocaleString("en")} added, ${plural(tried.leave_out, "fact")} left out.`),
      singles.length ? element("ul", {}, singles.slice(0, 12).map(singleItem)) : "",
      singles.length > 12 ? element("details", { "data-key": "all singles" }, element("summary", { textContent: `${singles.length - 12} more` }), element("ul", {}, singles.slice(12).map(singleItem))) : "",
      exact ? [element("p", {}, "The fewest changes of codings that lead to another answer:"), element("ul", { className: "reading-sets" }, sets.map(setItem)),
        away.length ? element("p", { className: "reading-aside" }, `If codings are only taken away, the fewest are ${away.join(", ")}.`) : ""]
        : [element("p", {}, `The rule that you chose counts units, for which no formula gives the smallest set. ${pairs.tried.toLocaleString("en")} pairs of codings were taken away as well; ${pairs.turned ? `${pairs.turned} of them turn the answer${pairs.turned > pairs.examples.length ? `, among them:` : ":"}` : "none of them turns the answer."}`),
          element("ul", {}, pairs.examples.map(([first, second, other]) => element("li", {}, [first, second].flatMap((key, at) => [at ? " and " : "", page.claimLink(key.split(" ")[0]), ` on ${nameOf(key.split(" ")[1])}`]), ": ", ANSWER(other), ". ", tryIt(`take away ${first} and ${second}`, { [first]: { direction: "" }, [second]: { direction: "" } }))))],
    ].flat();
  };

  // Loading ------------------------------------------------------------------
  const stem = (name) => name.replace(/\.[^.]+$/, "");
  const addLoaded = (name, { reading, claims = null, unknown, version }) => {
    const taken = [own, ...others, ...loaded].map((each) => each.name);
    let title = name;
    for (let number = 2; taken.includes(title); number += 1) title = `${name} (${number})`;
    loaded = [...loaded, { name: title, reading, claims }];
    const older = version && version !== data.edition.version ? ` It was made on version ${version}; this is version ${data.edition.version}.` : "";
    report.push({ name: title, good: `loaded, ${plural(core.count(data, reading), "difference")} from the edition${claims ? `, ${plural(claims.length, "claim")} coded` : ""}.${older}`, unknown });
  };
  const refuse = (name, faults) => report.push({ name, faults });
  const loadFiles = async (files) => {
    report = [];
    const tables = [];
    const beside = new Map();
    for (const file of files) {
      if (file.size > core.LARGEST_FILE) { refuse(file.name, [core.decode({ length: file.size }).fault]); continue; }
      const { text, fault } = core.decode(new Uint8Array(await file.arrayBuffer()));
      if (fault) refuse(file.name, [fault]);
      else if (/\.json$/i.test(file.name) || /^\s*\{/.test(text)) {
        const { about, fault: wrong } = core.fromSidecar(text);
        if (wrong) refuse(file.name, [wrong]); else beside.set(stem(file.name), [file.name, about]);
      } else tables.push([file.name, text]);
    }
    for (const [name, text] of tables) {
      const near = beside.get(stem(name)) ?? (tables.length === 1 && beside.size === 1 ? [...beside.values()][0] : null);
      for (const [key, each] of beside) if (each === near) beside.delete(key);
      const read = core.fromCsv(data, texts, text, near?.[1]);
      if (read.faults) refuse(name, read.faults.map(({ line, column, reason }) => `line ${line}${column ? `, ${column}` : ""}: ${reason}`));
      else addLoaded(stem(name), read);
    }
    for (const [name] of beside.values()) refuse(name, ["This file belongs to a table of codings. Load the two together."]);
    showLoaded();
  };
  const MOST_SHOWN = 8;
  const lines = (all) => [...all.slice(0, MOST_SHOWN), ...(all.length > MOST_SHOWN ? [`and ${all.length - MOST_SHOWN} more`] : [])].map((text) => element("li", { textContent: text }));
  const reportPart = () => report.map(({ name, good, unknown = [], faults }) => element("div", { className: faults ? "reading-fault" : "reading-good" },
    element("p", {}, element("b", { textContent: name }), ": ", good ?? "not loaded; nothing has changed."),
    faults ? element("ul", {}, lines(faults)) : unknown.length ? [element("p", { textContent: "This edition does not have, and so leaves out:" }), element("ul", {}, lines(unknown))] : ""));
  const takeOver = ({ name, reading, claims }) => {
    if (!claims) return book.set(reading, { say: `${name} is now your reading.` });
    const current = structuredClone(book.get());
    for (const key of Object.keys(current.codings)) if (claims.includes(key.split(" ")[0])) delete current.codings[key];
    return book.set({ ...current, codings: { ...current.codings, ...reading.codings } }, { say: `The claims coded in ${name} are now in your reading.` });
  };
  const reportPlace = element("div", { role: "status" });
  const loadedPlace = element("div");
  const showLoaded = () => {
    reportPlace.replaceChildren(...reportPart());
    fill(loadedPlace,
      loaded.length ? element("ul", { className: "reading-loaded" }, loaded.map((each) => element("li", {}, element("b", { textContent: each.name }), " ",
        button("Make it my reading", () => takeOver(each), { "aria-label": `Make it my reading: ${each.name}`, "data-key": `take ${each.name}` }), " ",
        button("Remove", () => { loaded = loaded.filter((other) => other !== each); report = []; showLoaded(); }, { "aria-label": `Remove ${each.name}` })))) : "");
    showAgreement();
  };

  // Keeping ------------------------------------------------------------------
  const FILE = "my-codings";
  const fileInput = element("input", { type: "file", multiple: true, accept: ".csv,.json,.txt,.tsv,text/csv,application/json", onchange: () => { loadFiles([...fileInput.files]); fileInput.value = ""; } });
  const drop = element("div", { className: "reading-drop" }, element("label", {}, element("span", { textContent: "Load readings (CSV, with its JSON file if there is one), or drop them here" }), fileInput));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); loadFiles([...event.dataTransfer.files]); });
  const linkInput = element("input", { type: "text", autocomplete: "off", spellcheck: false, placeholder: "Paste the link of a reading" });
  linkInput.setAttribute("aria-label", "Link of a reading");
  const openLink = () => {
    const text = linkInput.value.trim();
    if (!text) return;
    const read = core.fromLink(data, text.slice(Math.max(0, text.indexOf("#"))));
    report = [];
    if (read.fault) refuse("The link", [read.fault]); else { addLoaded("From a link", read); linkInput.value = ""; }
    showLoaded();
  };
  const pageAddress = () => location.href.split("#")[0];

  // The reference of a reading is that of this page, with author and title of the reading.
  const EDITORS = "The contributors to the edition";
  const OF_PAGE = /The edition’s own\. |\s*License: [^)]*\)\./g; // a reading is its reader's
  const escaped = {
    bib: (text) => text.replace(/[\\{}]/g, "").replace(/[#$%&_]/g, "\\$&"),
    ris: (text) => text,
    json: (text) => JSON.stringify(text).slice(1, -1),
  };
  // Return the reference as a text or, in a style, as an element.
  const reference = ([format, , extension], author, title, digest) => {
    const text = located(targets["your-reading"][format]).replace(OF_PAGE, "").replaceAll("-your-reading,", `-reading-${digest},`).replace(/-your-reading(?=["\n])/g, `-reading-${digest}`);
    if (extension) return text.replace(EDITORS, () => escaped[extension](author)).replace(/Your [Rr]eading/, () => escaped[extension](title));
    const place = element("div", { innerHTML: text }); // written by the build
    const walker = doc.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const renamed = new Set();
    const rename = (node, pattern, name) => {
      if (!renamed.has(pattern) && pattern.test(node.data)) { node.data = node.data.replace(pattern, () => name); renamed.add(pattern); }
    };
    const patterns = [[RegExp(EDITORS), author], [/Your [Rr]eading/, title]];
    while (walker.nextNode()) for (const [pattern, name] of patterns) rename(walker.currentNode, pattern, name);
    return place;
  };
  const who = element("input", { type: "text", autocomplete: "name", maxLength: 120, placeholder: "A reader", oninput: () => showReferences() });
  const referencePlace = element("div");
  const showReferences = () => {
    const reading = book.get();
    const digest = core.digest(data, reading);
    const title = `A reading of the evidence (${plural(core.count(data, reading), "change")}, digest ${digest}, on commit ${data.edition.commit || "unknown"})`;
    const author = who.value.trim().replace(/\s+/g, " ") || "A reader";
    fill(referencePlace, formats.map((format) => {
      const [, label, extension, type] = format;
      const made = reference(format, author, title, digest);
      return element("section", { className: "cite-format" },
        element("header", {}, element("h3", { textContent: label }),
          button("Copy", () => copy(label, (extension ? made : made.textContent).trim(), extension ? "" : made.innerHTML), { "aria-label": `Copy ${label}`, "data-key": `copy ${label}` }),
          extension ? button("Download", () => download(made, `${FILE}.${extension}`, type), { "aria-label": `Download ${label}`, "data-key": `get ${label}` }) : ""),
        extension ? element("details", { "data-key": `cite ${label}` }, element("summary", { textContent: "Show" }), element("pre", { textContent: made, tabIndex: 0, role: "region", "aria-label": label })) : made);
    }));
  };
  const savePlace = element("div");
  const showSave = () => {
    const reading = book.get();
    const number = core.count(data, reading);
    const link = core.toLink(data, reading);
    const rest = Object.keys(reading.facts).length + reading.left_out.length + Object.keys(reading.choices).length;
    fill(savePlace,
      element("p", { className: "reading-tools" },
        button("Save the codings (CSV)", () => download(core.toCsv(data, texts, book.get()), `${FILE}.csv`, "text/csv"), { "data-key": "csv" }),
        button("Save the second file (JSON)", () => download(core.toSidecar(data, book.get()), `${FILE}.json`, "application/json"), { "data-key": "json" }),
        link && number ? button("Copy a link", () => copy("Link", pageAddress() + core.toLink(data, book.get())), { "data-key": "link" }) : ""),
      element("p", { className: "reading-aside", textContent: rest ? `The second file is needed: ${plural(rest, "change is", "changes are")} not in the table of codings.` : "" }),
      element("p", { className: "reading-aside", textContent: !number ? "" : link
        ? "The link holds your changes in itself and works in any copy of this edition, with no server."
        : `Your changes do not fit into a link, which may have ${core.LONGEST_LINK.toLocaleString("en")} characters. Send the files.` }));
  };

  // Coding blind ---------------------------------------------------------------
  const blindKey = `reading-blind:${data.edition.title}`;
  const stored = () => { try { return JSON.parse(localStorage.getItem(blindKey)); } catch { return null; } };
  // { lot, section, coded: { claim: { indicator: { direction, reason } } }, order: [claim], at, done }
  let blind = null;
  const keepBlind = () => { try { if (blind) localStorage.setItem(blindKey, JSON.stringify(blind)); else localStorage.removeItem(blindKey); } catch { /* kept for this page only */ } };
  const restoreBlind = () => {
    const found = stored();
    if (!found || !Array.isArray(found.order) || typeof found.coded !== "object") return;
    const order = found.order.filter((id) => page.claimAt.has(id));
    const coded = Object.fromEntries(Object.entries(found.coded).filter(([id]) => page.claimAt.has(id)));
    blind = { lot: Number(found.lot) || 0, order, coded, at: Math.min(Math.max(0, Number(found.at) || 0), order.length), done: Boolean(found.done) };
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
  const blindReading = () => {
    const codings = {};
    for (const [claim, given] of Object.entries(blind.coded)) {
      for (const { id } of data.indicators) codings[`${claim} ${id}`] = { direction: given[id]?.direction ?? "", reason: given[id]?.reason ?? "" };
    }
    return core.clean(data, { codings });
  };
  const asLoaded = () => ({ name: "Coded blind", reading: blindReading(), claims: data.claims.ids.filter((id) => id in blind.coded) });

  const sections = [...new Set(data.claims.section)];
  const sectionTitle = (number) => texts.sections?.[number] ?? "";
  const blindStart = () => {
    const order = element("select", {}, element("option", { value: "", textContent: "All sections, drawn by lot" }),
      sections.map((number) => element("option", { value: number, textContent: `Section ${number} ${sectionTitle(number)}`.trim() })));
    const lot = element("input", { type: "text", inputMode: "numeric", pattern: "[0-9]*", maxLength: 9, value: String(1 + Math.floor(Math.random() * 9999)) });
    const lotLabel = element("label", {}, element("span", { textContent: "Number of the lot" }), lot);
    order.onchange = () => { lotLabel.hidden = Boolean(order.value); };
    const begin = () => {
      const inSection = data.claims.ids.filter((_, at) => !order.value || data.claims.section[at] === order.value);
      const seed = Number(lot.value.replace(/\D/g, "")) || 0;
      blind = { lot: order.value ? 0 : seed, order: order.value ? inSection : shuffled(inSection, seed), coded: {}, at: 0, done: false };
      keepBlind();
      showBlind(true);
    };
    return [element("div", { className: "reading-choices" }, element("label", {}, element("span", { textContent: "Claims" }), order), lotLabel), element("p", { className: "reading-tools" }, button("Begin", begin))];
  };
  const definitions = () => element("details", { "data-key": "definitions" }, element("summary", { textContent: "What the indicators mean" }),
    data.explanations.map(({ id, name, family }) => [element("p", { className: `side-${family} reading-family`, textContent: name }), element("dl", { className: "reading-definitions" }, data.indicators.flatMap((each, at) => (each.explanation === id ? [element("dt", { textContent: each.name }), element("dd", { textContent: texts.definitions[at] })] : [])))]).flat());
  const blindClaim = () => {
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
      keepBlind();
      showBlind(true);
    });
    const showNext = () => { next.textContent = Object.keys(draft).length ? "Next claim" : "It speaks to no indicator; next claim"; };
    showNext();
    const back = button("Previous claim", () => { blind.at -= 1; keepBlind(); showBlind(true); }, { disabled: !blind.at });
    const stop = button("Stop and compare", () => { blind.done = true; keepBlind(); showBlind(true); }, { disabled: !Object.keys(blind.coded).length });
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
  const blindResult = () => {
    const result = asLoaded();
    const mine = core.codesOf(data, result.reading);
    const theirs = others[0].codes;
    const differing = result.claims.filter((id) => codedWords(mine, id) !== codedWords(theirs, id));
    return [
      element("p", { className: "reading-summary", tabIndex: -1 }, `You coded ${plural(result.claims.length, "claim")}; on ${result.claims.length - differing.length} of them you and the edition say the same.`),
      agreementTable("What you coded blind, and others on the same claims", others.map((other) => [other.name, result, other])),
      differing.length ? element("details", { open: differing.length < 6, "data-key": "blind differences" }, element("summary", { textContent: `${plural(differing.length, "claim")} coded otherwise` }),
        element("ul", { className: "reading-differing" }, differing.map((id) => element("li", {}, element("p", { className: "reading-claim" }, page.claimLink(id), " ", page.textOf(id)),
          element("p", {}, element("b", { textContent: "You" }), ` – ${codedWords(mine, id)}`), element("p", {}, element("b", { textContent: "Edition" }), ` – ${codedWords(theirs, id)}`))))) : "",
      element("p", { className: "reading-tools" },
        button("Put it into my reading", () => takeOver(result)),
        button("Save the codings (CSV)", () => download(core.toCsv(data, texts, result.reading, result.claims), "coded-blind.csv", "text/csv")),
        button("Save the second file (JSON)", () => download(core.toSidecar(data, result.reading, result.claims), "coded-blind.json", "application/json")),
        blind.at < blind.order.length ? button("Go on", () => { blind.done = false; keepBlind(); showBlind(true); }) : "",
        button("Start over", () => { blind = null; keepBlind(); showBlind(false); })),
      element("p", { className: "reading-aside", textContent: "Both files are needed: the second says which claims you went through." }),
    ];
  };
  const showBlind = (focus) => {
    places.blind.replaceChildren(...(blind ? (blind.done ? blindResult() : blindClaim()) : blindStart()).filter(Boolean));
    if (focus) places.blind.querySelector("[tabindex='-1']")?.focus();
  };

  // All ----------------------------------------------------------------------
  restoreBlind();
  places.keep.append(savePlace, drop, element("div", { className: "reading-paste" }, linkInput, button("Load the link", openLink)), reportPlace, loadedPlace,
    element("h3", { textContent: "Cite your reading" }), element("label", { className: "reading-who" }, "Name of the reader ", who), referencePlace);
  showBlind(false);
  for (const show of [showSave, (reading) => fill(places.turning, turningPart(reading)), showAgreement, showReferences]) page.later.add(show);
})();
