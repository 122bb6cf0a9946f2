// Data tables: sort by any column and filter by words. Without this script they show every row.
(() => {
  "use strict";
  const createElement = window.bookCreateElement;
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, index) => ({ row, index }));
    const frame = table.closest(".table-frame");
    const headers = [...table.tHead.rows[0].cells];

    const sort = (column, direction) => {
      for (const [index, header] of headers.entries()) {
        if (index === column && direction) header.setAttribute("aria-sort", direction); else header.removeAttribute("aria-sort");
      }
      const key = ({ row }) => { const cell = row.cells[column]; return cell ? cell.textContent.trim() : ""; };
      const keyed = rows.map((item) => ({ ...item, key: direction ? key(item) : "" }));
      keyed.sort((a, b) => {
        if (!direction) return a.index - b.index;
        if (!a.key !== !b.key) return a.key ? -1 : 1; // empty cells last
        return (direction === "ascending" ? 1 : -1) * compare(a.key, b.key) || a.index - b.index;
      });
      body.append(...keyed.map((item) => item.row));
    };
    headers.forEach((header, column) => {
      if (!header.textContent.trim()) return;
      const label = header.querySelector(".sorter");
      const button = createElement("button", { type: "button" }, ...label.childNodes);
      label.replaceWith(button);
      button.addEventListener("click", () => {
        const current = header.getAttribute("aria-sort");
        sort(column, current === "ascending" ? "descending" : current === "descending" ? null : "ascending");
      });
    });

    const tools = frame.previousElementSibling; // in the page from the start, so that the layout does not shift
    const input = tools.querySelector("input");
    const count = tools.querySelector("[role=status]");
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const item of rows) {
        item.text ??= item.row.textContent.toLowerCase(); // cached on first use
        const matches = words.every((word) => item.text.includes(word));
        item.row.hidden = !matches;
        shown += matches;
      }
      count.textContent = words.length ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
    };
    input.addEventListener("input", filter);
    const wanted = new URLSearchParams(location.search).get("filter");
    if (wanted) { input.value = wanted; filter(); }
  }
})();
