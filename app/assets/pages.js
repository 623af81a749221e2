// A page picture to look at closely: wheel, buttons and keys zoom, dragging moves it. The PNG is drawn on a canvas from a blob of this page.
const DEEPEST = 8;
const STEP = 1.3;
const views = new Map();
const control = (text, title, act) => {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.title = title;
  element.addEventListener("click", act);
  return element;
};
const blobOf = (base64) => new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: "image/png" });

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#pages");
  const sheet = `${data.name}|${data.sheet}`;
  const known = views.get(data.name);
  const view = known && known.sheet === sheet ? known : { sheet, scale: 1, x: 0, y: null };
  views.set(data.name, view);
  const canvas = document.createElement("canvas");
  const box = document.createElement("div");
  box.className = "sheet";
  box.tabIndex = 0;
  box.setAttribute("aria-label", data.label);
  box.append(canvas);
  let picture = null;
  const width = () => box.clientWidth;
  const height = () => (picture ? (picture.height / picture.width) * width() : box.clientHeight);
  const clamp = () => {
    view.scale = Math.min(DEEPEST, Math.max(1, view.scale));
    view.x = Math.min(0, Math.max(width() * (1 - view.scale), view.x));
    view.y = Math.min(0, Math.max(Math.min(0, box.clientHeight - height() * view.scale), view.y));
  };
  const draw = () => {
    if (!picture || !width()) return;
    if (view.y === null) view.y = -(height() * data.share - box.clientHeight * 0.12);
    clamp();
    const dense = window.devicePixelRatio || 1;
    canvas.width = Math.round(width() * dense);
    canvas.height = Math.round(box.clientHeight * dense);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, view.x * dense, view.y * dense, width() * view.scale * dense, height() * view.scale * dense);
    if (!data.sharp && width() * view.scale * dense > picture.width * 1.25) {
      data.sharp = true;
      setTriggerValue("sharper", String(data.page));
    }
  };
  const zoom = (by, x = width() / 2, y = box.clientHeight / 2) => {
    const before = view.scale;
    view.scale = Math.min(DEEPEST, Math.max(1, view.scale * by));
    view.x = x - ((x - view.x) * view.scale) / before;
    view.y = y - ((y - view.y) * view.scale) / before;
    draw();
  };
  const move = (x, y) => {
    view.x += x;
    view.y += y;
    draw();
  };
  const home = () => {
    Object.assign(view, { scale: 1, x: 0, y: null });
    draw();
  };
  const turn = (page) => page >= 1 && (!data.last || page <= data.last) && setTriggerValue("page", String(page));
  box.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.offsetX, event.offsetY);
  }, { passive: false });
  box.addEventListener("pointerdown", (event) => box.setPointerCapture(event.pointerId));
  box.addEventListener("pointermove", (event) => event.buttons && move(event.movementX, event.movementY));
  const keys = {
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: home, PageUp: () => turn(data.page - 1), PageDown: () => turn(data.page + 1),
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
  };
  box.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  const bar = document.createElement("div");
  bar.className = "bar";
  const where = document.createElement("span");
  where.className = "where";
  where.textContent = data.label;
  bar.append(control("‹", data.words.before, () => turn(data.page - 1)), where, control("›", data.words.after, () => turn(data.page + 1)));
  data.pages.filter((page) => page !== data.page).forEach((page) => bar.append(control(String(page), data.words.clause, () => turn(page))));
  const spring = document.createElement("span");
  spring.className = "spring";
  bar.append(spring, control("−", data.words.smaller, () => zoom(1 / STEP)), control("+", data.words.larger, () => zoom(STEP)), control("⤢", data.words.home, home));
  root.replaceChildren(bar, box);
  createImageBitmap(blobOf(data.png)).then((found) => {
    picture = found;
    draw();
  });
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return () => watch.disconnect();
}
