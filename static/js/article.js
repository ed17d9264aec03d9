// One article: counts the view, with the page the reader came from, and helps with wide tables.

const article = document.querySelector("[data-view-url]");

function countView() {
  const data = new URLSearchParams({ referrer: document.referrer });
  navigator.sendBeacon(article.dataset.viewUrl, data);
}

if (article && navigator.sendBeacon) {
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", countView, { once: true });
  } else {
    countView();
  }
}

// The box of a table that does not fit is a stop for the keyboard, and says what it is.
// (Not the table itself: another role would take its rows and columns away.)
function describe(box, label) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  for (const [name, value] of [["tabindex", 0], ["role", "region"], ["aria-label", label]]) {
    if (scrolls) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
}

if ("ResizeObserver" in window) {
  for (const [index, table] of document.querySelectorAll(".prose table").entries()) {
    const box = document.createElement("div");
    box.className = "table-scroll";
    table.replaceWith(box);
    box.append(table);
    const label = `表格${index ? index + 1 : ""}，可左右滑动`;
    new ResizeObserver(() => describe(box, label)).observe(box);
  }
}
