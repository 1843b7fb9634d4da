"use strict";
// Names the values under the pointer.
for (const chart of JSON.parse(document.getElementById("data").textContent)) {
  const figure = document.getElementById(chart.id);
  const picture = figure.querySelector("svg");
  const cross = figure.querySelector(".cross");
  const shown = figure.querySelector("output");
  const nearest = (steps, step) => {
    let low = 0, high = steps.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] < step) low = middle + 1; else high = middle;
    }
    return low > 0 && step - steps[low - 1] < steps[low] - step ? low - 1 : low;
  };
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * chart.width;
    const share = (Math.min(chart.right, Math.max(chart.left, x)) - chart.left) / (chart.right - chart.left);
    const step = chart.min + share * (chart.max - chart.min);
    const at = chart.left + share * (chart.right - chart.left);
    cross.setAttribute("x1", at);
    cross.setAttribute("x2", at);
    cross.style.visibility = "visible";
    shown.textContent = "step " + Math.round(step).toLocaleString("en") + ": " +
      chart.lines.map((line) => line.name + " " + line.values[nearest(line.steps, step)]).join(", ");
  });
  picture.addEventListener("pointerleave", () => {
    cross.style.visibility = "hidden";
    shown.textContent = "";
  });
}

// Looks for a newer page while the run goes on; what was opened stays open.
const keep = (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* a page without storage still reloads */ } };
const kept = (name) => { try { return sessionStorage.getItem(name); } catch { return null; } };
document.querySelectorAll("details").forEach((details, index) => {
  const name = "open:" + (details.id || index);
  if (kept(name) !== null) details.open = kept(name) === "true";
  details.addEventListener("toggle", () => keep(name, details.open));
});

// Says when the run has fallen silent, by the age that the page has when it is loaded.
const seen = document.getElementById("seen");
const time = new Date(seen.dateTime);
seen.textContent = time.toLocaleString();
if (document.body.dataset.running === "true") {
  if (Date.now() - time > document.body.dataset.patienceSeconds * 1000) {
    const silent = document.getElementById("silent");
    silent.querySelector("time").textContent = seen.textContent;
    silent.hidden = false;
    document.getElementById("running").hidden = true;
  }
  const refresh = document.getElementById("refresh");
  refresh.parentElement.hidden = false;
  refresh.checked = kept("refresh") !== "false";
  refresh.addEventListener("change", () => keep("refresh", refresh.checked));
  setInterval(() => { if (refresh.checked && !document.hidden) location.reload(); }, 5000);
}
