// The picture of a page with the boxes of its clauses: a click on a box sends back the key of its clause. Labels are set as text.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#leaf");
  const same = root.dataset.page === data.alt && root.dataset.size === String(data.image.length);
  const sheet = (same && root.querySelector(".sheet")) || make("div", "sheet");
  if (!same) {
    const picture = make("img", "page");
    picture.src = data.image;
    picture.alt = data.alt;
    sheet.replaceChildren(picture);
    root.replaceChildren(sheet);
    root.dataset.page = data.alt;
    root.dataset.size = String(data.image.length);
  }
  sheet.querySelectorAll(".box").forEach((box) => box.remove());
  // larger boxes lie below smaller ones, so that every box can be reached
  const boxes = [...data.boxes].sort((a, b) => b.place[2] * b.place[3] - a.place[2] * a.place[3]);
  boxes.forEach((one) => {
    const box = make("button", `box${one.current ? " current" : ""}${one.doubtful ? " doubtful" : ""}`);
    const [x, y, width, height] = one.place;
    box.type = "button";
    box.title = one.title;
    box.setAttribute("aria-label", one.title || one.label);
    Object.assign(box.style, { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
    const label = make("span", "box-label");
    label.textContent = one.label;
    box.append(label);
    box.addEventListener("click", () => setTriggerValue("chosen", one.key));
    sheet.append(box);
  });
  const current = sheet.querySelector(".current");
  const show = () => {
    if (!current) return;
    const top = current.offsetTop;
    if (top < root.scrollTop || top + Math.min(current.offsetHeight, root.clientHeight) > root.scrollTop + root.clientHeight) {
      root.scrollTop = Math.max(top - root.clientHeight / 4, 0);
    }
  };
  const picture = sheet.querySelector("img");
  if (picture.complete) show();
  else picture.addEventListener("load", show, { once: true });
}
