// Cite dialog. Without this script its links lead to the page about citing.
(() => {
  "use strict";
  const source = document.getElementById("cite-data");
  if (!source) return;
  const targets = JSON.parse(source.textContent);
  const createElement = window.bookCreateElement;
  const formats = JSON.parse(source.dataset.formats);
  const status = createElement("p", { className: "visually-hidden" });
  status.setAttribute("role", "status");

  // Copy as HTML too, so that italics survive where formatted text is pasted.
  const toClipboard = async (text, html) => {
    const contents = { "text/plain": text, ...(html && { "text/html": html }) };
    const blobs = Object.entries(contents).map(([type, value]) => [type, new Blob([value], { type })]);
    try {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      const fill = (event) => {
        event.preventDefault();
        for (const [type, value] of Object.entries(contents)) event.clipboardData.setData(type, value);
      };
      document.addEventListener("copy", fill, { once: true });
      document.execCommand("copy");
      document.removeEventListener("copy", fill);
    }
  };
  let statusTimer = 0;
  const copy = async (button, label, text, html) => {
    await toClipboard(text, html);
    // The message names what was copied, so that screen readers announce a second copy as well.
    status.textContent = `${label} copied to the clipboard`;
    clearTimeout(statusTimer);
    statusTimer = setTimeout(() => { status.textContent = ""; }, 1600);
    button.firstChild.data = "Copied";
    setTimeout(() => { button.firstChild.data = "Copy"; }, 1600);
  };
  const button = (label, object, onClick) => {
    const control = createElement("button", { type: "button", className: "plain-button" }, label, createElement("span", { className: "visually-hidden", textContent: ` ${object}` }));
    control.addEventListener("click", () => onClick(control));
    return control;
  };
  const download = (text, name, type) => {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    createElement("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  // The reference of a place, and those of the works that it rests on.
  const together = (references, format) => {
    if (format === "csl-json") return `${JSON.stringify(references.flatMap((each) => JSON.parse(each)), null, 1)}\n`;
    return references.join("");
  };
  const section = (target, key, [format, label, extension, type]) => {
    const references = [target[format], ...target.works.map((work) => entry(work)[format])];
    const text = extension ? together(references, format) : references.map((each) => `<p>${each}</p>`).join("\n");
    const tools = createElement("header", {}, createElement("h3", { textContent: label }));
    const body = extension ? createElement("pre", { textContent: text, tabIndex: 0 }) : createElement("div", { innerHTML: text });
    if (extension) {
      body.setAttribute("role", "region");
      body.setAttribute("aria-label", label);
    }
    tools.append(button("Copy", label, (control) => copy(control, label, body.textContent.trim(), extension ? "" : body.innerHTML)));
    if (extension) tools.append(button("Download", label, () => download(text, `${key}.${extension}`, type)));
    return createElement("section", { className: "cite-format" }, tools, body);
  };

  // A book without an address of its own has that at which it is read.  Pages opened from disk
  // have none that others could open: what would hold it is left out.
  const { standIn } = source.dataset;
  const lineOfAddress = RegExp(`^( *url = |UR  - | *"URL": ).*${standIn}.*\\n`, "gm");
  const located = (text, address) => address ? text.replaceAll(standIn, address)
    : text.replace(lineOfAddress, "").replaceAll(`\\url{${standIn}}. `, "").replace(RegExp(` ${standIn}\\.?`, "g"), "");
  // All rows of a table share one reference, with placeholders for what differs, such as the row’s id.
  const html = (text) => createElement("span", { textContent: text }).innerHTML;
  const escapes = {
    bibtex: (text) => text.replace(/[\\{}~^<>]/g, " ").replace(/[&%$#_]/g, "\\$&"),
    ris: (text) => text.replace(/\s+/g, " "),
    "csl-json": (text) => JSON.stringify(text).slice(1, -1),
    title: String, address: encodeURIComponent, note: String,
  };
  const fill = (text, format, values) => Object.entries(values).reduce((filled, [name, value]) => {
    const escape = escapes[format] ?? html;
    const escaped = filled.replaceAll(name.replaceAll("_", "\\_"), () => escape(value));
    return escaped.replaceAll(name, () => (format === "bibtex" ? value : escape(value))); // in keys of BibTeX
  }, text);
  // What the box shows of a place or a work, with its address and the values of placeholders.
  const entry = (name, values = {}) => {
    const found = targets[name];
    const { href, protocol } = new URL(fill(found.address ?? "", "address", values), location.href);
    const address = found.address && protocol !== "file:" ? href : "";
    const complete = (value, key) => typeof value === "string" ? located(fill(value, key, values), address) : value;
    return { ...Object.fromEntries(Object.entries(found).map(([key, value]) => [key, complete(value, key)])), address };
  };
  window.bookCite = { toClipboard, download }; // for other scripts of the book
  const addressLine = ({ address }) => {
    if (!address) return [];
    const line = createElement("p", { className: "cite-address" }, address, " ");
    line.append(button("Copy", "address", (copier) => copy(copier, "Address", address)));
    return [line];
  };

  const dialog = createElement("dialog", { className: "cite-box" });
  dialog.setAttribute("aria-labelledby", "cite-box-title");
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("a[data-cite]");
    const { cite, row, page, fill: given } = control?.dataset ?? {};
    if (!targets[cite] || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const values = { ...(row && { row_id: row, "row-page": page }), ...(given && JSON.parse(given)) };
    const target = entry(cite, values);
    const closeButton = createElement("button", { type: "button", className: "box-close", textContent: "Close" });
    closeButton.addEventListener("click", () => dialog.close());
    const texts = Object.entries(target.texts || {}).flatMap(([name, path]) => [" ", createElement("a", { href: path, download: "", textContent: name })]);
    dialog.replaceChildren(
      createElement("div", { className: "box-head" }, createElement("h2", { id: "cite-box-title", textContent: `Cite “${target.title}”` }), closeButton),
      ...addressLine(target), createElement("p", { className: "cite-note", textContent: target.note }), ...formats.map((format) => section(target, values.row_id ?? cite, format)),
      ...(texts.length ? [createElement("p", { className: "cite-format cite-address" }, "The text of this section:", ...texts)] : []), status);
    dialog.showModal();
    dialog.scrollTop = 0;
    // The dialog closes an open card: return the focus to the link that opened the card.
    const card = control.closest(".card");
    dialog.onclose = () => { if (card) document.querySelector(`[data-card="${card.id}"]`)?.focus(); };
  });
})();
