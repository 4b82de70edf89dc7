"use strict";
// Draws each chart of the page from its specification; where that fails, its picture from the server takes the place.
const night = window.matchMedia("(prefers-color-scheme: dark)");
const phone = window.matchMedia("(max-width: 40em)"); // as in style.css: there the charts are drawn for a narrow screen
const picture = (box) => {
  const image = new Image();
  image.src = night.matches ? box.dataset.pictureDark : box.dataset.picture;
  image.alt = box.dataset.text;
  box.replaceChildren(image);
};
const draw = async (box) => {
  box.dataset.waits = "1";
  try {
    const address = night.matches ? box.dataset.dark : box.dataset.chart;
    const answer = await fetch(address + (phone.matches ? (address.includes("?") ? "&" : "?") + "narrow=1" : ""));
    if (!answer.ok) throw new Error(answer.statusText);
    const plan = await answer.json();
    const { view } = await vegaEmbed(box, plan, {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true },
    });
    // One text for the whole: the table under it has every value, which a list of shapes has not.
    box.querySelector("svg").setAttribute("aria-hidden", "true");
    box.closest("figure").querySelector(".shown").textContent = plan.usermeta?.shown ?? "";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", box.dataset.text);
    // A mark that stands for one item leads to its words.
    view.addEventListener("click", (event, mark) => {
      const row = mark && mark.datum;
      if (row && row.report) location.href = box.dataset.report.replace("REPORT", row.report) + "#" + row.item;
    });
  } catch (fault) {
    picture(box);
  }
  delete box.dataset.waits;
};
const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
night.addEventListener("change", drawAll);
phone.addEventListener("change", drawAll);
drawAll();
