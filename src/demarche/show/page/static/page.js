"use strict";
// Hover or focus on an item lights its words, and the other way round; keys go through the items and judge them.
const lit = (ids, on) => {
  for (const id of ids) {
    for (const one of document.querySelectorAll(`[data-i="${CSS.escape(id)}"]`)) one.classList.toggle("lit", on);
  }
};
const under = (target) => {
  const ids = [];
  for (let one = target; one && one.closest; one = one.parentElement) {
    one = one.closest("[data-i]");
    if (!one) break;
    ids.push(one.dataset.i);
  }
  return ids;
};
for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(on, (event) => lit(under(event.target), true));
  document.addEventListener(off, (event) => lit(under(event.target), false));
}
const entries = [...document.querySelectorAll(".entries > li[tabindex]")];
const KEYS = { c: "confirm", x: "reject", u: "undo" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const here = entries.indexOf(document.activeElement);
  const step = { j: 1, k: -1 }[event.key];
  if (step && entries.length) {
    const next = entries[Math.min(entries.length - 1, Math.max(0, here + step))];
    next.focus();
    document.querySelector(`.words [data-i="${CSS.escape(next.dataset.i)}"]`)?.scrollIntoView({ block: "center" });
  } else if (KEYS[event.key] && here >= 0) {
    entries[here].querySelector(`button[value="${KEYS[event.key]}"]`)?.click();
  }
});
if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.focus();
