// Before the first paint: the reader's choice of light or dark, and the text faces on their way.
(function () {
  "use strict";
  var root = document.documentElement, here = document.currentScript;
  root.classList.add("js");
  try {
    var choice = localStorage.getItem("theme");
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  } catch (error) { /* storage may be forbidden: the system's mode stands */ }
  if (!/^http/.test(location.protocol)) return; // from a file a preload counts as foreign
  ["serif", "sans"].forEach(function (name) {
    var link = document.createElement("link");
    link.rel = "preload"; link.as = "font"; link.type = "font/woff2"; link.crossOrigin = "";
    link.href = new URL("fonts/" + name + ".woff2", here.src).href;
    document.head.append(link);
  });
})();
