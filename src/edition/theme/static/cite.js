// How to cite this place: a box over the page; without it the control leads to the page about citing.
(() => {
  "use strict";
  const source = document.getElementById("cite-data");
  if (!source) return;
  const places = JSON.parse(source.textContent);
  const make = window.bookMake;
  const forms = [["apa", "APA"], ["chicago", "Chicago"], ["bibtex", "BibTeX", "bib", "application/x-bibtex"],
    ["ris", "RIS", "ris", "application/x-research-info-systems"], ["csl-json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json"]];
  const status = make("p", { className: "visually-hidden" });
  status.setAttribute("role", "status");

  // Formatted references keep their italics where they are pasted into a text with formatting.
  let fading = 0;
  const copy = async (button, label, text, html) => {
    const kinds = { "text/plain": text, ...(html && { "text/html": html }) };
    const blobs = Object.entries(kinds).map(([type, value]) => [type, new Blob([value], { type })]);
    try {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      const fill = (event) => {
        event.preventDefault();
        for (const [type, value] of Object.entries(kinds)) event.clipboardData.setData(type, value);
      };
      document.addEventListener("copy", fill, { once: true });
      document.execCommand("copy");
      document.removeEventListener("copy", fill);
    }
    // What is said names what was copied: a second copy soon after the first is said too.
    status.textContent = `${label} copied to the clipboard`;
    clearTimeout(fading);
    fading = setTimeout(() => { status.textContent = ""; }, 1600);
    button.firstChild.data = "Copied";
    setTimeout(() => { button.firstChild.data = "Copy"; }, 1600);
  };
  const button = (label, of, act) => {
    const control = make("button", { type: "button", className: "plain-button" }, label, make("span", { className: "visually-hidden", textContent: ` ${of}` }));
    control.addEventListener("click", () => act(control));
    return control;
  };
  const download = (text, name, type) => {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  const section = (place, key, [form, label, extension, type]) => {
    const text = place[form];
    const tools = make("header", {}, make("h3", { textContent: label }));
    const body = extension ? make("pre", { textContent: text, tabIndex: 0 }) : make("div", { innerHTML: text });
    if (extension) {
      body.setAttribute("role", "region");
      body.setAttribute("aria-label", label);
    }
    tools.append(button("Copy", label, (control) => copy(control, label, body.textContent.trim(), extension ? "" : body.innerHTML)));
    if (extension) tools.append(button("Download", label, () => download(text, `${key}.${extension}`, type)));
    return make("section", { className: "cite-form" }, tools, body);
  };

  // A page read from the disk has no address that others could open.
  const address = (place) => {
    const { href, protocol } = new URL(place.address, location.href);
    if (protocol === "file:") return [];
    const line = make("p", { className: "cite-address" }, href, " ");
    line.append(button("Copy", "address", (copier) => copy(copier, "Address", href)));
    return [line];
  };

  const dialog = make("dialog", { className: "cite-box" });
  dialog.setAttribute("aria-labelledby", "cite-box-title");
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("a[data-cite]");
    const { cite, row, page } = control?.dataset ?? {};
    let place = places[cite];
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // All rows of a table share one form, with stand-ins for the id and for the printed page.
    const fill = (text) => text.replaceAll("row\\_id", row.replaceAll("_", "\\_")).replaceAll("row_id", row).replaceAll("row-page", page);
    if (row) place = Object.fromEntries(Object.entries(place).map(([form, text]) => [form, fill(text)]));
    const closer = make("button", { type: "button", className: "box-close", textContent: "Close" });
    closer.addEventListener("click", () => dialog.close());
    const texts = Object.entries(place.texts || {}).flatMap(([name, path]) => [" ", make("a", { href: path, download: "", textContent: name })]);
    dialog.replaceChildren(
      make("div", { className: "box-head" }, make("h2", { id: "cite-box-title", textContent: `Cite “${place.title}”` }), closer),
      ...address(place), ...forms.map((form) => section(place, row ?? cite, form)),
      ...(texts.length ? [make("p", { className: "cite-form cite-address" }, "The text of this section:", ...texts)] : []), status);
    dialog.showModal();
    dialog.scrollTop = 0;
    // A card closes under the box: the focus then returns to what opened the card.
    const card = control.closest(".card");
    dialog.onclose = () => { if (card) document.querySelector(`[data-card="${card.id}"]`)?.focus(); };
  });
})();
