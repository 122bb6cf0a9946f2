// Data tables: sort by any column, filter by words. The table is complete without this.
(() => {
  "use strict";
  const make = window.bookMake;
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, at) => ({ row, at }));
    const frame = table.closest(".table-frame");
    const heads = [...table.tHead.rows[0].cells];

    const sort = (column, way) => {
      for (const [at, head] of heads.entries()) {
        if (at === column && way) head.setAttribute("aria-sort", way); else head.removeAttribute("aria-sort");
      }
      const key = ({ row }) => { const cell = row.cells[column]; return cell ? cell.textContent.trim() : ""; };
      const keyed = rows.map((item) => ({ ...item, key: way ? key(item) : "" }));
      keyed.sort((a, b) => {
        if (!way) return a.at - b.at;
        if (!a.key !== !b.key) return a.key ? -1 : 1; // empty cells last
        return (way === "ascending" ? 1 : -1) * compare(a.key, b.key) || a.at - b.at;
      });
      body.append(...keyed.map((item) => item.row));
    };
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const plain = head.querySelector(".sorter");
      const button = make("button", { type: "button" }, ...plain.childNodes);
      plain.replaceWith(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        sort(column, now === "ascending" ? "descending" : now === "descending" ? null : "ascending");
      });
    });

    const tools = frame.previousElementSibling; // written by the build, so that nothing moves
    const input = tools.querySelector("input");
    const count = tools.querySelector("[role=status]");
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const item of rows) {
        item.text ??= item.row.textContent.toLowerCase(); // read when the first words are typed
        const stays = words.every((word) => item.text.includes(word));
        item.row.hidden = !stays;
        left += stays;
      }
      count.textContent = words.length ? `${left} of ${rows.length} rows` : `${rows.length} rows`;
    };
    input.addEventListener("input", filter);
    const wanted = new URLSearchParams(location.search).get("filter");
    if (wanted) { input.value = wanted; filter(); }
  }
})();
