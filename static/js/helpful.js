// One press finds a post helpful, the next takes that back, and the page stays where it is. Without this the press is a
// form like any other. Which posts I pressed is no part of the page, which others read too: it is asked for by itself.

function press(button, mine) {
  button.setAttribute("aria-pressed", mine);
  button.value = mine ? "no" : "yes";
  button.classList.toggle("icon-helped", mine);
  button.classList.toggle("icon-helpful", !mine);
}

function tell(button, { count, words }) {
  let link = button.parentElement.querySelector("[data-helped]");
  if (!link && count) {
    link = document.createElement("a");
    link.className = "act";
    link.dataset.helped = "";
    link.href = button.formAction;
    button.after(link);
  }
  if (count) link.textContent = words;
  else link?.remove();
}

async function send(button) {
  const body = new FormData(button.form);
  body.set("helpful", button.value);
  const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const known = await answer.json();
  press(button, known.mine);
  tell(button, known);
}

const buttons = [...document.querySelectorAll("[data-helpful]")];

// My own posts ask me nothing.
const me = document.querySelector(".me a")?.getAttribute("href");
const mine = (button) => button.closest(".letter").querySelector(".who .name a")?.getAttribute("href") === me;
for (const button of buttons) if (me && mine(button)) button.remove();
for (const button of buttons) press(button, false);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-helpful]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.busy) return;
  button.dataset.busy = "yes";
  try {
    await send(button);
  } catch {
    button.form.requestSubmit(button); // the page that answers without script, and says what is wrong
  } finally {
    delete button.dataset.busy;
  }
});

const asked = document.querySelector("[data-mine]")?.dataset.mine;
if (asked) {
  const answer = await fetch(asked, { headers: { Accept: "application/json" } });
  const pressed = answer.ok ? (await answer.json()).helpful : [];
  for (const button of buttons) if (pressed.includes(Number(button.dataset.helpful))) press(button, true);
}
