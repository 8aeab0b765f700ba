// A text field that suggests, after the ARIA pattern of an editable combobox with a list. Plain text still counts.
// <input data-places="/places/find?kind=city"> or <div class="combo" data-typeahead-url="…"><input></div>; answers: a list
// of {id, label}, alone or as the one value of an object.
const PAUSE = 180;

class Typeahead {
  constructor(input) {
    this.input = input;
    this.holder = input.closest(".combo") ?? this.wrap();
    const facts = this.holder.dataset;
    this.url = input.dataset.places ?? facts.typeaheadUrl;
    this.many = "typeaheadMany" in facts;
    this.hidden = facts.typeaheadId ? input.form.elements[facts.typeaheadId] : null;
    this.build(facts);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
  }

  wrap() {
    const holder = document.createElement("div");
    holder.className = "combo";
    this.input.replaceWith(holder);
    holder.append(this.input);
    return holder;
  }

  build(facts) {
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${this.input.id}-list`, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", facts.label ?? this.input.labels[0]?.textContent.trim() ?? "");
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target.closest("li");
      if (option) this.choose(option);
    });
    this.news = document.createElement("span");
    this.news.className = "away";
    this.news.setAttribute("role", "status");
    this.foundWords = facts.found ?? "{count}";
    this.holder.append(this.list, this.news);
    const state = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" };
    for (const [name, value] of Object.entries(state)) this.input.setAttribute(name, value);
  }

  /** Where the word that is being typed begins (the last one of several). */
  get start() {
    return this.many ? this.input.value.lastIndexOf(",") + 1 : 0;
  }

  typed() {
    clearTimeout(this.timer);
    if (this.hidden) this.hidden.value = "";
    const words = this.input.value.slice(this.start).trim();
    if (words.length < 2) return this.close();
    this.timer = setTimeout(() => this.ask(words), PAUSE);
  }

  async ask(words) {
    const url = new URL(this.url, location);
    url.searchParams.set("q", words);
    this.asked = words;
    const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || this.asked !== words) return;
    const data = await answer.json();
    this.show(Array.isArray(data) ? data : Object.values(data)[0]);
  }

  show(found) {
    if (document.activeElement !== this.input) return;
    this.list.replaceChildren(...found.map((one, at) => this.option(one, at)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.news.textContent = this.foundWords.replace("{count}", found.length);
  }

  option({ id, label }, at) {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.list.id}-${at}`, role: "option", textContent: label, dir: "auto" });
    option.dataset.value = id;
    return option;
  }

  key(event) {
    const options = [...this.list.children];
    if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      return this.close();
    }
    if (this.list.hidden) return undefined;
    const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      return this.point(options, (now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length);
    }
    if (event.key !== "Enter" || now < 0) return undefined;
    event.preventDefault();
    return this.choose(options[now]);
  }

  point(options, at) {
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    options[at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[at].id);
  }

  choose(option) {
    const before = this.input.value.slice(0, this.start);
    this.input.value = this.many ? `${before}${before ? " " : ""}${option.textContent}, ` : option.textContent;
    if (this.hidden) this.hidden.value = option.dataset.value;
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll("input[data-places], [data-typeahead-url] input")) new Typeahead(input);
