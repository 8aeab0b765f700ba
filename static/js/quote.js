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

async function quoteOf(button, words) {
  const body = new FormData();
  body.set("csrf_token", button.form.elements.csrf_token?.value ?? "");
  if (words) body.set("selection", words);
  const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
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

const textBeside = (button) => button.closest(".letter").querySelector("[data-quotable]");

// A press on the button would drop the selection on some devices: it is noted first.
let chosen = null;
document.addEventListener("pointerdown", (event) => {
  const button = event.target.closest?.("[data-quote]");
  chosen = button ? chosenIn(textBeside(button)) : null;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-quote]");
  if (!button) return;
  event.preventDefault();
  const range = chosenIn(textBeside(button)) ?? chosen;
  chosen = null;
  try {
    insert(button.form.elements.body, await quoteOf(button, range && wordsIn(range)));
  } catch {
    button.form.requestSubmit(button); // the page that quotes without script
  }
});
