// Quote the selected words, or the whole post, into the reply field. The server makes the quote; here is only what was chosen.
import { markdownOf } from "./markdown.js";

/** The part of the selection that lies inside this text, or null. */
function chosenIn(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(text);
  const inside = range.cloneRange();
  if (inside.compareBoundaryPoints(Range.START_TO_START, whole) < 0) inside.setStart(whole.startContainer, whole.startOffset);
  if (inside.compareBoundaryPoints(Range.END_TO_END, whole) > 0) inside.setEnd(whole.endContainer, whole.endOffset);
  return inside.toString().trim() ? inside : null;
}

/** A copy of the range inside copies of its list, so that an item cut out of a list stays an item. */
function cut(range, text) {
  let piece = range.cloneContents();
  for (let node = range.commonAncestorContainer; node !== text && text.contains(node); node = node.parentNode) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const shell = node.cloneNode(false);
    shell.append(piece);
    piece = shell;
  }
  const holder = document.createElement("div");
  holder.append(piece);
  return holder;
}

async function quoteOf(link, field, words) {
  const body = new FormData();
  body.set("csrf_token", field.form.elements.csrf_token?.value ?? "");
  if (words) body.set("selection", words);
  const answer = await fetch(link.href, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).text;
}

function insert(field, quote) {
  const before = field.value.trimEnd();
  field.value = `${before}${before ? "\n\n" : ""}${quote.trimEnd()}\n\n`;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// A press on the link would drop the selection on some devices: it is noted first.
let chosen = null;
document.addEventListener("pointerdown", (event) => {
  const link = event.target.closest?.("[data-quote-into]");
  const text = link?.closest(".letter").querySelector("[data-quotable]");
  chosen = text ? chosenIn(text) : null;
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-quote-into]");
  const field = link && document.getElementById(link.dataset.quoteInto);
  if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const text = link.closest(".letter").querySelector("[data-quotable]");
  const range = chosenIn(text) ?? chosen;
  chosen = null;
  try {
    insert(field, await quoteOf(link, field, range && markdownOf(cut(range, text))));
  } catch {
    location.assign(link.href); // the page that quotes without script
  }
});
