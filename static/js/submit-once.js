// A form is sent once, and long text in it (data-keep) outlives a crash or a lost connection in this tab.
const kept = (form) => `ibis-kept:${form.dataset.keep}`;
const texts = (form) => [...form.querySelectorAll("textarea")].filter((area) => area.name);

function read(form) {
  try {
    return JSON.parse(sessionStorage.getItem(kept(form))) ?? {};
  } catch {
    return {}; // storage refused, or not ours: nothing is kept
  }
}

function write(form, values) {
  try {
    if (values) sessionStorage.setItem(kept(form), JSON.stringify(values));
    else sessionStorage.removeItem(kept(form));
  } catch {
    // storage is full or refused; the page works without it
  }
}

function keep(form) {
  const was = read(form);
  const wentBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (was.sent && !wentBack) write(form, null); // the answer to the send came: the server has the text
  else for (const area of texts(form)) if (!area.value && was[area.name]) area.value = was[area.name];
  form.addEventListener("input", () => {
    const values = Object.fromEntries(texts(form).map((area) => [area.name, area.value]));
    write(form, Object.values(values).some(Boolean) ? values : null);
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) keep(form);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  if (form.dataset.keep) write(form, { ...read(form), sent: true });
});

// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }
});
