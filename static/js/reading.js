// Tells the site that this page was read: once, when its end came into view or it was in sight for a while. The form
// at the end of the letters does the same for whoever presses its button.
const WHILE = 8000; // milliseconds in sight
const form = document.querySelector("form[data-read]");
let told = false;

async function tell() {
  if (told || document.visibilityState !== "visible") return;
  told = true;
  const body = new FormData(form);
  body.set("first", form.dataset.first);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    if (answer.ok) form.querySelector("[data-said]").textContent = form.dataset.read;
  } catch {
    told = false; // no connection: the next look tries again
  }
}

let seen = 0;
let since = performance.now();
let timer;

function count() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") {
    since = performance.now();
    timer = setTimeout(tell, Math.max(0, WHILE - seen));
  } else seen += performance.now() - since;
}

document.addEventListener("visibilitychange", count);
count();
new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && tell()).observe(form);
