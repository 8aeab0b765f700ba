// Offers places while their name is typed, in the browser's own list of
// suggestions. Without this script the name is understood on sending.
const WAIT = 150; // milliseconds without a key before the server is asked

/** Let every field with an address of places ask it while somebody types. */
export function suggestPlaces(root = document) {
  root.querySelectorAll("input[data-places]").forEach(suggest);
}

function suggest(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-places`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = input.value.trim();
      if (!text || text === asked || isOffered(list, text)) return;
      asked = text;
      const labels = await look(input.dataset.places, text);
      if (asked === text) offer(list, labels);
    }, WAIT);
  });
}

function isOffered(list, text) {
  return [...list.options].some((option) => option.value === text);
}

async function look(address, text) {
  const url = new URL(address, location.href);
  url.searchParams.set("q", text);
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? (await answer.json()).places.map((place) => place.label) : [];
}

function offer(list, labels) {
  list.replaceChildren(...labels.map((label) => Object.assign(document.createElement("option"), { value: label })));
}
