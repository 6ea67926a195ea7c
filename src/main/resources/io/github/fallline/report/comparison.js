// The moving parts of a comparison: one choice of data set, threads, gap and methods for the whole
// page, kept in its address.
(() => {
  "use strict";

  const source = document.getElementById("race-data");
  if (!source) {
    return;
  }
  const data = JSON.parse(source.textContent);
  const { lineChart, barChart, smoothed, ink, dashes, seconds, range, svg, make, save } = window.fallline;
  const unique = (values) => [...new Set(values)];
  const byId = (id) => document.getElementById(id);
  const gapText = (gap) => `1e-${Math.round(-Math.log10(gap))}`;
  const threadText = (count) => (count === 1 ? "1 thread" : `${count} threads`);

  // Where every epoch touched the same rows, only their number is in the data.
  for (const entry of data.entries) {
    if (typeof entry.rows === "number") {
      entry.rows = { ...entry.epochs, x: entry.epochs.x.map((epochs) => epochs * entry.rows) };
    }
  }

  const COSTS = {
    seconds: { text: "seconds of training", name: "Time" },
    epochs: { text: "epochs, passes over the rows", name: "Epochs" },
    rows: { text: "rows touched", name: "Rows touched" },
  };
  const start = data.groups[data.first];
  const DEFAULTS = {
    problem: start.problem,
    threads: start.threads,
    gap: Math.min(2, data.gaps.length - 1),
    classical: false,
    cost: "seconds",
    logx: true,
    logy: true,
    bands: true,
    smoothing: 0,
    // Methods of few data sets would hide those that are compared everywhere.
    hidden: data.groups.length < 4 ? [] : data.solvers.filter((_, solver) => data.entries.filter((e) => e.solver === solver).length < 3),
    zoom: null,
  };

  // The address: #view: and what differs from the defaults.
  const read = () => {
    const view = { ...DEFAULTS };
    if (location.hash.startsWith("#view:")) {
      try {
        const given = JSON.parse(decodeURIComponent(location.hash.slice(6)));
        for (const key of Object.keys(DEFAULTS)) {
          if (key in given) {
            view[key] = given[key];
          }
        }
      } catch {
        return { ...DEFAULTS }; // an address that was cut off
      }
    }
    const known = data.groups.some((g) => g.problem === view.problem && g.threads === view.threads);
    return known && data.gaps[view.gap] && COSTS[view.cost] && Array.isArray(view.hidden) ? view : { ...DEFAULTS };
  };
  const view = read();
  const keep = () => {
    const changed = Object.fromEntries(
      Object.entries(view).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULTS[key])));
    const hash = Object.keys(changed).length ? `#view:${encodeURIComponent(JSON.stringify(changed))}` : " ";
    history.replaceState(null, "", hash === " " ? location.href.replace(/#.*/, "") : hash);
  };

  const html = (parent, ...description) => {
    const element = make(...description);
    parent.append(element);
    return element;
  };

  const labelled = (parent, label, control) => {
    const box = html(parent, "label", {}, make("span", { textContent: label }));
    box.append(control);
    return control;
  };

  /** A choice of the view; options are [value, text]. */
  const choice = (parent, label, options, key, changed) => {
    const select = labelled(parent, label, make("select"));
    const fill = (all) => {
      select.replaceChildren();
      for (const [value, text] of all) {
        html(select, "option", { value, textContent: text, selected: value === view[key] });
      }
    };
    fill(options);
    select.addEventListener("change", () => {
      view[key] = typeof DEFAULTS[key] === "number" ? Number(select.value) : select.value;
      changed();
    });
    return { select, fill };
  };

  const box = (parent, label, key, changed) => {
    const input = labelled(parent, label, make("input", { type: "checkbox", checked: view[key] }));
    input.addEventListener("change", () => {
      view[key] = input.checked;
      changed();
    });
    return input;
  };

  const controls = (parent, label) => {
    const bar = html(parent, "div", { className: "controls" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", label);
    return bar;
  };

  const label = (entry) => data.solvers[entry.solver];
  const group = () =>
    data.groups.find((each) => each.problem === view.problem && each.threads === view.threads);
  const shown = (entry) => !view.classical || entry.classical;
  const racing = () =>
    data.entries.filter((e) => e.problem === view.problem && e.threads === view.threads && shown(e));
  const verdict = (each = group()) => each[view.classical ? "classical" : "all"][view.gap];
  const where = () => `${data.problems[view.problem].name}, ${threadText(view.threads)}`;
  const notes = () => [
    `${where()}; gap ${gapText(data.gaps[view.gap])}${view.classical ? "; classical methods only" : ""}`,
    data.environment,
  ].filter((text) => text);

  const redraws = [];
  const update = () => {
    keep();
    redraws.forEach((draw) => draw());
  };

  /** The choices for the whole page. */
  const choices = () => {
    const bar = controls(byId("view"), "What the page shows");
    const threadsOf = (problem) =>
      unique(data.groups.filter((each) => each.problem === problem).map((each) => each.threads))
        .sort((a, b) => a - b)
        .map((count) => [count, threadText(count)]);
    choice(bar, "Data set", data.problems.map((problem, i) => [i, problem.name]), "problem", () => {
      const possible = threadsOf(view.problem);
      if (!possible.some(([count]) => count === view.threads)) {
        view.threads = possible[possible.length - 1][0];
      }
      threads.fill(possible);
      view.zoom = null;
      update();
    });
    const threads = choice(bar, "Threads", threadsOf(view.problem), "threads", () => {
      view.zoom = null;
      update();
    });
    choice(bar, "Gap", data.gaps.map((gap, i) => [i, gapText(gap)]), "gap", update);
    box(bar, "Classical methods only", "classical", update);
  };

  const answer = () => {
    const text = byId("answer-text");
    const frame = byId("answer-chart");
    redraws.push(() => {
      const { text: words, certainty, first } = verdict();
      text.textContent = `On ${where()}, to a gap of ${gapText(data.gaps[view.gap])}: ${words}. ${certainty}`;
      const time = (entry) => entry.secondsTo[view.gap];
      const bars = racing()
        .map((entry) => ({ entry, times: time(entry) }))
        .sort((a, b) => (a.times ? a.times[1] : Infinity) - (b.times ? b.times[1] : Infinity))
        .map(({ entry, times }) => ({
          name: label(entry),
          value: times && times[1],
          low: times && times[0],
          high: times && times[2],
          first: first.includes(data.entries.indexOf(entry)),
          text: times
            ? `${seconds(times[1])}${times[0] === times[2] ? "" : ` (${times[2] === null ? `${seconds(times[0])} to never` : range(times[0], times[2])})`}`
            : `not within ${seconds(entry.limit, 2)}`,
        }));
      barChart(frame, {
        title: `Time to a gap of ${gapText(data.gaps[view.gap])}`,
        label: `Time to a gap of ${gapText(data.gaps[view.gap])} on ${where()}: ${bars.map((bar) => `${bar.name} ${bar.text}`).join("; ")}`,
        axis: `median time to a gap of ${gapText(data.gaps[view.gap])} with 95 % interval, log scale, lower is better`,
        notes: notes(),
        bars,
        empty: "No classical method was measured here.",
      });
    });
  };

  /** Buttons for lines: a click hides or shows, a double click or Shift and Enter leaves one alone. */
  const legend = (parent) => {
    const bar = html(parent, "div", { className: "legend" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Lines shown: click to hide, double click to show one alone");
    let names = [];
    const alone = (name) => {
      const others = names.filter((each) => each !== name);
      const already = others.every((each) => view.hidden.includes(each));
      view.hidden = already
        ? view.hidden.filter((each) => !names.includes(each))
        : unique([...view.hidden.filter((each) => each !== name), ...others]);
      update();
    };
    const toggle = (name) => {
      view.hidden = view.hidden.includes(name)
        ? view.hidden.filter((each) => each !== name)
        : [...view.hidden, name];
      update();
    };
    const add = (name, place) => {
      const button = html(bar, "button", { type: "button", title: "Click to hide or show, double click to show it alone" });
      const key = svg(button, "svg", { viewBox: "0 0 22 10", width: "22", height: "10", "aria-hidden": "true" });
      svg(key, "path", { d: "M0 5H22", stroke: ink(place), "stroke-width": "3", "stroke-dasharray": dashes(place) });
      button.append(name);
      button.addEventListener("click", (event) => {
        if (event.shiftKey) {
          alone(name);
        } else if (event.detail < 2) {
          toggle(name); // the second click of two belongs to the double click
        }
      });
      button.addEventListener("dblclick", () => alone(name));
    };
    return (lines) => {
      if (names.join() !== lines.map(([name]) => name).join()) {
        names = lines.map(([name]) => name);
        bar.replaceChildren();
        lines.forEach(([name, place]) => add(name, place));
      }
      [...bar.children].forEach((button, i) =>
        button.setAttribute("aria-pressed", String(!view.hidden.includes(names[i]))));
    };
  };

  /** What changes the answer: a chart for each thing that was varied. */
  const factors = () => {
    const parent = byId("factor-charts");
    if (!parent) {
      return;
    }
    const places = unique([...data.solvers, ...data.sweeps.flatMap((sweep) => sweep.lines.map((line) => line.name))]);
    const setLegend = legend(parent);
    const grid = html(parent, "div", { className: "columns-2" });
    const figures = data.sweeps.map((sweep) => {
      const figure = html(grid, "figure", {});
      html(figure, "h3", { textContent: sweep.label[0].toUpperCase() + sweep.label.slice(1) });
      html(figure, "p", { className: "constant", textContent: sweep.constant });
      const sentence = html(figure, "p", { className: "sentence" });
      const frame = html(figure, "div", {});
      return { sweep, sentence, frame };
    });
    redraws.push(() => {
      const gap = gapText(data.gaps[view.gap]);
      const names = [];
      for (const { sweep, sentence, frame } of figures) {
        sentence.textContent = sweep[view.classical ? "classical" : "all"][view.gap];
        const series = [];
        for (const line of sweep.lines) {
          const spots = line.x
            .map((x, i) => [x, data.entries[line.entries[i]]])
            .filter(([, entry]) => shown(entry))
            .sort((a, b) => a[0] - b[0]);
          if (line.entries.some((entry) => shown(data.entries[entry]))) {
            names.push([line.name, places.indexOf(line.name)]);
          }
          if (spots.some(([, entry]) => entry.secondsTo[view.gap]) && !view.hidden.includes(line.name)) {
            const part = (i) => spots.map(([, entry]) => entry.secondsTo[view.gap] && entry.secondsTo[view.gap][i]);
            series.push({ name: line.name, place: places.indexOf(line.name), dots: true, x: spots.map(([x]) => x), low: part(0), y: part(1), high: part(2) });
          }
        }
        const values = unique(sweep.lines.flatMap((line) => line.x)).sort((a, b) => a - b);
        lineChart(frame, {
          title: `Time to a gap of ${gap} against ${sweep.label}`,
          label: `Time to a gap of ${gap} against ${sweep.label}: ${series.map((line) => line.name).join("; ")}`,
          notes: [`${sweep.constant}${view.classical ? "; classical methods only" : ""}`, data.environment],
          x: { label: sweep.label === "batch size" ? "rows a step: 1 is stochastic, all rows are full batch" : sweep.label, name: sweep.label, log: sweep.log, ticks: values.length <= 8 ? values : null },
          y: { label: `time to a gap of ${gap}`, log: true, seconds: true },
          bands: true,
          labels: false,
          series,
        });
      }
      setLegend([...new Map(names)]);
    });
  };

  const curves = () => {
    const parent = byId("curve-chart");
    const bar = controls(parent, "What the curves show");
    choice(bar, "Against", Object.entries(COSTS).map(([key, { text }]) => [key, text]), "cost", () => {
      view.zoom = null;
      update();
    });
    box(bar, "Log →", "logx", () => {
      view.zoom = null;
      update();
    });
    box(bar, "Log ↑", "logy", update);
    box(bar, "Bands", "bands", update);
    const smoothing = labelled(bar, "Smoothing, share of the axis",
      make("input", { type: "range", min: 0, max: 0.3, step: 0.02, value: view.smoothing }));
    const amount = html(smoothing.parentElement, "output", {});
    smoothing.addEventListener("input", () => {
      view.smoothing = Number(smoothing.value);
      update();
    });
    const setLegend = legend(parent);
    const frame = html(parent, "div", {});
    redraws.push(() => {
      amount.textContent = view.smoothing ? `${Math.round(100 * view.smoothing)} %` : "none";
      const entries = racing();
      setLegend(entries.map((entry) => [label(entry), entry.solver]));
      const visible = entries.filter((entry) => !view.hidden.includes(label(entry)));
      const ends = visible.flatMap((entry) => entry[view.cost].x).filter((x) => !view.logx || x > 0);
      const size = view.zoom || [Math.min(...ends), Math.max(...ends)];
      const width = view.smoothing * (view.logx ? Math.log(size[1] / size[0]) : size[1] - size[0]);
      const series = visible.flatMap((entry) => {
        const raw = { ...entry[view.cost], name: label(entry), place: entry.solver };
        return width
          ? [{ x: raw.x, y: raw.y, name: `${raw.name}, as it was`, place: raw.place, faint: true },
             smoothed(raw, view.logx, width)]
          : [raw];
      });
      const cost = COSTS[view.cost];
      lineChart(frame, {
        title: `Relative gap against ${cost.text}`,
        label: `Relative gap against ${cost.text} on ${where()}: ${visible.map(label).join("; ")}`,
        notes: notes(),
        x: { label: cost.text, name: cost.name, log: view.logx, seconds: view.cost === "seconds" },
        y: { label: "relative gap to the optimum", log: view.logy },
        bands: view.bands && !view.smoothing,
        targets: [{ value: data.gaps[view.gap], label: `gap ${gapText(data.gaps[view.gap])}` }],
        zoom: view.zoom,
        zoomed: (range) => {
          view.zoom = range;
          update();
        },
        series,
      });
    });
  };

  /** Boxes that show and hide columns of a table; those not named are hidden at first. */
  const chooser = (parent, table, usual) => {
    const headings = [...table.tHead.rows[0].cells];
    const names = headings.map((cell) => cell.textContent.trim());
    const details = make("details", { className: "chooser" }, make("summary", { textContent: "Columns" }));
    const set = (column, visible) => {
      for (const row of table.rows) {
        if (row.cells[column]) {
          row.cells[column].hidden = !visible;
        }
      }
    };
    names.forEach((name, column) => {
      const visible = column === 0 || usual(name, column);
      set(column, visible);
      if (column > 0) {
        const input = labelled(details, name, make("input", { type: "checkbox", checked: visible }));
        input.addEventListener("change", () => set(column, input.checked));
      }
    });
    parent.append(details);
    return set;
  };

  const winnerMap = () => {
    const parent = byId("winner-map");
    const frame = html(parent, "div", { className: "wide", tabIndex: 0 });
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Map of the fastest methods");
    const times = byId("winners").querySelectorAll("table");
    const sentences = times[times.length - 1];
    // In words, only the gap that was chosen.
    const set = (column, visible) => {
      for (const row of sentences.rows) {
        row.cells[column].hidden = !visible;
      }
    };
    redraws.push(() => {
      data.gaps.forEach((_, i) => set(i + 2, i === view.gap));
      const entriesOf = (each) => data.entries.filter((e) => e.problem === each.problem && e.threads === each.threads && shown(e));
      const counts = data.solvers.map((_, solver) =>
        data.groups.filter((each) => entriesOf(each).some((e) => e.solver === solver)).length);
      const columns = data.solvers.map((_, solver) => solver)
        .filter((solver) => counts[solver] > 0 && counts[solver] >= data.groups.length / 4);
      const table = make("table", { className: "sortable map" });
      const left = data.solvers.length - columns.length;
      html(table, "caption", { textContent: `Median time to a gap of ${gapText(data.gaps[view.gap])}. ★ is fastest, = is level with the fastest; the paler, the slower.`
        + (left ? " Methods of few data sets are in the table of all methods." : "") });
      const head = html(html(table, "thead"), "tr");
      for (const title of ["data set", "threads", ...columns.map((solver) => data.solvers[solver])]) {
        html(head, "th", { scope: "col" }, make("button", { type: "button", textContent: title }));
      }
      const body = html(table, "tbody");
      for (const each of data.groups) {
        const entries = entriesOf(each);
        const { first, decided } = verdict(each);
        const least = Math.min(...entries.map((e) => (e.secondsTo[view.gap] ? e.secondsTo[view.gap][1] : Infinity)));
        const row = html(body, "tr", {}, make("th", { scope: "row", textContent: data.problems[each.problem].name }));
        html(row, "td", { className: "number", textContent: each.threads }).dataset.value = each.threads;
        for (const solver of columns) {
          const entry = entries.find((e) => e.solver === solver);
          const time = entry && entry.secondsTo[view.gap];
          const cell = html(row, "td", { className: "number" });
          if (!entry) {
            cell.textContent = "–";
          } else if (!time) {
            cell.textContent = `> ${seconds(entry.limit, 2)}`;
          } else {
            const leads = first.includes(data.entries.indexOf(entry));
            const mark = !leads ? "" : decided ? "★ " : "= ";
            cell.textContent = `${mark}${seconds(time[1])}`;
            cell.dataset.value = time[1];
            cell.style.setProperty("--share", `${Math.round(100 * Math.max(0, 1 - Math.log10(time[1] / least) / 1.5))}%`);
            cell.classList.toggle("winner", leads);
          }
        }
      }
      frame.replaceChildren(table);
    });
  };

  const allMethods = () => {
    const parent = byId("columns");
    const table = byId("all").querySelector("table");
    const usual = ["data set", "threads", ...data.gaps.map((gap) => `time to ${gapText(gap)}`)];
    chooser(parent, table, (name) => usual.includes(name));
    const only = labelled(parent, "Only the data set chosen above", make("input", { type: "checkbox", checked: true }));
    const filter = () => {
      const name = data.problems[view.problem].name;
      const classical = new Map(data.entries.map((e) =>
        [`${label(e)}|${data.problems[e.problem].name}|${e.threads}`, e.classical]));
      for (const row of table.tBodies[0].rows) {
        const cells = [...row.cells].map((cell) => cell.textContent);
        const other = only.checked && (cells[1] !== name || Number(cells[2]) !== view.threads);
        row.hidden = other || (view.classical && !classical.get(cells.slice(0, 3).join("|")));
      }
    };
    only.addEventListener("change", filter);
    redraws.push(filter);
  };

  /** All curves as a CSV, made when asked for. */
  const download = () => {
    const parent = byId("curves-download");
    const button = html(parent, "button", { type: "button", className: "download", textContent: "Save the curves as CSV" });
    const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
    button.addEventListener("click", () => {
      const lines = ["data_set,method,threads,against,spent,gap_low,gap_median,gap_high"];
      for (const entry of data.entries) {
        const name = [quoted(data.problems[entry.problem].name), quoted(label(entry)), entry.threads];
        for (const cost of ["seconds", "epochs", "rows"]) {
          const { x, y, low = y, high = y } = entry[cost];
          x.forEach((spent, i) => lines.push([...name, cost, spent, low[i], y[i], high[i]].join(",")));
        }
      }
      const url = URL.createObjectURL(new Blob([lines.join("\n"), "\n"], { type: "text/csv" }));
      save(url, "curves.csv");
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
  };

  choices();
  answer();
  factors();
  curves();
  winnerMap();
  allMethods();
  download();
  // Links to sections must not replace the view in the address.
  document.querySelectorAll("nav a").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    const section = document.querySelector(link.getAttribute("href"));
    section.scrollIntoView();
    const heading = section.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }));
  let width = 0;
  const redraw = () => {
    if (document.body.clientWidth !== width) {
      width = document.body.clientWidth;
      redraws.forEach((draw) => draw());
    }
  };
  redraw();
  window.addEventListener("resize", redraw);
})();
