// Single keys: "/" for the search, j and k from post to post, r q e on them, "?" for the list. Never while somebody
// writes, never beside Ctrl and its like, never where they are switched off (on the page that lists them).
const NAME = "ibis-keys";
const POSTS = "article.letter, .letters > .gone";
const LETTERS = { KeyJ: "j", KeyK: "k", KeyR: "r", KeyQ: "q", KeyE: "e", Slash: "/" };

function areOn() {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true; // storage refused
  }
}

function set(on) {
  try {
    if (on) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "off");
  } catch {
    // storage refused: they stay as they are
  }
}

/** What was meant: the sign that the layout gives; where its letters are not Latin, what stands at that place of the board. */
function keyOf(event) {
  const { key, code, shiftKey } = event;
  if (key === "?" || key === "؟") return "?";
  if (key === "/") return "/";
  if (shiftKey || [...key].length > 1) return undefined;
  return key.charCodeAt(0) < 128 ? key.toLowerCase() : LETTERS[code];
}

const current = () => document.activeElement?.closest(POSTS) ?? document.querySelector(":is(article.letter, .gone):is(:target, [data-here])");

function step(by) {
  const posts = [...document.querySelectorAll(POSTS)];
  if (!posts.length) return false;
  const at = posts.indexOf(document.activeElement?.closest(POSTS));
  const next = at < 0 ? firstInView(posts, by) : posts[at + by];
  const goal = next ?? document.querySelector(by > 0 ? ".pager [rel=next]" : ".pager [rel=prev]");
  if (!goal) return true;
  goal.focus({ preventScroll: true });
  goal.scrollIntoView({ block: next ? "start" : "center" });
  return true;
}

/** Where nobody has stepped yet: the first post that begins on the screen or below, or the last above it. */
function firstInView(posts, by) {
  const below = posts.findIndex((post) => post.getBoundingClientRect().top >= 0);
  return by > 0 ? posts.at(below < 0 ? -1 : below) : posts[below < 0 ? posts.length - 1 : Math.max(0, below - 1)];
}

function focus(selector) {
  const field = document.querySelector(selector);
  field?.focus();
  return Boolean(field);
}

function press(selector) {
  const act = current()?.querySelector(selector);
  act?.click();
  return Boolean(act);
}

function seek() {
  const field = document.getElementById("search-q") ?? document.querySelector("[data-seek]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

/** The list, out of its own page; closing it gives the focus back to where it was. */
async function help() {
  const url = document.querySelector("[data-keys]").href;
  const answer = await fetch(url).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page && page.querySelector(".keys");
  if (!list) return location.assign(url);
  if (document.querySelector("dialog[open]")) return undefined;
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  close.className = "button plain";
  close.textContent = list.dataset.close;
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.autofocus = true; // so that a long list is read from its beginning
  dialog.tabIndex = -1;
  dialog.append(document.adoptNode(list), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return undefined;
}

const DEEDS = {
  j: () => step(1),
  k: () => step(-1),
  r: () => focus("#reply-form textarea") || focus(".reply a"),
  q: () => press(".icon-quote"),
  e: () => press(".icon-edit"),
  "/": seek,
  "?": () => Boolean(help()),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const deed = DEEDS[keyOf(event)];
  if (!deed || !areOn()) return;
  if (deed()) event.preventDefault();
});

const choice = document.querySelector("[data-keys-switch]");
if (choice) {
  const box = choice.querySelector("input");
  box.checked = areOn();
  choice.hidden = false;
  box.addEventListener("change", () => set(box.checked));
}
