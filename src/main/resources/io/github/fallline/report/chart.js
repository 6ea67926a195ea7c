// Line charts as SVG, drawn to the width there is. window.fallline.chart draws one.
window.fallline = (() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const INKS = ["blue", "vermilion", "green", "purple", "orange", "sky", "grey"];
  const TEXT = 12;
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  const ink = (place) => `var(--${INKS[place % INKS.length]})`;
  const dashes = (place) => (place < INKS.length ? null : place < 2 * INKS.length ? "7 4" : "2 3");

  /** An element with attributes; those that are null are left out. */
  const svg = (parent, name, attributes, text) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null) {
        element.setAttribute(key, typeof value === "number" ? Math.round(value * 10) / 10 : value);
      }
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    parent.append(element);
    return element;
  };

  const power = (exponent) =>
    `10${exponent < 0 ? "⁻" : ""}` +
    [...String(Math.abs(exponent))].map((digit) => RAISED[Number(digit)]).join("");

  /** A number as people read it. */
  const number = (value, digits = 3) => {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
      const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
      const short = String(Number(mantissa));
      return short === "1" ? power(Number(exponent)) : `${short}·${power(Number(exponent))}`;
    }
    return Number(value.toPrecision(digits)).toLocaleString("en", { maximumFractionDigits: 10 });
  };

  const linearTicks = (low, high, most) => {
    const size = (high - low) / most;
    const unit = 10 ** Math.floor(Math.log10(size));
    const step = [1, 2, 5, 10].map((digit) => digit * unit).find((each) => each >= size * 0.999);
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-12); i++) {
      ticks.push({ value: i * step, label: number(i * step, 6) });
    }
    return ticks;
  };

  const logTicks = (low, high, most) => {
    const decades = Math.log10(high / low);
    if (decades < 1) {
      return linearTicks(low, high, most);
    }
    const step = Math.max(1, Math.ceil(decades / most));
    const digits = decades < 3 && most > 4 ? [1, 2, 5] : [1];
    const ticks = [];
    for (let exponent = Math.floor(Math.log10(low)); 10 ** exponent <= high; exponent++) {
      for (const digit of exponent % step === 0 ? digits : []) {
        const value = digit * Number(`1e${exponent}`);
        if (value >= low && value <= high) {
          ticks.push({ value, label: digits.length > 1 ? number(value) : power(exponent) });
        }
      }
    }
    return ticks;
  };

  /** Where values lie, from `from` to `to` pixels. Values without a place are NaN. */
  const scale = (log, values, from, to) => {
    const placed = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
    let low = placed.length ? Math.min(...placed) : log ? 1 : 0;
    let high = placed.length ? Math.max(...placed) : log ? 10 : 1;
    if (log) {
      const room = high > low ? (high / low) ** 0.03 : 2;
      low /= room;
      high *= room;
    } else {
      const room = high > low ? 0.04 * (high - low) : Math.abs(low) / 2 || 1;
      low = low >= 0 && low <= 0.1 * high ? 0 : low - room;
      high += room;
    }
    const size = log ? Math.log(high / low) : high - low;
    const place = (value) => {
      const share = log ? (value > 0 ? Math.log(value / low) / size : NaN) : (value - low) / size;
      return from + share * (to - from);
    };
    const value = (at) => {
      const share = (at - from) / (to - from);
      return log ? low * Math.exp(share * size) : low + share * size;
    };
    const ticks = (most) => (log ? logTicks : linearTicks)(low, high, most);
    return { place, value, ticks };
  };

  const path = (places) =>
    places.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

  /**
   * Draws a chart into `parent` in place of the one before.
   *
   * options: label (what it shows), x and y ({label, log, ticks: values to write, or none}), series:
   * [{name, place, x, y, low, high, faint, dots}], where low and high are a band, or whiskers where
   * there are dots.
   */
  const chart = (parent, options) => {
    const width = Math.max(280, Math.min(1088, parent.clientWidth || 720));
    const height = Math.round(Math.max(300, Math.min(480, width * 0.6)));
    const [left, right, top, bottom] = [58, width - 12, 26, height - 44];
    const series = options.series;
    const all = (key) => series.flatMap((each) => each[key] || []);
    const x = scale(options.x.log, all("x"), left, right);
    const y = scale(options.y.log, [...all("y"), ...all("low"), ...all("high")], bottom, top);
    const root = document.createElementNS(SVG, "svg");
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", options.label);
    root.setAttribute("font-size", TEXT);

    const muted = "var(--muted)";
    const upTicks = y.ticks(Math.max(3, Math.floor((bottom - top) / 36)));
    for (const tick of upTicks) {
      const at = y.place(tick.value);
      svg(root, "path", { d: `M${left} ${at.toFixed(1)}H${right}`, stroke: "var(--grid)" });
      svg(root, "text", { x: left - 8, y: at + 4, "text-anchor": "end", fill: muted }, tick.label);
    }
    const named = options.x.ticks && options.x.ticks.map((value) => ({ value, label: number(value, 6) }));
    for (const tick of named || x.ticks(Math.max(2, Math.floor((right - left) / 70)))) {
      const at = x.place(tick.value);
      svg(root, "path", { d: `M${at.toFixed(1)} ${bottom}v5`, stroke: muted });
      // The last label must not leave the picture.
      const middle = Math.min(at, width - 3.6 * tick.label.length);
      svg(root, "text", { x: middle, y: bottom + 18, "text-anchor": "middle", fill: muted }, tick.label);
    }
    svg(root, "path", { d: `M${left} ${bottom}H${right}`, stroke: muted });
    svg(root, "text", { x: 4, y: 12, fill: muted }, options.y.label);
    svg(root, "text", { x: right, y: height - 6, "text-anchor": "end", fill: muted }, options.x.label);

    for (const each of series) {
      const spots = each.x
        .map((value, i) => ({ x: x.place(value), y: y.place(each.y[i]), i }))
        .filter((spot) => Number.isFinite(spot.x) && Number.isFinite(spot.y));
      const edge = (key, spot) => {
        const at = each[key] && each[key][spot.i] !== null ? y.place(each[key][spot.i]) : spot.y;
        return [spot.x, Number.isFinite(at) ? at : spot.y];
      };
      const stroke = ink(each.place);
      if (each.low && each.dots) {
        for (const spot of spots) {
          svg(root, "path", { d: path([edge("low", spot), edge("high", spot)]), stroke, "stroke-width": 1.5 });
        }
      } else if (each.low) {
        const outline = [...spots.map((s) => edge("high", s)), ...spots.map((s) => edge("low", s)).reverse()];
        svg(root, "path", { d: `${path(outline)}Z`, fill: stroke, "fill-opacity": 0.16 });
      }
      const line = svg(root, "path", {
        class: each.faint ? "faint" : "series",
        "data-name": each.name,
        d: path(spots.map((spot) => [spot.x, spot.y])),
        fill: "none",
        stroke,
        "stroke-width": each.faint ? 1 : 2,
        "stroke-opacity": each.faint ? 0.5 : null,
        "stroke-dasharray": dashes(each.place),
        "stroke-linejoin": "round",
      });
      svg(line, "title", {}, each.name);
      for (const spot of each.dots ? spots : []) {
        svg(root, "circle", { cx: spot.x, cy: spot.y, r: 3.5, fill: stroke });
      }
    }
    parent.replaceChildren(root);
    const pointer = (event) => {
      const box = root.getBoundingClientRect();
      return x.value(((event.clientX - box.left) / box.width) * width);
    };
    return { root, pointer };
  };

  return { chart, ink, dashes, number, svg };
})();
