// Only what went wrong is told on the console.
const warnings = 3;
Blazor.start({ circuit: { logLevel: warnings, configureSignalR: (builder) => builder.configureLogging(warnings) } });

// When the server begins to listen the page is made anew: what was opened or chosen before is opened and told then.
const early = new Map();
const controls = "details, input:not([type=file]), select, textarea";
const nameOf = (of) => of.id || `${of.localName} ${[...document.querySelectorAll(of.localName)].indexOf(of)}`;
const keep = ({ type, target }) => {
  if (target.matches?.(controls)) early.set(nameOf(target), { type, target });
};
const kinds = ["toggle", "input", "change"];
kinds.forEach((kind) => document.addEventListener(kind, keep, true));
const alive = new MutationObserver(() => {
  if (!document.querySelector("main[data-alive]")) return;
  alive.disconnect();
  kinds.forEach((kind) => document.removeEventListener(kind, keep, true));
  // Sliders first: other choices make them anew, with what has been asked by then.
  const all = [...document.querySelectorAll(controls)].sort((a, b) => (b.type === "range") - (a.type === "range"));
  for (const now of all) {
    const before = early.get(nameOf(now));
    // Of radio buttons that were gone through only the last one is chosen.
    if (!before || before.target === now || (now.type === "radio" && !before.target.checked)) continue;
    if (before.type === "toggle") {
      now.open = before.target.open;
      continue;
    }
    [now.value, now.checked] = [before.target.value, before.target.checked];
    ["input", "change"].forEach((kind) => now.dispatchEvent(new Event(kind, { bubbles: true })));
  }
});
alive.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-alive"] });

// What the browser alone can do: come back when the server does, and make a picture of points of a figure.
const dialog = document.getElementById("components-reconnect-modal");
dialog?.addEventListener("components-reconnect-state-changed", (event) => {
  if (event.detail.state === "rejected") location.reload();
  if (event.detail.state === "failed") setTimeout(() => location.reload(), 2000);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-png]");
  if (!link) return;
  event.preventDefault();
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const text = await answer.text();
  const [width, height] = /viewBox="[-\d.]+ [-\d.]+ ([-\d.]+) ([-\d.]+)"/.exec(text)?.slice(1).map(Number) ?? [800, 600];
  const scale = 2000 / Math.max(width, height);
  const picture = new Image();
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text.replace("<svg", `<svg width="${width * scale}" height="${height * scale}"`));
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const save = document.createElement("a");
  save.href = canvas.toDataURL("image/png");
  save.download = link.dataset.png;
  save.click();
});

// Moves are undone page by page: a window keeps its key over a reload.
globalThis.entente = { desk: (fresh) => (sessionStorage.desk ??= fresh) };

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
  // What is typed is undone by the browser.
  if (event.target.closest?.("input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea")) return;
  const step = document.getElementById(key === "y" || event.shiftKey ? "redo" : "undo");
  if (!step) return;
  event.preventDefault();
  step.click();
});

// A click on the map of a game moves its sliders.
document.addEventListener("click", (event) => {
  const map = event.target.closest?.("svg.frontier");
  const frame = map?.querySelector(".frame")?.getBoundingClientRect();
  const sliders = ["pressure", "retaliation"].map((id) => document.getElementById(id));
  if (!frame || !sliders.every(Boolean)) return;
  const places = [(event.clientX - frame.left) / frame.width, (frame.bottom - event.clientY) / frame.height];
  sliders.forEach((slider, at) => {
    slider.value = Math.min(1, Math.max(0, places[at]));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
