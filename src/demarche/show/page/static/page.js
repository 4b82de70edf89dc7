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
    words(next.dataset.i)?.scrollIntoView({ block: "center" });
  } else if (KEYS[event.key] && here >= 0) {
    entries[here].querySelector(`button[value="${KEYS[event.key]}"]`)?.click();
  }
});
// An address that names an item lights it in the list and shows its words in the text; where both are in one column,
// the words: that is what the reader came for, and the sign at their start leads to the item.
const words = (id) => document.querySelector(`.words [data-i="${CSS.escape(id)}"]`);
const aim = () => {
  const aimed = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!aimed) return;
  aimed.focus();
  // Who has just judged an item in one column goes on in the list.
  const judging = document.referrer.split(/[?#]/)[0] === location.href.split(/[?#]/)[0];
  const column = window.matchMedia("(max-width: 55em)").matches; // as in style.css
  if (aimed.matches(".entries > li") && !(judging && column)) words(aimed.dataset.i)?.scrollIntoView({ block: "center" });
};
aim();
window.addEventListener("load", aim); // after the browser's own jump
// On a narrow screen the menu is longer than the screen is wide: the entry of this screen is brought into sight.
for (const one of document.querySelectorAll(".menu [aria-current]")) {
  const row = one.closest("ul");
  row.scrollLeft = one.offsetLeft - row.offsetLeft - (row.clientWidth - one.offsetWidth) / 2;
}
// What is folded away is printed too.
window.addEventListener("beforeprint", () => document.querySelectorAll("details.more").forEach((one) => { one.open = true; }));
// On the form that changes an item: the words that are selected go into a field with the offsets that the server gave.
for (const button of document.querySelectorAll("button.take")) {
  button.hidden = false;
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", () => {
    const chosen = document.getSelection();
    const words = [...document.querySelectorAll(".choose [data-s]")].filter((one) => chosen.containsNode(one, true));
    if (!words.length) return;
    const [first, last] = [words[0], words[words.length - 1]];
    const range = document.createRange();
    range.setStartBefore(first);
    range.setEndAfter(last);
    const { form, dataset } = button;
    form.elements[dataset.field].value = range.toString();
    form.elements[`${dataset.field}_start`].value = first.dataset.s;
    form.elements[`${dataset.field}_end`].value = last.dataset.e;
  });
}
for (const field of document.querySelectorAll(".mend textarea")) {
  field.addEventListener("input", () => {
    for (const edge of ["start", "end"]) field.form.elements[`${field.name}_${edge}`].value = "";
  });
}
