// Small comforts of every page. Each works on what it finds, and the page works without.

const announcer = document.querySelector("[data-announce]");

function copyByHand(text) {
  // Pages served over plain http have no clipboard API.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copy(button.dataset.copy);
    button.focus();
    button.textContent = copied ? "已复制" : "请手动复制";
    button.classList.toggle("copied", copied);
    announcer.textContent = button.textContent;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      button.classList.remove("copied");
      announcer.textContent = "";
    }, 2000);
  });
}

if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      // Rejected when the reader closes the sheet.
      navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {});
    });
  }
}

const UNITS = [
  ["年", 31536000],
  ["个月", 2592000],
  ["天", 86400],
  ["小时", 3600],
  ["分钟", 60],
];

for (const time of document.querySelectorAll("time[data-relative]")) {
  const seconds = (Date.now() - new Date(time.dateTime)) / 1000;
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) || [];
  const span = document.createElement("span");
  span.textContent = unit ? `（${Math.floor(seconds / size)}${unit}前）` : "（刚刚）";
  if (seconds >= 0) time.after(span);
}

const nav = document.querySelector(".site-nav");
const current = nav && nav.querySelector("[aria-current]");
if (current) nav.scrollLeft = current.offsetLeft - nav.clientWidth / 2;

// The bar leaves the screen to the form that it points to.
const bar = document.querySelector(".action-bar");
const form = document.querySelector("#inquiry");
if (bar && form && "IntersectionObserver" in window) {
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting;
  }).observe(form);
}
