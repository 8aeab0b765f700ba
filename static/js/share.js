// Passing a page on: the system's share sheet where there is one, and copying the address. Nobody is called before.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-share-url], [data-copy]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.shareUrl && navigator.share) {
    event.preventDefault();
    await navigator.share({ title: link.dataset.shareTitle, url: link.dataset.shareUrl }).catch(() => {});
  } else if (link.dataset.copy && navigator.clipboard) {
    event.preventDefault();
    const words = link.textContent;
    const copied = await navigator.clipboard.writeText(link.href).then(() => true, () => false);
    if (!copied) return location.assign(link.href);
    link.setAttribute("role", "status");
    link.textContent = link.dataset.copy;
    setTimeout(() => {
      link.textContent = words;
      link.removeAttribute("role");
    }, 2000);
  }
});
