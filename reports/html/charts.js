// Specifications of the two pictures of a report, from figures that stand in the table beside them too.
import { feature } from "topojson-client";

/** Colours and fonts of the page as it looks now. */
export function look() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    text: colour("--text"),
    faint: colour("--rule"),
    outline: colour("--soft"),
    quality: ["--good", "--fair", "--poor"].map(colour),
    scale: [1, 2, 3, 4, 5].map((step) => colour(`--map-${step}`)),
    withheld: colour("--withheld"),
    absent: colour("--absent"),
    font: style.fontFamily,
  };
}

export function config(edition, colours) {
  const text = { labelColor: colours.text, titleColor: colours.text, labelFont: colours.font, titleFont: colours.font };
  return {
    background: "transparent",
    aria: false,
    locale: {
      number: { decimal: edition.decimal, thousands: edition.group, grouping: [3], currency: ["", ""] },
    },
    view: { stroke: null },
    axis: { ...text, gridColor: colours.faint, domainColor: colours.faint, tickColor: colours.faint },
    legend: { ...text, titleLimit: 400, labelLimit: 300 },
    text: { color: colours.text, font: colours.font },
  };
}

/** Under which a row stands on its axis: unlike labels, positions never repeat. */
const kBetween = "\u001f";

/** Dots with their intervals, one line for each row; a row that is not published has its mark instead. */
export function intervals(chart, width, colours) {
  const rows = chart.rows.map((row, position) => ({ ...row, line: `${position}${kBetween}${row.label}` }));
  const y = {
    field: "line",
    type: "nominal",
    title: null,
    scale: { domain: rows.map((row) => row.line) },
    axis: {
      labelLimit: Math.max(90, width * 0.38),
      labelExpr: `substring(datum.value, indexof(datum.value, '${kBetween}') + 1)`,
      ticks: false,
      domain: false,
    },
  };
  const x = {
    field: "estimate",
    type: "quantitative",
    title: chart.unit,
    scale: { zero: true, nice: true },
    axis: { tickCount: Math.max(3, Math.round(width / 120)) },
  };
  const colour = {
    field: "quality",
    type: "nominal",
    legend: null,
    scale: { domain: [0, 1, 2], range: colours.quality },
  };
  return {
    width,
    height: { step: 22 },
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: rows },
    encoding: { y },
    layer: [
      {
        transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, color: colour, tooltip: { field: "tip" } },
      },
      {
        transform: [{ filter: "isValid(datum.estimate)" }],
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          x,
          color: colour,
          shape: {
            field: "quality",
            type: "nominal",
            legend: null,
            scale: { domain: [0, 1, 2], range: ["circle", "diamond", "triangle-up"] },
          },
          tooltip: { field: "tip" },
        },
      },
      {
        transform: [{ filter: "isValid(datum.mark)" }],
        mark: { type: "text", align: "left", dx: 4 },
        encoding: { x: { datum: 0, type: "quantitative" }, text: { field: "mark" }, tooltip: { field: "tip" } },
      },
    ],
  };
}

function eachPosition(coordinates, visit) {
  if (typeof coordinates[0] === "number") visit(coordinates);
  else for (const inner of coordinates) eachPosition(inner, visit);
}

function boxOf(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const each of features) {
    eachPosition(each.geometry.coordinates, ([x, y]) => {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    });
  }
  return box;
}

/** Twice the signed area of a ring; positive when it runs counterclockwise. */
function turning(ring) {
  let area = 0;
  for (let i = 1; i < ring.length; ++i) area += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return area;
}

/** On the sphere the inside of a ring is to its right here, to its left in RFC 7946: files have either. */
function wound(geometry) {
  const polygon = (rings) =>
    rings.map((ring, index) => (turning(ring) > 0 === (index === 0) ? ring.slice().reverse() : ring));
  if (geometry.type === "Polygon") return { type: "Polygon", coordinates: polygon(geometry.coordinates) };
  return { type: "MultiPolygon", coordinates: geometry.coordinates.map(polygon) };
}

/** Areas of the boundaries with their code, in the form of Vega-Lite. */
export function areasOf(boundaries) {
  const parts = boundaries.topology
    ? boundaries.topology.objects.areas.geometries.map((each) => feature(boundaries.topology, each))
    : boundaries.features;
  return parts.map((each) => ({ type: "Feature", id: each.id, geometry: wound(each.geometry) }));
}

/** Areas shaded by their estimate; not published and without a figure are two different things. */
export function choropleth(map, areas, room, colours) {
  const [west, south, east, north] = boxOf(areas);
  const onSphere = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  const stretch = onSphere ? Math.cos((((south + north) / 2) * Math.PI) / 180) : 1;
  const width = Math.min(room, 560);
  const aspect = (north - south) / Math.max((east - west) * stretch, 1e-9);
  const height = Math.min(Math.max(width * aspect, 120), 560);
  const values = areas.map((area) => {
    const figure = map.figures[area.id];
    return { ...area, ...(figure ?? { state: "absent", tip: map.absent }) };
  });
  const outline = { type: "geoshape", stroke: colours.outline, strokeWidth: 0.8 };
  return {
    width,
    height,
    data: { values },
    projection: onSphere ? { type: "mercator" } : { type: "identity", reflectY: true },
    layer: [
      {
        mark: outline,
        encoding: {
          fill: {
            condition: { test: "datum.state === 'withheld'", value: colours.withheld },
            value: colours.absent,
          },
          tooltip: { field: "tip" },
        },
      },
      {
        transform: [{ filter: "datum.state === 'figure'" }],
        mark: outline,
        encoding: {
          fill: {
            field: "estimate",
            type: "quantitative",
            title: map.unit,
            scale: { type: "quantize", range: colours.scale, zero: false, nice: false },
            legend: { orient: "bottom", direction: "horizontal", format: map.format },
          },
          tooltip: { field: "tip" },
        },
      },
    ],
  };
}
