// Two clause trees and the lines between them. Rows are buttons whose texts are set with textContent; lines are drawn on a canvas
// over the middle, only those that pass through what is seen. Links of folded chapters are drawn as one line with their number.
const COLOURS = { open: "#7f93a3", accepted: "#2f7d4f", rejected: "#b3403a", unsure: "#c08a12", "no-counterpart": "#6d5a94", suspect: "#b0307a" };
const DASHES = { open: [5, 4], rejected: [2, 4], unsure: [9, 4] };
const folds = new Map(); // by comparison: the chapters that are folded, and where the frame was scrolled to
const stateClass = (name) => (name in COLOURS ? `state-${name}` : "");

const legend = (data, setAll) => {
  const line = make("div", "legend");
  const entry = (state, name, count) => {
    const one = make("span");
    one.append(make("span", `line ${stateClass(state)}`), document.createTextNode(`${name} `), make("b", "", String(count)));
    line.append(one);
  };
  data.states.forEach((one) => entry(one.state, one.name, one.count));
  if (data.suspects) entry("suspect", data.words.suspect, data.suspects);
  line.append(make("span", "spring"));
  data.counts.filter((one) => one.count).forEach((one) => {
    const shown = make("span", "", `${one.name} `);
    shown.append(make("b", "", String(one.count)));
    line.append(shown);
  });
  for (const [word, fold] of [[data.words.fold, true], [data.words.unfold, false]]) {
    const button = make("button", "all", word);
    button.type = "button";
    button.addEventListener("click", () => setAll(fold));
    line.append(button);
  }
  return line;
};

const meter = (tally) => {
  const box = make("span", "tally");
  const bar = make("span", "meter");
  const part = (className, count) => {
    if (!count) return;
    const piece = make("span", className);
    piece.style.width = `${(100 * count) / Math.max(1, tally.clauses)}%`;
    bar.append(piece);
  };
  for (const state of Object.keys(COLOURS)) part(stateClass(state), tally.states[state]);
  part("gap", tally.missing);
  box.append(bar, make("span", "", tally.missing ? `${tally.clauses} · ∅ ${tally.missing}` : String(tally.clauses)));
  return box;
};

const rowOf = (row, side) => {
  const line = make("button", `row ${row.tally ? "chapter" : ""} ${row.place}`);
  line.type = "button";
  line.tabIndex = -1;
  line.classList.toggle("faint", !row.on && !row.tally);
  line.classList.toggle("opens", Boolean(row.key || row.tally));
  line.style.paddingInlineStart = `${8 + 13 * Math.min(Math.max(row.level - 1, 0), 6)}px`;
  line.append(row.tally ? make("span", "fold") : make("span", `dot ${stateClass(row.state) || "none"}`));
  if (row.label) line.append(make("span", "label", row.label));
  const name = make("span", "name", row.title);
  name.dir = side.dir === "rtl" ? "rtl" : "ltr";
  name.lang = side.lang;
  line.append(name);
  if (row.suspect) line.append(make("span", "tag suspect", "!"));
  if (row.moved) line.append(make("span", "tag", "↕"));
  if (row.mark) line.append(make("span", "tag", row.mark));
  if (row.place === "missing") line.append(make("span", "tag", "∅"));
  if (row.tally) line.append(meter(row.tally));
  line.title = [row.label, row.title, row.says].filter(Boolean).join("\n");
  line.setAttribute("aria-label", [row.label, row.title, row.says].filter(Boolean).join(", "));
  return line;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("#trees");
  if (root.stop) root.stop();
  root.replaceChildren();
  const kept = folds.get(data.id) || { shut: data.sides.map((side) => new Set(data.folded ? side.rows.flatMap((row, at) => (row.tally ? [at] : [])) : [])), top: 0 };
  folds.set(data.id, kept);
  const heads = make("div", "heads"), frame = make("div", "frame"), middle = make("div", "middle");
  const canvas = make("canvas"), tip = make("div", "tip"), pen = canvas.getContext("2d");
  canvas.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  middle.append(canvas);
  const lists = data.sides.map((side, which) => {
    const head = make("div", `head head-${which ? "b" : "a"}`);
    const name = make("span", "", side.title);
    name.dir = side.dir === "rtl" ? "rtl" : "ltr";
    head.append(make("b", "", side.designation), name);
    heads.append(head);
    if (!which) heads.append(make("div"));
    const list = make("div", "list");
    list.dataset.side = which ? "b" : "a";
    return list;
  });
  const rows = data.sides.map((side, which) => side.rows.map((row) => {
    const line = rowOf(row, side);
    lists[which].append(line);
    return line;
  }));
  frame.append(lists[0], middle, lists[1], tip);
  root.append(legend(data, (fold) => { data.sides.forEach((side, which) => { kept.shut[which] = new Set(fold ? side.rows.flatMap((row, at) => (row.tally ? [at] : [])) : []); }); layout(); }), heads, frame, make("p", "hint", data.words.keys));

  let groups = [], middles = [[], []], lit = null, width = 0, height = 0;
  const shownRow = (which, at) => (kept.shut[which].has(data.sides[which].rows[at].chapter) ? data.sides[which].rows[at].chapter : at);
  const layout = () => {
    data.sides.forEach((side, which) => side.rows.forEach((row, at) => {
      const line = rows[which][at], shut = kept.shut[which].has(row.chapter);
      line.hidden = shut && row.chapter !== at;
      line.classList.toggle("shut", shut);
      if (!row.tally) return;
      line.firstChild.textContent = shut ? "▶" : "▼";
      line.setAttribute("aria-expanded", String(!shut));
    }));
    middles = rows.map((side) => side.map((line) => (line.hidden ? 0 : line.offsetTop + line.offsetHeight / 2)));
    const found = new Map();
    data.links.forEach((link) => {
      const a = shownRow(0, link.a), b = shownRow(1, link.b), name = `${a}:${b}`;
      if (!found.has(name)) found.set(name, { a, b, links: [] });
      found.get(name).links.push(link);
    });
    groups = [...found.values()].map((group) => ({ ...group, ...look(group.links) }));
    groups.sort((one, other) => Number(one.on) - Number(other.on) || other.links.length - one.links.length);
    draw();
  };
  const look = (links) => {
    const counts = {};
    links.forEach((link) => { counts[link.state] = (counts[link.state] || 0) + 1; });
    const state = Object.keys(counts).sort((x, y) => counts[y] - counts[x])[0];
    const suspect = links.some((link) => link.suspect), moved = links.every((link) => link.moved);
    const thick = links.length > 1 ? Math.min(3 + 2 * Math.sqrt(links.length), 18) : moved ? 2.6 : 1.6;
    return { state, suspect, moved, thick, on: links.some((link) => link.on), says: links.slice(0, 12).map((link) => link.says).join("\n") + (links.length > 12 ? "\n…" : "") };
  };
  const curve = (from, to) => {
    const path = new Path2D();
    path.moveTo(0, from);
    path.bezierCurveTo(width * 0.45, from, width * 0.55, to, width, to);
    return path;
  };
  const stub = (which, y, state, count) => {
    const at = which ? width : 0, step = which ? -1 : 1;
    pen.setLineDash([]);
    pen.strokeStyle = COLOURS[state] || COLOURS["no-counterpart"];
    pen.lineWidth = 1.8;
    pen.beginPath();
    pen.moveTo(at, y); pen.lineTo(at + 16 * step, y);
    pen.moveTo(at + 16 * step, y - 5); pen.lineTo(at + 16 * step, y + 5);
    pen.stroke();
    if (count > 1) words(String(count), at + 26 * step, y);
  };
  const words = (text, x, y) => {
    pen.font = "600 11px sans-serif";
    pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.lineWidth = 3; pen.setLineDash([]);
    pen.strokeStyle = "#fff"; pen.strokeText(text, x, y);
    pen.fillStyle = "#22282c"; pen.fillText(text, x, y);
  };
  const isLit = (group) => lit && (lit.group ? lit.group === group : lit.side === 0 ? group.a === lit.at : group.b === lit.at);
  const draw = () => {
    width = middle.clientWidth; height = frame.clientHeight;
    const sharp = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * sharp) || canvas.height !== Math.round(height * sharp)) {
      canvas.width = Math.round(width * sharp); canvas.height = Math.round(height * sharp);
      canvas.style.width = `${width}px`; canvas.style.height = `${height}px`;
    }
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, width, height);
    const top = frame.scrollTop, some = groups.some(isLit);
    groups.forEach((group) => {
      const from = middles[0][group.a] - top, to = middles[1][group.b] - top;
      group.path = null;
      if (Math.max(from, to) < 0 || Math.min(from, to) > height) return;
      group.path = curve(from, to);
      const strong = isLit(group);
      pen.globalAlpha = some ? (strong ? 1 : 0.12) : !group.on ? 0.12 : group.links.length > 1 ? 0.5 : 0.85;
      pen.strokeStyle = group.suspect ? COLOURS.suspect : COLOURS[group.state];
      pen.lineWidth = group.thick + (strong ? 1.2 : 0);
      pen.setLineDash(group.links.length > 1 ? [] : DASHES[group.state] || []);
      pen.stroke(group.path);
      pen.globalAlpha = some && !strong ? 0.25 : 1;
      if (group.links.length > 1) words(String(group.links.length), width * (group.b % 2 ? 0.4 : 0.6), from + (to - from) * (group.b % 2 ? 0.352 : 0.648));
    });
    pen.globalAlpha = some ? 0.3 : 1;
    data.sides.forEach((side, which) => side.rows.forEach((row, at) => {
      const y = middles[which][at] - top;
      if (rows[which][at].hidden || y < -10 || y > height + 10) return;
      const missing = row.tally && kept.shut[which].has(at) ? row.tally.missing : row.place === "missing" ? 1 : 0;
      if (missing) stub(which, y + (row.tally ? 13 : 0), row.tally ? "no-counterpart" : row.state === "open" ? "no-counterpart" : row.state, missing);
    }));
    pen.globalAlpha = 1;
  };
  const light = (now, x, y) => {
    lit = now;
    rows.forEach((side) => side.forEach((line) => line.classList.remove("lit")));
    groups.filter(isLit).forEach((group) => { rows[0][group.a].classList.add("lit"); rows[1][group.b].classList.add("lit"); });
    tip.hidden = !(now && now.group);
    if (now && now.group) {
      tip.textContent = now.group.says;
      tip.style.left = `${Math.min(x + 14, frame.clientWidth - 260)}px`;
      tip.style.top = `${y + 16}px`;
    }
    draw();
  };
  const under = (event) => {
    const box = canvas.getBoundingClientRect(), sharp = window.devicePixelRatio || 1;
    const x = event.clientX - box.left, y = event.clientY - box.top;
    pen.setLineDash([]);
    for (let at = groups.length - 1; at >= 0; at -= 1) {
      pen.lineWidth = groups[at].thick + 7;
      if (groups[at].path && pen.isPointInStroke(groups[at].path, x * sharp, y * sharp)) return groups[at];
    }
    return null;
  };
  canvas.addEventListener("mousemove", (event) => {
    const group = under(event), box = frame.getBoundingClientRect();
    canvas.style.cursor = group ? "pointer" : "default";
    if ((lit && lit.group) !== group || group) light(group ? { group } : null, event.clientX - box.left, event.clientY - box.top + frame.scrollTop);
  });
  canvas.addEventListener("mouseleave", () => light(null));
  canvas.addEventListener("click", (event) => {
    const group = under(event);
    if (!group) return;
    if (group.links.length === 1) return setTriggerValue("chosen", group.links[0].key);
    kept.shut[0].delete(data.sides[0].rows[group.a].chapter);
    kept.shut[1].delete(data.sides[1].rows[group.b].chapter);
    light(null);
    layout();
  });
  const turn = (which, at, shut) => {
    if (shut) kept.shut[which].add(at); else kept.shut[which].delete(at);
    layout();
  };
  const walk = (which, at, step) => {
    for (let next = at + step; next >= 0 && next < rows[which].length; next += step) if (!rows[which][next].hidden) return rows[which][next].focus();
  };
  rows.forEach((side, which) => {
    if (side.length) side[0].tabIndex = 0;
    side.forEach((line, at) => {
      const row = data.sides[which].rows[at], shut = () => kept.shut[which].has(at);
      line.addEventListener("click", () => { if (row.tally) turn(which, at, !shut()); else if (row.key) setTriggerValue("chosen", row.key); });
      line.addEventListener("mouseenter", () => light({ side: which, at }));
      line.addEventListener("mouseleave", () => light(null));
      line.addEventListener("focus", () => { side.forEach((one) => { one.tabIndex = -1; }); line.tabIndex = 0; light({ side: which, at }); });
      line.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown") walk(which, at, 1);
        else if (event.key === "ArrowUp") walk(which, at, -1);
        else if (event.key === "ArrowRight" && row.tally && shut()) turn(which, at, false);
        else if (event.key === "ArrowLeft") { if (row.tally) turn(which, at, true); else if (row.chapter !== at) rows[which][row.chapter].focus(); }
        else return;
        event.preventDefault();
      });
    });
  });
  frame.addEventListener("scroll", () => { kept.top = frame.scrollTop; requestAnimationFrame(draw); });
  const sizes = new ResizeObserver(() => layout());
  sizes.observe(frame);
  root.stop = () => sizes.disconnect();
  layout();
  frame.scrollTop = kept.top;
  draw();
  return () => sizes.disconnect();
}
