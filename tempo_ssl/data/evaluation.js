"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const served = location.protocol.startsWith("http");
  // A page that never ends helps nobody: the filter finds the others.
  const MOST_ROWS = 2000;
  const ANSWER = { bpm: 0, kind: 1, off: 2, second: 3, confidence: 4, reason: 5 };
  const fixed = (digits) => (value) => (value === null ? "" : value.toFixed(digits));
  const asIs = (value) => (value === null ? "" : String(value));

  // Title, value of a row (track number i of the chosen system), how it is shown, CSS class.
  const answer = (key) => (i) => data.answers[system][i][ANSWER[key]];
  const columns = [
    { title: "track", value: (i) => data.tracks[i][0], show: asIs },
    { title: "reference", value: (i) => data.tracks[i][1], show: fixed(2), number: true },
    { title: "answer", value: answer("bpm"), show: fixed(2), number: true },
    { title: "kind", value: answer("kind"), show: asIs, name: "kind" },
    { title: "% off, octave aside", value: answer("off"), show: fixed(3), number: true },
    { title: "second candidate", value: answer("second"), show: fixed(2), number: true },
    { title: "confidence", value: answer("confidence"), show: fixed(3), number: true },
    ...data.columns.map((title, place) => ({ title, value: (i) => data.tracks[i][2 + place], show: asIs })),
    { title: "why none", value: answer("reason"), show: asIs },
  ];
  let system = 0;
  let sorted = { column: 0, down: false };

  function element(tag, properties = {}, children = []) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function compare(a, b) {
    // What is missing comes last, whichever way the rest is sorted.
    if (a === b) return 0;
    if (a === null || a === "") return 1;
    if (b === null || b === "") return -1;
    const order = typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
    return sorted.down ? -order : order;
  }

  function chosenTracks() {
    const words = byId("filter").value.toLowerCase();
    const kind = byId("kind").value;
    const all = data.tracks.map((_, i) => i);
    return all.filter((i) => {
      const found = data.answers[system][i][ANSWER.kind];
      if (kind === "wrong" ? found === "right" || found.startsWith("(") : kind !== "" && found !== kind) return false;
      return words === "" || columns.some((c) => c.show(c.value(i)).toLowerCase().includes(words));
    });
  }

  function row(i) {
    const cells = columns.map((c) =>
      element("td", { textContent: c.show(c.value(i)), className: c.number ? "number" : c.name || "" }));
    if (served) {
      const button = element("button", { type: "button", textContent: "\u25b6", onclick: () => play(i) });
      button.setAttribute("aria-label", `play ${data.tracks[i][0]}`);
      cells.unshift(element("td", {}, [button]));
    }
    const kind = data.answers[system][i][ANSWER.kind];
    return element("tr", { className: kind === "right" ? "right" : "wrong" }, cells);
  }

  function draw() {
    const { value } = columns[sorted.column];
    const chosen = chosenTracks().sort((a, b) => compare(value(a), value(b)) || a - b);
    byId("tracks").tBodies[0].replaceChildren(...chosen.slice(0, MOST_ROWS).map(row));
    const cut = chosen.length > MOST_ROWS ? `, the first ${MOST_ROWS} shown` : "";
    byId("count").textContent = `${chosen.length} of ${data.tracks.length} tracks${cut}`;
    byId("tracks").tHead.querySelectorAll("th[data-column]").forEach((th) => {
      const is = Number(th.dataset.column) === sorted.column;
      th.setAttribute("aria-sort", is ? (sorted.down ? "descending" : "ascending") : "none");
      th.querySelector("span").textContent = is ? (sorted.down ? " \u2193" : " \u2191") : "";
    });
  }

  function drawHead() {
    const heads = columns.map((c, place) => {
      const sort = () => {
        sorted = { column: place, down: sorted.column === place && !sorted.down };
        draw();
      };
      const th = element("th", {}, [element("button", { type: "button", onclick: sort }, [c.title, element("span")])]);
      th.dataset.column = place;
      return th;
    });
    if (served) heads.unshift(element("th"));
    byId("tracks").tHead.replaceChildren(element("tr", {}, heads));
  }

  function drawKinds() {
    const before = byId("kind").value;
    const kinds = [...new Set(data.answers[system].map((a) => a[ANSWER.kind]))].sort();
    const options = [["", "all"], ["wrong", "all that are wrong"], ...kinds.map((kind) => [kind, kind])];
    byId("kind").replaceChildren(...options.map(([value, textContent]) => element("option", { value, textContent })));
    byId("kind").value = options.some(([value]) => value === before) ? before : "";
  }

  function play(i) {
    const player = byId("player");
    const bpm = data.answers[system][i][ANSWER.bpm];
    const clicks = byId("clicks").checked && bpm !== null;
    player.hidden = false;
    player.src = `audio?track=${i}&system=${system}&clicks=${clicks ? 1 : 0}`;
    byId("playing").textContent = `${data.tracks[i][0]}${clicks ? `, clicks at ${bpm.toFixed(2)} BPM` : ""}`;
    player.play().catch(() => {});
  }

  byId("player").addEventListener("error", () => {
    byId("playing").textContent += ": cannot be played; is the file still where it was?";
  });
  byId("system").replaceChildren(
    ...data.systems.map((textContent, value) => element("option", { value, textContent })));
  byId("system").addEventListener("change", (event) => {
    system = Number(event.target.value);
    drawKinds();
    draw();
  });
  byId("kind").addEventListener("change", draw);
  byId("filter").addEventListener("input", draw);
  byId("unserved").hidden = served;
  drawHead();
  drawKinds();
  draw();
})();
