// A field that says below itself what its value comes to: <input data-example-url="…"> and an element <id>-example.
const PAUSE = 250;

for (const input of document.querySelectorAll("[data-example-url]")) {
  const line = document.getElementById(`${input.id}-example`);
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const url = new URL(input.dataset.exampleUrl, location.href);
      url.searchParams.set("form", input.value);
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) line.textContent = (await answer.json()).text;
    }, PAUSE);
  });
}
