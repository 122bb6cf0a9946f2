// Part of the page “Your reading”: readings saved, loaded, sent as links, cited.  Loaded by
// reading-page.js.
(() => {
  "use strict";
  const { bookReading: book, bookReadingPage: page, bookReadingTexts: texts } = window;
  const { data, core } = book;
  const { element, button, plural, fill, places } = page;
  const { toClipboard, download } = window.bookCite;
  const doc = document;
  const copy = (what, text) => toClipboard(text).then(() => book.say(`${what} copied.`));

  // Loading ------------------------------------------------------------------
  let report = [];
  const stem = (name) => name.replace(/\.[^.]+$/, "");
  const addLoaded = (name, { reading, claims = null, unknown, version }) => {
    const taken = [page.own, ...page.others, ...page.loaded].map((each) => each.name);
    let title = name;
    for (let number = 2; taken.includes(title); number += 1) title = `${name} (${number})`;
    page.loaded = [...page.loaded, { name: title, reading, claims }];
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
      page.loaded.length ? element("ul", { className: "reading-loaded" }, page.loaded.map((each) => element("li", {}, element("b", { textContent: each.name }), " ",
        button("Make it my reading", () => takeOver(each), { "aria-label": `Make it my reading: ${each.name}`, "data-key": `take ${each.name}` }), " ",
        button("Remove", () => { page.loaded = page.loaded.filter((other) => other !== each); report = []; showLoaded(); }, { "aria-label": `Remove ${each.name}` })))) : "");
    page.showAgreement();
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

  // The build has written the reference of a reading with placeholders; the Cite box fills them.
  const contentRoot = doc.documentElement.dataset.content_root;
  const who = element("input", { type: "text", autocomplete: "name", maxLength: 120, placeholder: "A reader", oninput: () => showReference() });
  const citeLink = element("a", { className: "cite", href: `${contentRoot}apparatus/how-to-cite.html`, textContent: "Cite this reading", "data-cite": "reader-your-reading" });
  const digestPlace = element("p", { className: "reading-aside" });
  const showReference = () => {
    const digest = core.digest(data, book.get());
    const name = who.value.trim().replace(/\s+/g, " ") || "A reader";
    const number = plural(core.count(data, book.get()), "change");
    citeLink.dataset.fill = JSON.stringify({ row_id: digest, "row-changes": number, "row-commit": data.edition.commit || "unknown", "row-reader": name });
    digestPlace.replaceChildren(`Your reading has ${number} and the digest `, element("code", { textContent: digest }), ". Two readings that code alike have the same digest.");
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

  places.keep.append(savePlace, drop, element("div", { className: "reading-paste" }, linkInput, button("Load the link", openLink)), reportPlace, loadedPlace,
    element("h3", { textContent: "Cite your reading" }), element("label", { className: "reading-who" }, "Name of the reader ", who), element("p", {}, citeLink), digestPlace);
  Object.assign(page, { takeOver });
  page.later.add(showSave);
  page.later.add(showReference);
})();
