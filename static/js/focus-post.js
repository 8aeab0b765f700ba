// The post that an address names gets the focus, so that reading and Tab go on from there.
function focusNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? document.querySelector("[data-here]");
  if (!named?.matches("article, .gone")) return;
  named.focus({ preventScroll: true });
  named.scrollIntoView({ block: "start" });
}

addEventListener("hashchange", focusNamed);
// Going back restores where one was; only a fresh visit moves.
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") focusNamed();
