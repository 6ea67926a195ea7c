// Tables whose headings sort: by number where cells carry one, else by text.
(() => {
  "use strict";

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };

  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") {
      return a - b;
    }
    // Numbers stand before words, such as that a gap was never reached.
    if (typeof a !== typeof b) {
      return typeof a === "number" ? -1 : 1;
    }
    return a.localeCompare(b, "en", { numeric: true });
  };

  const sort = (table, column) => {
    const headings = [...table.tHead.rows[0].cells];
    const ascending = headings[column].getAttribute("aria-sort") !== "ascending";
    headings.forEach((heading) => heading.removeAttribute("aria-sort"));
    headings[column].setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => compare(value(a, column), value(b, column)));
    body.append(...(ascending ? rows : rows.reverse()));
  };

  document.addEventListener("click", (event) => {
    const heading = event.target.closest("table.sortable thead th");
    if (heading) {
      sort(heading.closest("table"), heading.cellIndex);
    }
  });
})();
