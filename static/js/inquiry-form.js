// The form works without this: it only stops the second click and points at what is wrong.

const form = document.querySelector("#inquiry form");
const button = form && form.querySelector("[type=submit]");
const label = button && button.textContent;

function release() {
  delete form.dataset.sending;
  button.removeAttribute("aria-disabled");
  button.textContent = label;
}

if (form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    button.setAttribute("aria-disabled", "true");
    button.textContent = "正在提交…";
    setTimeout(release, 15000); // the network may have failed: let them try again
  });

  // Back from the next page, out of the browser's memory.
  window.addEventListener("pageshow", (event) => event.persisted && release());

  const summary = form.querySelector(".error-summary");
  if (summary) summary.focus();
}
