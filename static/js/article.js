// Counts one view of the article, with the page the reader came from.

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
