// Inline script of every page, which the content security policy allows by its digest. It runs
// before the first paint: applies the chosen theme and preloads the text fonts.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const choice = localStorage.getItem("theme");
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  } catch { /* storage may be blocked: use the system's theme */ }
  if (!location.protocol.startsWith("http")) return; // browsers treat preloads of local files as cross-origin
  root.classList.add("net");
  for (const name of ["serif", "sans", "serif-semibold", "serif-italic", "sans-semibold"]) {
    const href = `${root.dataset.content_root}_static/fonts/${name}.woff2`;
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }));
  }
})();
