// The script of a report: language, light and dark, and the pictures. Everything it shows is in the page.
import { View, Error as kErrorsOnly, parse } from "vega";
import { compile } from "vega-lite";
import { expressionInterpreter } from "vega-interpreter";
import { areasOf, choropleth, config, intervals, look } from "./charts.js";
import { start } from "./switches.js";

const data = JSON.parse(document.getElementById("report-data").textContent);
const maps = data.maps.map(areasOf);
const views = new Map();

/** Vega-Lite warns of sizes that it chooses itself; what is wrong is still told. */
const logger = {
  level() {
    return this;
  },
  warn() {
    return this;
  },
  info() {
    return this;
  },
  debug() {
    return this;
  },
  error(...said) {
    console.error(...said);
    return this;
  },
};

function draw(element) {
  const edition = data.editions[element.dataset.edition];
  const colours = look();
  const room = element.clientWidth;
  if (room === 0) return;
  const picture = edition.pictures[element.id];
  const spec =
    picture.kind === "map" ? choropleth(picture, maps[picture.map], room, colours) : intervals(picture, room, colours);
  const runtime = parse(compile(spec, { config: config(edition, colours), logger }).spec, null, { ast: true });
  views.get(element)?.finalize();
  const view = new View(runtime, { expr: expressionInterpreter, logLevel: kErrorsOnly, renderer: "svg" });
  views.set(element, view);
  view.initialize(element).run();
  // The element has the picture's name and the table its figures; nothing here is bound to a form.
  element.querySelector("svg").setAttribute("aria-hidden", "true");
  element.querySelector("form")?.remove();
}

function drawVisible() {
  for (const element of document.querySelectorAll(".edition:not([hidden]) .picture")) draw(element);
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && !views.has(entry.target)) draw(entry.target);
    }
  },
  { rootMargin: "800px" },
);
for (const element of document.querySelectorAll(".picture")) observer.observe(element);

function redraw() {
  for (const element of views.keys()) draw(element);
}

let width = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  redraw();
});

start({ themeChanged: redraw, beforePrint: drawVisible });
