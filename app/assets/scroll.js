// Brings the framed clause into view in a page picture: sets how far its scrolling box is scrolled, nothing else.
export default function (component) {
  const { data } = component;
  const box = document.querySelector(`.st-key-${CSS.escape(data.box)}`);
  if (!box) return;
  const move = () => {
    const image = box.querySelector("img");
    if (image) box.scrollTop = Math.max(0, image.clientHeight * data.share - box.clientHeight * 0.12);
  };
  box.querySelector("img")?.addEventListener("load", move, { once: true });
  [60, 250, 700].forEach((wait) => setTimeout(move, wait));
}
