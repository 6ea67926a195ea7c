// The loss of one training: against epochs, steps or time, with the rows held out, and to take along.
(() => {
  "use strict";

  const source = document.getElementById("trace-data");
  if (!source) {
    return;
  }
  const data = JSON.parse(source.textContent);
  const { lineChart, smoothed, make, save } = window.fallline;
  const parent = document.getElementById("loss-chart");
  const AGAINST = { epochs: "epochs, passes over the rows", updates: "steps", seconds: "seconds of training" };
  const positive = [...data.train, ...(data.heldOut || [])].every((loss) => loss === null || loss > 0);
  const rises = data.train.some((loss, i) => i > 1 && loss > data.train[i - 1]);
  const view = {
    against: "epochs",
    logx: data.epochs[data.epochs.length - 1] > 50,
    logy: positive,
    smoothing: rises && data.train.length > 50 ? 0.04 : 0,
    zoom: null,
  };

  const bar = make("div", { className: "controls" });
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "What the curve shows");
  parent.append(bar);
  const labelled = (label, control) => {
    const frame = make("label", {}, make("span", { textContent: label }), control);
    bar.append(frame);
    return control;
  };
  const select = labelled("Against", make("select"));
  for (const [value, textContent] of Object.entries(AGAINST)) {
    select.append(make("option", { value, textContent }));
  }
  select.addEventListener("change", () => {
    view.against = select.value;
    view.zoom = null;
    draw();
  });
  const box = (label, key) => {
    const input = labelled(label, make("input", { type: "checkbox", checked: view[key] }));
    input.addEventListener("change", () => {
      view[key] = input.checked;
      view.zoom = null;
      draw();
    });
    return input;
  };
  box("Log →", "logx");
  const up = box("Log ↑", "logy");
  up.disabled = !positive;
  const smoothing = labelled("Smoothing, share of the axis",
    make("input", { type: "range", min: 0, max: 0.3, step: 0.02, value: view.smoothing }));
  const amount = make("output", {});
  smoothing.parentElement.append(amount);
  smoothing.addEventListener("input", () => {
    view.smoothing = Number(smoothing.value);
    draw();
  });
  const frame = make("div", {});
  parent.append(frame);

  const draw = () => {
    amount.textContent = view.smoothing ? `${Math.round(100 * view.smoothing)} %` : "none";
    const across = data[view.against];
    const placed = across.filter((x) => !view.logx || x > 0);
    const size = view.zoom || [Math.min(...placed), Math.max(...placed)];
    const width = view.smoothing * (view.logx ? Math.log(size[1] / size[0]) : size[1] - size[0]);
    const lines = [{ name: data.heldOut ? "training rows" : "loss", place: 0, x: across, y: data.train }];
    if (data.heldOut) {
      lines.push({ name: data.heldOutName, place: 1, x: across, y: data.heldOut });
    }
    const series = lines.flatMap((line) => {
      const known = line.y.map((loss, i) => [line.x[i], loss]).filter(([, loss]) => loss !== null);
      const raw = { ...line, x: known.map(([x]) => x), y: known.map(([, loss]) => loss) };
      return width > 0 && positive
        ? [{ ...raw, name: `${raw.name}, as it was`, faint: true }, smoothed(raw, view.logx, width)]
        : [raw];
    });
    lineChart(frame, {
      title: `Loss against ${AGAINST[view.against]}`,
      label: `${data.label} against ${AGAINST[view.against]}: ${lines.map((line) => line.name).join("; ")}`,
      notes: data.notes,
      x: { label: AGAINST[view.against], name: { epochs: "Epochs", updates: "Steps", seconds: "Time" }[view.against], log: view.logx, seconds: view.against === "seconds" },
      y: { label: data.label, log: view.logy, plain: true },
      bands: false,
      zoom: view.zoom,
      zoomed: (range) => {
        view.zoom = range;
        draw();
      },
      series,
    });
  };

  const button = make("button", { type: "button", className: "download", textContent: "Save the trace as CSV" });
  button.addEventListener("click", () => {
    const columns = { epoch: data.epochs, updates: data.updates, seconds: data.seconds, loss: data.train, gradient_norm: data.gradientNorm };
    if (data.heldOut) {
      columns.validation_loss = data.heldOut;
    }
    const lines = [Object.keys(columns).join(",")];
    data.epochs.forEach((_, i) => lines.push(Object.values(columns).map((column) => (column[i] === null ? "" : column[i])).join(",")));
    save(`data:text/csv;charset=utf-8,${encodeURIComponent(`${lines.join("\n")}\n`)}`, "trace.csv");
  });
  parent.append(button);

  let width = 0;
  const redraw = () => {
    if (document.body.clientWidth !== width) {
      width = document.body.clientWidth;
      draw();
    }
  };
  redraw();
  window.addEventListener("resize", redraw);
})();
