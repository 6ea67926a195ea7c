// The moving parts of a report: the race, the map of winners and what one thing varied does.
(() => {
  "use strict";

  const source = document.getElementById("race-data");
  if (!source) {
    return;
  }
  const data = JSON.parse(source.textContent);
  // Where every epoch touched the same rows, only their number is in the data.
  for (const entry of data.entries) {
    if (typeof entry.rows === "number") {
      entry.rows = { ...entry.epochs, x: entry.epochs.x.map((epochs) => epochs * entry.rows) };
    }
  }
  const { chart, ink, dashes, number, svg } = window.fallline;
  const unique = (values) => [...new Set(values)];
  const threadCounts = unique(data.entries.map((entry) => entry.threads)).sort((a, b) => a - b);
  const gapText = (gap) => `1e-${Math.round(-Math.log10(gap))}`;
  const threadText = (count) => (count === 1 ? "1 thread" : `${count} threads`);

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const html = (parent, ...description) => {
    const element = make(...description);
    parent.append(element);
    return element;
  };

  const labelled = (parent, label, control) => {
    const frame = html(parent, "label", {}, make("span", { textContent: label }));
    frame.append(control);
    return control;
  };

  /** A choice; options are [value, text]. */
  const choice = (parent, label, options, chosen, changed) => {
    const select = labelled(parent, label, make("select"));
    for (const [value, text] of options) {
      html(select, "option", { value, textContent: text, selected: value === chosen });
    }
    select.addEventListener("change", changed);
    return select;
  };

  const controls = (parent, label) => {
    const bar = html(parent, "div", { className: "controls" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", label);
    return bar;
  };

  const problemOptions = data.problems.map((problem, i) => [i, problem.name]);
  const threadOptions = threadCounts.map((count) => [count, threadText(count)]);
  const gapOptions = data.gaps.map((gap, i) => [i, gapText(gap)]);
  const mostThreads = threadCounts[threadCounts.length - 1];
  const redraws = [];

  /** Buttons that show and hide; draws again when one is pressed. */
  const legend = (parent, hidden, draw) => {
    const bar = html(parent, "div", { className: "legend" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Methods shown");
    return (places) => {
      bar.replaceChildren();
      for (const place of places) {
        const button = html(bar, "button", { type: "button" });
        button.setAttribute("aria-pressed", String(!hidden.has(place)));
        const key = svg(button, "svg", { viewBox: "0 0 22 10", width: "22", height: "10", "aria-hidden": "true" });
        svg(key, "path", { d: "M0 5H22", stroke: ink(place), "stroke-width": "3", "stroke-dasharray": dashes(place) });
        button.append(data.solvers[place].label);
        button.addEventListener("click", () => {
          if (!hidden.delete(place)) {
            hidden.add(place);
          }
          button.setAttribute("aria-pressed", String(!hidden.has(place)));
          draw();
        });
      }
    };
  };

  /** The exponentially weighted mean of logarithms, from the first rise on. */
  const smoothed = (values, weight) => {
    const logs = values.map((value) => Math.log(Math.max(value, 1e-16)));
    let rising = false;
    for (let i = 1; i < logs.length; i++) {
      rising = rising || logs[i] > logs[i - 1];
      if (rising) {
        logs[i] = weight * logs[i - 1] + (1 - weight) * logs[i];
      }
    }
    return logs.map(Math.exp);
  };

  const race = () => {
    const parent = document.getElementById("race-chart");
    const bar = controls(parent, "What the race shows");
    const hidden = new Set();
    const draw = () => {
      const problem = Number(problems.value);
      const count = Number(threads.value);
      const weight = Number(smoothing.value);
      const racing = data.entries.filter((e) => e.problem === problem && e.threads === count);
      if (shown !== `${problem} ${count}`) {
        shown = `${problem} ${count}`;
        setLegend(racing.map((entry) => entry.solver));
      }
      amount.textContent = weight ? weight.toFixed(2) : "none";
      const visible = racing.filter((entry) => !hidden.has(entry.solver));
      const series = visible.flatMap((entry) => {
        const curve = entry[cost.value];
        const name = data.solvers[entry.solver].label;
        const raw = { ...curve, name, place: entry.solver };
        return weight
          ? [{ x: curve.x, y: curve.y, name: `${name}, as it was`, place: entry.solver, faint: true },
             { ...raw, y: smoothed(curve.y, weight) }]
          : [raw];
      });
      const unit = cost.selectedOptions[0].textContent;
      const drawn = chart(canvas, {
        label: `Relative gap against ${unit} on ${data.problems[problem].name}, ${threadText(count)}:`
          + ` ${visible.map((entry) => data.solvers[entry.solver].label).join("; ")}`,
        x: { label: unit, log: across.checked },
        y: { label: "relative gap to the optimum", log: up.checked },
        series,
      });
      drawn.root.addEventListener("pointermove", (event) => {
        const at = drawn.pointer(event);
        const found = visible.map((entry) => {
          const curve = entry[cost.value];
          const after = curve.x.findIndex((x) => x >= at);
          const i = after < 0 ? curve.x.length - 1 : after;
          return `${data.solvers[entry.solver].label} ${number(curve.y[i], 2)}`;
        });
        readout.textContent = `At ${number(at)} ${unit.replace(/,.*/, "")}: ${found.join(" · ")}`;
      });
    };
    let shown = "";
    const problems = choice(bar, "Data set", problemOptions, 0, draw);
    const threads = choice(bar, "Threads", threadOptions, mostThreads, draw);
    const cost = choice(bar, "Against", [
      ["seconds", "seconds of training"],
      ["epochs", "epochs, passes over the rows"],
      ["rows", "rows touched"],
    ], "seconds", draw);
    const box = (label) => {
      const input = labelled(bar, label, make("input", { type: "checkbox", checked: true }));
      input.addEventListener("change", draw);
      return input;
    };
    const across = box("Log →");
    const up = box("Log ↑");
    const smoothing = labelled(bar, "Smoothing (exponentially weighted mean)", 
      make("input", { type: "range", min: 0, max: 0.95, step: 0.05, value: 0 }));
    const amount = html(smoothing.parentElement, "output", {});
    smoothing.addEventListener("input", draw);
    const setLegend = legend(parent, hidden, draw);
    const canvas = html(parent, "div", { className: "canvas" });
    const readout = html(parent, "p", { className: "readout", textContent: "Point at the chart to read values." });
    redraws.push(draw);
  };

  const winnerMap = () => {
    const parent = document.getElementById("winner-map");
    const bar = controls(parent, "What the map shows");
    const draw = () => {
      const gap = Number(gaps.value);
      const count = Number(threads.value);
      const time = (solver, problem) => {
        const entry = data.entries.find((e) => e.solver === solver && e.problem === problem && e.threads === count);
        return entry && (entry.secondsTo[gap] ? entry.secondsTo[gap][1] : Infinity);
      };
      const table = make("table", { className: "sortable map" });
      html(table, "caption", { textContent: `Median seconds to gap ${gapText(data.gaps[gap])}, ${threadText(count)}. ★ is the fastest of a column; the paler, the slower.` });
      const head = html(html(table, "thead"), "tr");
      for (const title of ["method", ...data.problems.map((problem) => problem.name)]) {
        html(head, "th", { scope: "col" }, make("button", { type: "button", textContent: title }));
      }
      const best = data.problems.map((_, problem) =>
        Math.min(...data.solvers.map((_, solver) => time(solver, problem) ?? Infinity)));
      const body = html(table, "tbody");
      data.solvers.forEach((solver, place) => {
        const row = html(body, "tr", {}, make("th", { scope: "row", textContent: solver.label }));
        best.forEach((least, problem) => {
          const seconds = time(place, problem);
          const cell = html(row, "td", { className: "number" });
          if (seconds === undefined) {
            cell.textContent = "–";
          } else if (seconds === Infinity) {
            cell.textContent = "never";
          } else {
            const ratio = seconds / least;
            cell.textContent = ratio === 1 ? `★ ${number(seconds)}` : `${number(seconds)} (${number(ratio, ratio < 1.1 ? 3 : 2)} ×)`;
            cell.dataset.value = seconds;
            cell.style.setProperty("--share", `${Math.round(100 * Math.max(0, 1 - Math.log10(ratio) / 1.5))}%`);
            cell.classList.toggle("winner", ratio === 1);
          }
        });
      });
      frame.replaceChildren(table);
    };
    const gaps = choice(bar, "Gap", gapOptions, Math.min(2, gapOptions.length - 1), draw);
    const threads = choice(bar, "Threads", threadOptions, mostThreads, draw);
    const frame = html(parent, "div", { className: "wide", tabIndex: 0 });
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Map of winners");
    draw();
  };

  const TRAITS = { rows: "rows", features: "features", condition: "condition number", noise: "noise" };

  /** Problems that differ from one in a trait and in nothing else, itself included. */
  const relatives = (base, trait) =>
    data.problems
      .map((problem, i) => ({ problem, i }))
      .filter(({ problem }) => problem[trait] !== null
        && Object.keys(TRAITS).every((t) => t === trait || problem[t] === data.problems[base][t]));

  /** The batch size that a method comes to: all rows, one row, or what it was given; none where steps take no rows. */
  const batch = (solver, problem) => {
    const all = data.problems[problem].rows;
    return { "full-batch": all, "full-batch by rows": all, stochastic: 1, "mini-batch": solver.batch }[solver.method];
  };

  const lines = (kind, base, count, gap) => {
    const found = new Map();
    const add = (name, place, x, entry) => {
      const seconds = entry.secondsTo[gap];
      if (seconds && x > 0) {
        found.set(name, found.get(name) || { name, place, spots: [] });
        found.get(name).spots.push([x, ...seconds]);
      }
    };
    const updates = unique(data.solvers.map((solver) => solver.update));
    for (const entry of data.entries) {
      const solver = data.solvers[entry.solver];
      if (kind === "threads" && entry.problem === base) {
        add(solver.label, entry.solver, entry.threads, entry);
      } else if (kind === "batch" && entry.problem === base && entry.threads === count) {
        add(solver.update, updates.indexOf(solver.update), batch(solver, base), entry);
      } else if (kind in TRAITS && entry.threads === count) {
        const relative = relatives(base, kind).find(({ i }) => i === entry.problem);
        if (relative) {
          add(solver.label, entry.solver, relative.problem[kind], entry);
        }
      }
    }
    return [...found.values()].map(({ name, place, spots }) => {
      spots.sort((a, b) => a[0] - b[0]);
      const part = (i) => spots.map((spot) => spot[i]);
      return { name, place, dots: true, x: part(0), low: part(1), y: part(2), high: part(3) };
    });
  };

  const scaling = () => {
    const parent = document.getElementById("scaling-chart");
    const kinds = [["batch", "batch size"], ["threads", "threads"], ...Object.entries(TRAITS)];
    const varied = (kind, base, gap) =>
      unique(lines(kind, base, mostThreads, gap).flatMap((line) => line.x)).length;
    const gap = Math.min(1, data.gaps.length - 1);
    const usable = kinds.filter(([kind]) => data.problems.some((_, base) => varied(kind, base, gap) > 1));
    if (!usable.length) {
      html(parent, "p", { textContent: "These results vary nothing but the method." });
      return;
    }
    const bar = controls(parent, "What is varied");
    const fullest = (kind) =>
      data.problems.map((_, base) => base).reduce((a, b) => (varied(kind, b, gap) > varied(kind, a, gap) ? b : a));
    const draw = () => {
      const [, name] = usable.find(([kind]) => kind === what.value);
      const series = lines(what.value, Number(problems.value), Number(threads.value), Number(gaps.value));
      const values = unique(series.flatMap((line) => line.x)).sort((a, b) => a - b);
      threads.disabled = what.value === "threads";
      chart(canvas, {
        label: `Seconds to gap ${gapText(data.gaps[gaps.value])} against ${name}: ${series.map((line) => line.name).join("; ")}`,
        x: { label: what.value === "batch" ? "rows a step: 1 is stochastic, all rows are full batch" : name,
             log: values.length > 0 && values[0] > 0, ticks: values.length <= 8 ? values : null },
        y: { label: `seconds to gap ${gapText(data.gaps[gaps.value])}`, log: true },
        series,
      });
      key.replaceChildren();
      for (const line of series) {
        const item = html(key, "span");
        const mark = svg(item, "svg", { viewBox: "0 0 22 10", width: "22", height: "10", "aria-hidden": "true" });
        svg(mark, "path", { d: "M0 5H22", stroke: ink(line.place), "stroke-width": "3", "stroke-dasharray": dashes(line.place) });
        item.append(line.name);
      }
      note.textContent = values.length > 1
        ? "Dots are medians, whiskers go from the fastest to the slowest repetition. Methods that never came there have no dot."
        : "Nothing else like this data set was measured, or nothing came there; choose another.";
    };
    const what = choice(bar, "Vary", usable, usable[0][0], () => {
      problems.value = fullest(what.value);
      draw();
    });
    const gaps = choice(bar, "Gap", gapOptions, gap, draw);
    const problems = choice(bar, "Beginning with", problemOptions, fullest(usable[0][0]), draw);
    const threads = choice(bar, "Threads", threadOptions, mostThreads, draw);
    const key = html(parent, "div", { className: "legend" });
    const canvas = html(parent, "div", { className: "canvas" });
    const note = html(parent, "p", { className: "readout" });
    redraws.push(draw);
  };

  /** All curves as a CSV, made when asked for. */
  const download = () => {
    const parent = document.getElementById("curves-download");
    const button = html(parent, "button", { type: "button", className: "download", textContent: "Save the curves as CSV" });
    const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
    button.addEventListener("click", () => {
      const lines = ["data_set,method,threads,against,spent,gap_low,gap_median,gap_high"];
      for (const entry of data.entries) {
        const name = [quoted(data.problems[entry.problem].name), quoted(data.solvers[entry.solver].label), entry.threads];
        for (const cost of ["seconds", "epochs", "rows"]) {
          const { x, y, low = y, high = y } = entry[cost];
          x.forEach((spent, i) => lines.push([...name, cost, spent, low[i], y[i], high[i]].join(",")));
        }
      }
      const url = URL.createObjectURL(new Blob([lines.join("\n"), "\n"], { type: "text/csv" }));
      make("a", { href: url, download: "curves.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
  };

  race();
  winnerMap();
  download();
  scaling();
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
