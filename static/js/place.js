// A press on the bar of a long thread leads to that part of it. The links and the form beside it do the same without.
for (const bar of document.querySelectorAll("[data-place]")) {
  bar.classList.add("live");
  bar.addEventListener("click", (event) => {
    const box = bar.getBoundingClientRect();
    const from = document.dir === "rtl" ? box.right - event.clientX : event.clientX - box.left;
    const share = Math.min(1, Math.max(0, from / box.width));
    const url = new URL(bar.dataset.place, location.href);
    url.searchParams.set("number", String(Math.max(1, Math.ceil(share * Number(bar.dataset.last)))));
    location.assign(url);
  });
}
