// Quote the selected words, or the whole post, into the reply field. The server finds the words in the post's source
// and makes the quote (POST selection=… → {"text": Markdown}); here is only which words were chosen.

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

/** The author's words in the range, without what the page adds to them (who wrote a quote). */
function wordsIn(range) {
  const piece = range.cloneContents();
  for (const added of piece.querySelectorAll("cite")) added.remove();
  return piece.textContent;
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
    insert(field, await quoteOf(link, field, range && wordsIn(range)));
  } catch {
    location.assign(link.href); // the page that quotes without script
  }
});
