// How to cite this place: a box over the page; without it the control leads to the page about citing.
(() => {
  "use strict";
  const source = document.getElementById("cite-data");
  if (!source) return;
  const places = JSON.parse(source.textContent);
  const make = (tag, props = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...children);
    return element;
  };
  const forms = [["apa", "APA"], ["chicago", "Chicago"], ["bibtex", "BibTeX", "bib", "application/x-bibtex"],
    ["ris", "RIS", "ris", "application/x-research-info-systems"], ["csl-json", "CSL JSON", "json", "application/vnd.citationstyles.csl+json"]];
  const status = make("p", { className: "visually-hidden" });
  status.setAttribute("role", "status");

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { value: text, className: "visually-hidden" });
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.firstChild.data = "Copied";
    status.textContent = "Copied to the clipboard";
    setTimeout(() => { button.firstChild.data = "Copy"; status.textContent = ""; }, 1600);
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
    const value = place[form];
    if (!value) return null;
    const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
    const tools = make("header", {}, make("h3", { textContent: label }));
    const body = extension ? make("pre", { textContent: text, tabIndex: 0 }) : make("div", { innerHTML: text });
    if (extension) {
      body.setAttribute("role", "region");
      body.setAttribute("aria-label", label);
    }
    tools.append(button("Copy", label, (control) => copy(body.textContent.trim(), control)));
    if (extension) tools.append(button("Download", label, () => download(text, `${key}.${extension}`, type)));
    return make("section", { className: "cite-form" }, tools, body);
  };

  const dialog = make("dialog", { className: "cite-box" });
  dialog.setAttribute("aria-labelledby", "cite-box-title");
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("a[data-cite]");
    let place = control && places[control.dataset.cite];
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { row } = control.dataset; // all rows of a table share one form, with a placeholder for the id
    if (row) place = JSON.parse(JSON.stringify(place).replaceAll("row-id", row));
    const closer = make("button", { type: "button", className: "box-close", textContent: "Close" });
    closer.addEventListener("click", () => dialog.close());
    const address = new URL(place.address, location.href).href;
    const line = make("p", { className: "cite-address" }, address, " ");
    line.append(button("Copy", "address", (copier) => copy(address, copier)));
    const texts = Object.entries(place.texts || {}).flatMap(([name, path]) => [" ", make("a", { href: path, download: "", textContent: name })]);
    dialog.replaceChildren(
      make("div", { className: "box-head" }, make("h2", { id: "cite-box-title", textContent: `Cite “${place.title}”` }), closer),
      line, ...forms.map((form) => section(place, row ?? control.dataset.cite, form)).filter(Boolean),
      ...(texts.length ? [make("p", { className: "cite-form cite-address" }, "The text of this section:", ...texts)] : []), status);
    dialog.showModal();
    dialog.scrollTop = 0;
  });
})();
