// Charts as SVG, drawn to the width there is. window.fallline.lineChart and barChart draw one.
window.fallline = (() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const INKS = ["blue", "vermilion", "green", "purple", "orange", "sky", "grey"];
  const DASHES = [null, "7 4", "2 3", "10 3 2 3"];
  const TEXT = 12;
  const CHARACTER = 6.5; // its mean width
  const BOLD = 7.2;
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const MUTED = "var(--muted)";
  const EXPORT_WIDTH = 960;
  const MOST_NAMES = 14; // more names at line ends lie over each other

  const ink = (place) => `var(--${INKS[place % INKS.length]})`;
  const dashes = (place) => DASHES[Math.floor(place / INKS.length) % DASHES.length];

  /** An HTML element with properties and children. */
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

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

  /** A value on a logarithmic axis of many decades. */
  const decade = (value) => {
    const exponent = Math.round(Math.log10(value));
    return Math.abs(value / 10 ** exponent - 1) < 1e-9 ? power(exponent) : number(value);
  };

  /** A number as people read it. */
  const number = (value, digits = 3) => {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size > 1e7)) {
      const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
      const short = String(Number(mantissa));
      return short === "1" ? power(Number(exponent)) : `${short}·${power(Number(exponent))}`;
    }
    return Number(value.toPrecision(digits)).toLocaleString("en", { maximumFractionDigits: 10 });
  };

  const UNITS = [["min", 60, 600], ["s", 1, 1], ["ms", 1e-3, 1e-3], ["µs", 1e-6, 0]];

  /** A time with its unit. */
  const seconds = (value, digits = 3) => {
    if (value === 0 || !Number.isFinite(value)) {
      return value === 0 ? "0 s" : "never";
    }
    const [name, size] = UNITS.find(([, , from]) => value >= from);
    return `${Number((value / size).toPrecision(digits))} ${name}`;
  };

  /** Two times with one unit. */
  const range = (low, high) => {
    const [name, size] = UNITS.find(([, , from]) => high >= from);
    return `${Number((low / size).toPrecision(3))} to ${Number((high / size).toPrecision(3))} ${name}`;
  };

  const linearTicks = (low, high, most) => {
    const size = (high - low) / most;
    const unit = 10 ** Math.floor(Math.log10(size));
    const step = [1, 2, 5, 10].map((digit) => digit * unit).find((each) => each >= size * 0.999);
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-12); i++) {
      ticks.push(Number((i * step).toPrecision(12)));
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
          ticks.push(value);
        }
      }
    }
    return ticks;
  };

  /** Where values lie, from `from` to `to` pixels; `range` is a part that was chosen, or none. */
  const scale = (log, values, from, to, range) => {
    const placed = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
    let low = placed.length ? placed.reduce((a, b) => Math.min(a, b)) : log ? 1 : 0;
    let high = placed.length ? placed.reduce((a, b) => Math.max(a, b)) : log ? 10 : 1;
    if (range && range[0] < range[1] && (!log || range[0] > 0)) {
      [low, high] = range;
    } else if (log) {
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
    return { place, value, ticks, low, high, from, to };
  };

  const path = (places) =>
    places.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

  /** A line that breaks where a value is missing. */
  const broken = (spots) => {
    const parts = [];
    spots.forEach((spot, i) => {
      if (i === 0 || spot.i !== spots[i - 1].i + 1) {
        parts.push([]);
      }
      parts[parts.length - 1].push([spot.x, spot.y]);
    });
    return parts.map(path).join("");
  };

  /** The value of a curve at a place: on a logarithmic scale between points, the last one after. */
  const valueAt = (series, at) => {
    const { x, y } = series;
    if (series.dots) {
      let best = -1;
      x.forEach((value, i) => {
        if (y[i] === null) {
          return;
        }
        if (best < 0 || Math.abs(Math.log(value / at)) < Math.abs(Math.log(x[best] / at))) {
          best = i;
        }
      });
      return { x: x[best], y: y[best], low: series.low && series.low[best], high: series.high && series.high[best] };
    }
    const after = x.findIndex((value) => value > at);
    if (after <= 0) {
      return { x: at, y: after === 0 ? NaN : y[y.length - 1] };
    }
    const share = (at - x[after - 1]) / (x[after] - x[after - 1]);
    return { x: at, y: y[after - 1] * (y[after] / y[after - 1]) ** share };
  };

  /** A smoothed copy: the mean of logarithms, weighted by how far back a value lies on the axis. */
  const smoothed = (series, log, width) => {
    const place = (value) => (log ? Math.log(value) : value);
    const shown = series.x.map((value, i) => [value, series.y[i]]).filter(([value]) => !log || value > 0);
    let mean = NaN;
    let before = NaN;
    const y = shown.map(([value, gap]) => {
      const now = Math.log(Math.max(gap, 1e-16));
      const weight = Number.isNaN(mean) ? 0 : Math.exp(-(place(value) - before) / width);
      mean = weight ? weight * mean + (1 - weight) * now : now;
      before = place(value);
      return Math.exp(mean);
    });
    return { ...series, x: shown.map(([value]) => value), y, low: undefined, high: undefined };
  };

  /** Draws axes, bands, lines and their names; returns the SVG and its scales. */
  const drawLines = (options, width, exported) => {
    const series = options.series;
    const named = options.labels !== false && width >= 640 && series.length <= MOST_NAMES;
    const longest = Math.max(0, ...series.filter((s) => !s.faint).map((each) => each.name.length));
    const room = named ? Math.min(0.3 * width, 18 + CHARACTER * longest) : 12;
    const height = Math.round(Math.max(280, Math.min(460, width * 0.56)));
    const [left, right, top, bottom] = [64, width - room, 26, height - 44];
    const all = (key) => series.flatMap((each) => each[key] || []);
    const x = scale(options.x.log, all("x"), left, right, options.zoom);
    const inside = (each, i) => each.x[i] >= x.low && each.x[i] <= x.high;
    const seen = options.zoom
      ? series.flatMap((each) => each.y.filter((_, i) => inside(each, i)))
      : [...all("y"), ...(options.bands ? [...all("low"), ...all("high")] : [])];
    const y = scale(options.y.log, [...seen, ...(options.targets || []).map((t) => t.value)], bottom, top);
    const root = document.createElementNS(SVG, "svg");
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", options.label);
    root.setAttribute("font-size", TEXT);
    root.setAttribute("font-family", "system-ui, Arial, sans-serif");
    const clip = `clip-${Math.random().toString(36).slice(2)}`;
    svg(svg(root, "clipPath", { id: clip }), "rect", { x: left, y: top - 4, width: right - left + 4, height: bottom - top + 8 });

    for (const tick of y.ticks(Math.max(3, Math.floor((bottom - top) / 36)))) {
      const at = y.place(tick);
      svg(root, "path", { d: `M${left} ${at.toFixed(1)}H${right}`, stroke: "var(--grid)" });
      svg(root, "text", { x: left - 8, y: at + 4, "text-anchor": "end", fill: MUTED },
        options.y.seconds ? seconds(tick) : options.y.plain || !options.y.log ? number(tick, 6) : decade(tick));
    }
    const xTicks = options.x.ticks && !options.zoom
      ? options.x.ticks : x.ticks(Math.max(2, Math.floor((right - left) / 76)));
    let lastEnd = -Infinity;
    for (const tick of xTicks) {
      const at = x.place(tick);
      const label = options.x.seconds ? seconds(tick) : number(tick, 6);
      svg(root, "path", { d: `M${at.toFixed(1)} ${bottom}v5`, stroke: MUTED });
      const half = (CHARACTER * label.length) / 2;
      const middle = Math.min(at, width - half - 2);
      if (middle - half > lastEnd + 4) {
        svg(root, "text", { x: middle, y: bottom + 18, "text-anchor": "middle", fill: MUTED }, label);
        lastEnd = middle + half;
      }
    }
    svg(root, "path", { d: `M${left} ${bottom}H${right}`, stroke: MUTED });
    svg(root, "text", { x: 4, y: 12, fill: MUTED }, options.y.label);
    svg(root, "text", { x: right, y: height - 6, "text-anchor": "end", fill: MUTED }, options.x.label);
    for (const target of options.targets || []) {
      const at = y.place(target.value);
      svg(root, "path", { class: "target", d: `M${left} ${at.toFixed(1)}H${right}`, stroke: "var(--text)", "stroke-dasharray": "3 3" });
      svg(root, "text", { x: left + 4, y: at - 4, fill: "var(--text)" }, target.label);
    }

    const plot = svg(root, "g", { "clip-path": `url(#${clip})` });
    const drawn = series.map((each) => ({
      each,
      spots: each.x
        .map((value, i) => ({ x: x.place(value), y: y.place(each.y[i]), i }))
        .filter((spot) => Number.isFinite(spot.x) && Number.isFinite(spot.y)),
    }));
    const edge = (each, key, spot) => {
      const at = each[key] && each[key][spot.i] !== null ? y.place(each[key][spot.i]) : spot.y;
      return [spot.x, Number.isFinite(at) ? at : spot.y];
    };
    for (const { each, spots } of drawn) {
      if (options.bands && each.low && !each.dots && spots.length > 1) {
        const outline = [...spots.map((s) => edge(each, "high", s)), ...spots.map((s) => edge(each, "low", s)).reverse()];
        svg(plot, "path", { class: "band", d: `${path(outline)}Z`, fill: ink(each.place), "fill-opacity": series.length > 8 ? 0.08 : 0.16 });
      }
    }
    for (const { each, spots } of drawn) {
      const stroke = ink(each.place);
      for (const spot of options.bands && each.low && each.dots ? spots : []) {
        svg(plot, "path", { class: "whisker", d: path([edge(each, "low", spot), edge(each, "high", spot)]), stroke, "stroke-width": 1.5 });
      }
      const line = svg(plot, "path", {
        class: each.faint ? "faint" : "series",
        "data-name": each.name,
        d: (each.dots ? broken(spots) : path(spots.map((spot) => [spot.x, spot.y]))) || "M0 0",
        fill: "none",
        stroke,
        "stroke-width": each.faint ? 1 : 2,
        "stroke-opacity": each.faint ? 0.5 : null,
        "stroke-dasharray": dashes(each.place),
        "stroke-linejoin": "round",
      });
      svg(line, "title", {}, each.name);
      const visible = spots.filter((spot) => spot.x >= left - 1 && spot.x <= right + 1);
      for (const spot of each.dots || visible.length === 1 ? visible : []) {
        svg(plot, "circle", { cx: spot.x, cy: spot.y, r: 3.5, fill: stroke });
      }
    }
    if (named) {
      nameEnds(root, drawn, right, top, bottom);
    }
    if (!drawn.some(({ spots }) => spots.length)) {
      svg(root, "text", { class: "empty", x: (left + right) / 2, y: (top + bottom) / 2, "text-anchor": "middle", fill: "var(--text)" },
        options.empty || "Nothing to draw: every line is hidden, or none came there.");
    }
    if (exported) {
      return { root, width, height };
    }
    return { root, x, y, left, right, top, bottom, width, height };
  };

  /** The names of lines at their right ends, moved apart where they would overlap. */
  const nameEnds = (root, drawn, right, top, bottom) => {
    const ends = drawn
      .filter(({ each, spots }) => spots.length && !each.faint)
      .map(({ each, spots }) => {
        const inside = spots.filter((spot) => spot.x <= right + 1);
        const last = inside[inside.length - 1] || spots[0];
        return { each, x: Math.min(last.x, right), from: Math.max(top, Math.min(bottom, last.y)), y: Math.max(top, Math.min(bottom, last.y)) };
      })
      .sort((a, b) => a.y - b.y);
    const gap = Math.min(14, (bottom - top + 20) / Math.max(1, ends.length));
    for (let i = 1; i < ends.length; i++) {
      ends[i].y = Math.max(ends[i].y, ends[i - 1].y + gap);
    }
    let over = ends.length ? ends[ends.length - 1].y - bottom : 0;
    for (let i = ends.length - 1; i >= 0 && over > 0; i--) {
      ends[i].y = Math.min(ends[i].y, bottom - gap * (ends.length - 1 - i));
    }
    for (const end of ends) {
      svg(root, "path", { d: path([[end.x + 3, end.from], [right + 6, end.y], [right + 12, end.y]]), fill: "none", stroke: ink(end.each.place), "stroke-width": 1, "stroke-opacity": 0.7 });
      svg(root, "text", { class: "end", x: right + 15, y: end.y + 4, fill: "var(--text)" }, end.each.name);
    }
  };

  /** A picture to take along: title above, settings and machine below, colours as they are now. */
  const picture = (options, draw) => {
    const { root, width, height } = draw(EXPORT_WIDTH);
    const style = getComputedStyle(document.documentElement);
    for (const element of [root, ...root.querySelectorAll("*")]) {
      for (const name of ["fill", "stroke"]) {
        const value = element.getAttribute(name);
        if (value && value.startsWith("var(")) {
          element.setAttribute(name, style.getPropertyValue(value.slice(4, -1)).trim());
        }
      }
    }
    const notes = options.notes || [];
    const total = height + 40 + 18 * notes.length;
    root.setAttribute("viewBox", `0 -34 ${width} ${total}`);
    root.setAttribute("width", width);
    root.setAttribute("height", total);
    root.setAttribute("xmlns", SVG);
    const text = style.getPropertyValue("--text").trim();
    const paper = document.createElementNS(SVG, "rect");
    Object.entries({ x: 0, y: -34, width, height: total, fill: style.getPropertyValue("--paper").trim() })
      .forEach(([key, value]) => paper.setAttribute(key, value));
    root.prepend(paper);
    svg(root, "text", { x: 8, y: -12, fill: text, "font-size": 16, "font-weight": 600 }, options.title);
    notes.forEach((note, i) => svg(root, "text", { x: 8, y: height + 14 + 18 * i, fill: text }, note));
    return { markup: new XMLSerializer().serializeToString(root), width, height: total };
  };

  const save = (url, name) => {
    make("a", { href: url, download: name }).click();
  };

  const fileName = (options) => options.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60);

  const saveSvg = (options, draw) => {
    const { markup } = picture(options, draw);
    save(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`, `${fileName(options)}.svg`);
    return markup;
  };

  const savePng = (options, draw) => {
    const { markup, width, height } = picture(options, draw);
    const image = new Image();
    image.onload = () => {
      const canvas = make("canvas", { width: 2 * width, height: 2 * height });
      const context = canvas.getContext("2d");
      context.scale(2, 2);
      context.drawImage(image, 0, 0);
      save(canvas.toDataURL("image/png"), `${fileName(options)}.png`);
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  };

  /** A button of a toolbar. */
  const button = (parent, text, label, pressed) => {
    const element = make("button", { type: "button", className: "tool", textContent: text, title: label });
    element.setAttribute("aria-label", label);
    element.addEventListener("click", pressed);
    parent.append(element);
    return element;
  };

  const frame = (parent, options) => {
    const canvas = make("div", { className: "canvas" });
    const tools = make("div", { className: "tools" });
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", `Tools of the chart: ${options.title}`);
    parent.replaceChildren(canvas, tools);
    return { canvas, tools };
  };

  const widthOf = (parent) => Math.max(280, Math.min(1088, parent.clientWidth || 720));

  /**
   * Draws a chart of lines into `parent` in place of the one before, with a crosshair, zoom and
   * tools.
   *
   * options: title, label (what it shows, for those who do not see it), notes (lines below a saved
   * picture), x and y ({label, log, seconds: whether values are times, ticks: values to write, or
   * none}), series: [{name, place, x, y, low, high, faint, dots}], where low and high are a band, or
   * whiskers where there are dots; targets: [{value, label}], level lines; bands: whether these are
   * drawn; zoom: [low, high] of x, or none; zoomed(range): called when a reader zooms; empty: what to
   * say where there is nothing.
   */
  const lineChart = (parent, options) => {
    const { canvas, tools } = frame(parent, options);
    const drawn = drawLines(options, widthOf(parent));
    const { root, x, y, left, right, top, bottom, width } = drawn;
    canvas.append(root);
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", `${options.title}. Arrow keys read values, plus and minus zoom, 0 shows all.`);
    const readout = make("p", { className: "readout" });
    readout.setAttribute("aria-live", "polite");
    parent.append(readout);
    const rest = `Point at the chart or use the arrow keys to read values${options.zoomed ? "; drag to zoom" : ""}.`;
    readout.textContent = rest;
    const cross = svg(root, "g", { class: "cross" });
    let at = NaN;

    const show = (value) => {
      at = Math.max(x.low, Math.min(x.high, value));
      cross.replaceChildren();
      const found = options.series
        .filter((each) => !each.faint && each.x.length)
        .map((each) => ({ each, ...valueAt(each, at) }))
        .filter((each) => Number.isFinite(each.y));
      const place = found.length && found[0].each.dots ? x.place(found[0].x) : x.place(at);
      svg(cross, "path", { d: `M${place.toFixed(1)} ${top}V${bottom}`, stroke: "var(--text)", "stroke-width": 1 });
      for (const each of found) {
        svg(cross, "circle", { cx: x.place(each.x), cy: y.place(each.y), r: 4, fill: "var(--paper)", stroke: ink(each.each.place), "stroke-width": 2 });
      }
      const shown = found.length && found[0].each.dots ? found[0].x : at;
      const value2 = (each) => (options.y.seconds ? seconds(each.y) : number(each.y, 2));
      readout.textContent = `${options.x.name || options.x.label} ${options.x.seconds ? seconds(shown) : number(shown)}: ` +
        found.sort((a, b) => a.y - b.y).map((each) => `${each.each.name} ${value2(each)}`).join(" · ");
    };
    const hide = () => {
      at = NaN;
      cross.replaceChildren();
      readout.textContent = rest;
    };
    const spot = (event) => {
      const box = root.getBoundingClientRect();
      return ((event.clientX - box.left) / box.width) * width;
    };
    // The chart is drawn anew: the focus stays with what stands in the place of what had it.
    const zoom = (range) => {
      if (!options.zoomed) {
        return;
      }
      const active = parent.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
      options.zoomed(range);
      const again = [...parent.querySelectorAll("[aria-label]")].find((each) => each.getAttribute("aria-label") === active);
      if (active && again) {
        again.focus();
      }
    };
    const around = (factor) => {
      const middle = Number.isNaN(at) ? (left + right) / 2 : x.place(at);
      const low = middle - (middle - left) * factor;
      const high = middle + (right - middle) * factor;
      zoom([x.value(low), x.value(high)]);
    };

    let from = NaN;
    const selection = svg(root, "rect", { class: "selection", x: 0, y: top, width: 0, height: bottom - top, fill: "var(--blue)", "fill-opacity": 0.15 });
    root.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) {
        from = spot(event);
        root.setPointerCapture(event.pointerId);
      } else {
        show(x.value(spot(event)));
      }
    });
    root.addEventListener("pointermove", (event) => {
      const now = spot(event);
      show(x.value(now));
      if (!Number.isNaN(from)) {
        selection.setAttribute("x", Math.min(from, now));
        selection.setAttribute("width", Math.abs(now - from));
      }
    });
    root.addEventListener("pointerup", (event) => {
      const start = from;
      from = NaN;
      selection.setAttribute("width", 0);
      const now = spot(event);
      if (Math.abs(now - start) > 8) {
        zoom([x.value(Math.max(left, Math.min(start, now))), x.value(Math.min(right, Math.max(start, now)))]);
      }
    });
    root.addEventListener("pointerleave", () => Number.isNaN(from) && document.activeElement !== canvas && hide());
    root.addEventListener("dblclick", () => zoom(null));
    canvas.addEventListener("keydown", (event) => {
      const start = Number.isNaN(at) ? (left + right) / 2 : x.place(at);
      const step = event.shiftKey ? 60 : 12;
      const moves = {
        ArrowLeft: () => show(x.value(start - step)),
        ArrowRight: () => show(x.value(start + step)),
        Home: () => show(x.low),
        End: () => show(x.high),
        "+": () => around(0.6),
        "=": () => around(0.6),
        "-": () => around(1 / 0.6),
        0: () => zoom(null),
        Escape: hide,
      };
      if (moves[event.key]) {
        event.preventDefault();
        moves[event.key]();
      }
    });
    if (options.zoomed) {
      button(tools, "+", "Zoom in", () => around(0.6));
      button(tools, "−", "Zoom out", () => around(1 / 0.6));
      const reset = button(tools, "All", "Show all", () => zoom(null));
      reset.disabled = !options.zoom;
    }
    const draw = (size) => drawLines({ ...options, labels: true }, size, true);
    button(tools, "SVG", "Save as SVG", () => saveSvg(options, draw));
    button(tools, "PNG", "Save as PNG", () => savePng(options, draw));
    return { root, markup: () => picture(options, draw).markup, show };
  };

  /** Bars on a logarithmic scale, as a dot with its interval and the value in words. */
  const drawBars = (options, width) => {
    const bars = options.bars;
    const narrow = width < 560;
    const longest = Math.max(4, ...bars.map((bar) => bar.name.length));
    const worded = Math.max(4, ...bars.map((bar) => bar.text.length));
    const left = narrow ? 8 : 14 + BOLD * longest + 8;
    const right = narrow ? width - 14 : Math.max(left + 160, width - 16 - BOLD * worded);
    const row = narrow ? 34 : 22;
    const top = 8;
    const bottom = top + row * bars.length;
    const height = bottom + 42;
    const root = document.createElementNS(SVG, "svg");
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", options.label);
    root.setAttribute("font-size", TEXT);
    root.setAttribute("font-family", "system-ui, Arial, sans-serif");
    const reached = bars.filter((bar) => bar.value !== null);
    const x = scale(true, reached.flatMap((bar) => [bar.low, bar.value, bar.high || bar.value]), left + 6, right);
    for (const tick of x.ticks(Math.max(2, Math.floor((right - left) / 76)))) {
      const at = x.place(tick);
      svg(root, "path", { d: `M${at.toFixed(1)} ${top}V${bottom}`, stroke: "var(--grid)" });
      svg(root, "text", { x: Math.min(at, width - 20), y: bottom + 16, "text-anchor": "middle", fill: MUTED }, seconds(tick));
    }
    svg(root, "text", { x: right, y: height - 6, "text-anchor": "end", fill: MUTED }, narrow ? "median time with 95 % interval, lower is better" : options.axis);
    bars.forEach((bar, i) => {
      const y = top + row * (i + 0.5) + (narrow ? 8 : 0);
      const weight = bar.first ? 700 : null;
      const group = svg(root, "g", { class: bar.first ? "bar first" : "bar", "data-name": bar.name });
      svg(group, "text", narrow
        ? { x: left, y: y - 10, fill: "var(--text)", "font-weight": weight }
        : { x: left - 8, y: y + 4, "text-anchor": "end", fill: "var(--text)", "font-weight": weight }, bar.name);
      const words = narrow
        ? { x: width - 8, y: y - 10, "text-anchor": "end" }
        : { x: right + 10, y: y + 4 };
      svg(group, "text", { ...words, fill: "var(--text)", "font-weight": weight }, bar.text);
      if (bar.value !== null) {
        const stroke = bar.first ? "var(--blue)" : "var(--edge)";
        svg(group, "path", { d: `M${left} ${y}H${x.place(bar.value).toFixed(1)}`, stroke, "stroke-width": 9, "stroke-opacity": bar.first ? 0.9 : 0.45 });
        const high = bar.high || bar.value;
        svg(group, "path", { class: "interval", d: `M${x.place(bar.low).toFixed(1)} ${y}H${Math.max(x.place(high), x.place(bar.low) + 1).toFixed(1)}`, stroke: "var(--text)", "stroke-width": 2 });
        svg(group, "circle", { cx: x.place(bar.value), cy: y, r: 4, fill: "var(--paper)", stroke: "var(--text)", "stroke-width": 2 });
      }
    });
    if (!bars.length) {
      svg(root, "text", { class: "empty", x: width / 2, y: top + 20, "text-anchor": "middle", fill: "var(--text)" }, options.empty);
    }
    return { root, width, height };
  };

  /**
   * Draws bars into `parent`.
   *
   * options: title, label, notes, axis (the quantity), bars: [{name, value, low, high, text, first}],
   * where value is null if there is none; empty: what to say where there are no bars.
   */
  const barChart = (parent, options) => {
    const { canvas, tools } = frame(parent, options);
    const { root } = drawBars(options, widthOf(parent));
    canvas.append(root);
    const draw = (size) => drawBars(options, size);
    button(tools, "SVG", "Save as SVG", () => saveSvg(options, draw));
    button(tools, "PNG", "Save as PNG", () => savePng(options, draw));
    return { root, markup: () => picture(options, draw).markup };
  };

  /** Pictures that were drawn beforehand: saved with the colours that they have on the page. */
  const standing = (figure) => {
    const source = figure.querySelector(":scope > svg");
    const { width, height } = source.viewBox.baseVal;
    const title = source.getAttribute("aria-label");
    const draw = () => {
      const root = source.cloneNode(true);
      const originals = source.querySelectorAll("*");
      root.querySelectorAll("*").forEach((element, i) => {
        const style = getComputedStyle(originals[i]);
        for (const name of ["fill", "stroke"]) {
          element.setAttribute(name, style[name]);
        }
      });
      root.setAttribute("font-family", "system-ui, Arial, sans-serif");
      return { root, width, height };
    };
    const tools = make("div", { className: "tools" });
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", `Tools of the picture: ${title}`);
    button(tools, "SVG", "Save as SVG", () => saveSvg({ title }, draw));
    button(tools, "PNG", "Save as PNG", () => savePng({ title }, draw));
    figure.append(tools);
  };
  document.querySelectorAll("figure:has(> svg[viewBox])").forEach(standing);

  return { lineChart, barChart, smoothed, ink, dashes, number, seconds, range, svg, make, save };
})();
