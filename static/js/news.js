// A quiet line once others have written: asked for now and then, while somebody looks; it moves nothing on the page.
const FIRST = 30_000, LONGEST = 300_000, SLOWER = 1.5;
const TIRED = 8; // refusals after which nothing is asked any more

const line = document.querySelector("[data-news]");
let pause = FIRST, looked = Date.now(), failures = 0, waiting;

const isSparing = () => Boolean(navigator.connection?.saveData || navigator.connection?.type === "cellular");

/** The line of the answer: its link, or null where there is nothing new. */
const linkIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("h1 a");

function tell(link) {
  if (!link || line.textContent === link.textContent) return;
  const shown = document.createElement("a");
  shown.href = link.getAttribute("href");
  shown.textContent = link.textContent;
  line.replaceChildren(shown);
  pause = FIRST;
}

async function look() {
  looked = Date.now();
  // The browser's own store asks with the mark of what it has: 304 where nothing is new.
  const answer = await fetch(line.dataset.news, { cache: "no-cache" }).catch(() => null);
  pause = Math.min(pause * SLOWER, LONGEST);
  if (answer?.ok && !answer.redirected) {
    failures = 0;
    tell(linkIn(await answer.text()));
  } else failures = answer && answer.status < 500 ? TIRED : failures + 1; // gone, or out of reach for a while
  plan();
}

function plan() {
  clearTimeout(waiting);
  if (document.hidden || isSparing() || failures >= TIRED) return;
  waiting = setTimeout(look, Math.max(1_000, looked + pause - Date.now()));
}

document.addEventListener("visibilitychange", plan);
// Whoever begins to write wants to know soon.
document.addEventListener("focusin", (event) => {
  if (!event.target.closest("#reply-form")) return;
  pause = FIRST;
  plan();
});
plan();
