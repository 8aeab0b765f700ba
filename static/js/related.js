// Related topics, fetched when the foot of a topic comes near; without script their heading leads to a page of its own.
const link = document.querySelector("[data-related]");
const near = new IntersectionObserver(async ([seen]) => {
  if (!seen.isIntersecting) return;
  near.disconnect();
  const answer = await fetch(link.href).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page && page.querySelector(".related-list");
  if (list) link.closest("section").append(document.adoptNode(list));
  else if (page) link.closest("section").hidden = true;
}, { rootMargin: "800px" });
near.observe(link);
