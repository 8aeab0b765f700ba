// Tools for writing Markdown: marks around the selection, marks at line starts, a preview made by the server.
const KEYS = { b: "[data-mark='**']", i: "[data-mark='_']", k: "[data-link]" };

/** Replace a range of the field as if typed, so that the browser's undo knows it. */
function put(area, text, start, end, from = start + text.length, to = from) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, end, "end");
  area.setSelectionRange(from, to);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function surround(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  const length = mark.length;
  if (value.slice(start - length, start) === mark && value.slice(end, end + length) === mark) {
    return put(area, chosen, start - length, end + length, start - length, end - length);
  }
  put(area, mark + chosen + mark, start, end, start + length, end + length);
}

function link(area, address) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  const [words, target] = /^https?:\/\/\S+$/.test(chosen) ? ["", chosen] : [chosen, address];
  const at = words ? start + words.length + 3 : start + 1;
  put(area, `[${words}](${target})`, start, end, at, words ? at + target.length : at);
}

function startLines(area, mark) {
  const { value, selectionEnd } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const stop = value.indexOf("\n", selectionEnd);
  const end = stop < 0 ? value.length : stop;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n");
  put(area, changed, start, end, start + changed.length);
}

async function preview(editor, area, button) {
  const pane = editor.querySelector(".preview");
  const showing = pane.hidden;
  button.setAttribute("aria-pressed", String(showing));
  if (showing) {
    const body = new FormData();
    body.set("body", area.value);
    body.set("csrf_token", area.form.elements.csrf_token?.value ?? "");
    const answer = await fetch(editor.dataset.previewUrl, { method: "POST", body }).catch(() => null);
    if (answer?.ok) pane.innerHTML = await answer.text();
    else pane.textContent = answer?.status === 422 ? await answer.text() : button.dataset.failed;
  }
  pane.hidden = !showing;
  area.hidden = showing;
  if (!showing) area.focus();
}

function count(area, place) {
  const left = area.maxLength - area.value.length;
  place.textContent = left < area.maxLength / 10 ? place.dataset.counter.replace("{left}", left.toLocaleString(document.documentElement.lang)) : "";
}

function press(editor, area, button) {
  const { mark, link: address, line } = button.dataset;
  if ("preview" in button.dataset) return preview(editor, area, button);
  if (area.hidden) return undefined;
  if (mark) return surround(area, mark);
  return address ? link(area, address) : startLines(area, line);
}

function equip(editor) {
  const area = editor.querySelector("textarea");
  const place = editor.parentElement.querySelector("[data-counter]");
  editor.querySelector(".tools").hidden = false;
  editor.addEventListener("click", (event) => {
    const button = event.target.closest(".tools button");
    if (button) press(editor, area, button);
  });
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "Enter") return area.form.requestSubmit();
    const button = KEYS[event.key] && editor.querySelector(KEYS[event.key]);
    if (!button) return;
    event.preventDefault();
    press(editor, area, button);
  });
  if (place) area.addEventListener("input", () => count(area, place));
}

document.querySelectorAll("[data-editor]").forEach(equip);
