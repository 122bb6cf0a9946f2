// Stands in every page, allowed by its digest. Before the first paint: the reader's choice of
// light or dark, and the text faces on their way.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const choice = localStorage.getItem("theme");
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  } catch { /* storage may be forbidden: the system's mode stands */ }
  if (!location.protocol.startsWith("http")) return; // from a file a preload counts as foreign
  root.classList.add("net");
  for (const name of ["serif", "sans", "serif-semibold", "serif-italic", "sans-semibold"]) {
    const href = `${root.dataset.content_root}_static/fonts/${name}.woff2`;
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }));
  }
})();
