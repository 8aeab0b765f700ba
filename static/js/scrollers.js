// Wide tables and code scroll inside their column; the keyboard must reach them to do so.
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

for (const wide of document.querySelectorAll(".reading :is(pre, .wide), .scroll")) watcher.observe(wide);
