// "/" puts the cursor into the search, as readers of other sites are used to; never while somebody writes.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("search-q") ?? document.querySelector("[data-seek]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
