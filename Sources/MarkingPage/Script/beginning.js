// The sheet is fetched, or taken from the page itself; then the page is alive.
function neutral(text) {
  return /^ *['=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" + text : text;
}
const quoted = text => /["\r\n,;\t]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
function download() {
  if (!leave()) return;
  const rows = [sheet.columns, ...sheet.cells.map(cell =>
    sheet.columns.map(name => fields.includes(name) ? cell.typed[name] : cell.row[name] ?? ""))];
  const text = rows.map(row => row.map(cell => quoted(neutral(cell))).join(",") + "\n").join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
  link.download = "marks.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say("The table is where your browser saves files: marks.csv.");
}
function load(data) {
  sheet = data;
  for (const cell of sheet.cells) {
    cell.given = entry(cell);
    cell.saved = entry(cell);
    cell.typed = entry(cell);
  }
  recall();
  document.title = "Marking: " + sheet.title;
  at("title").textContent = sheet.title;
  at("question").replaceChildren(...sheet.questions.map((question, index) =>
    new Option(question.name, String(index))));
  at("table").hidden = !carried;
  at("sheet").hidden = false;
  at("left-out").textContent = sheet.leftOut.length ? "Not here: " + sheet.leftOut.join("; ") : "";
  count();
  const first = sheet.cells.find(waits);
  if (first) show(first);
  else if (sheet.cells.length) { at("waiting").checked = false; show(sheet.cells[0]); }
  else done();
  at("card").focus({preventScroll: true});
  say("");
  if (!carried && pending.size) send();
}
/// What other windows have written meanwhile.
async function refresh() {
  if (carried || !sheet || pending.size) return;
  let answer = null;
  try { answer = await ask("GET", "entries"); } catch { return; }
  if (answer.status !== 200) return;
  for (const cell of sheet.cells) {
    const present = answer.data.entries[cell.id];
    if (!present || pending.has(cell) || !same(cell.typed, cell.saved) || same(present, cell.saved)) continue;
    cell.saved = entry(present);
    cell.typed = entry(present);
    if (cell === current) { entered = entry(present); fill(); }
  }
  count();
}
async function begin() {
  const word = location.hash.slice(1);
  if (word) history.replaceState(null, "", location.pathname);
  try { key = localStorage.getItem("lesson-mark-key"); } catch { key = null; }
  if (word) {
    const answer = await ask("POST", "open", {word});
    if (answer.status === 200) {
      key = answer.data.key;
      try { localStorage.setItem("lesson-mark-key", key); } catch { }
    }
  }
  // A page that is open already gets on with the new key.
  if (sheet) { await refresh(); send(); return; }
  const answer = await ask("GET", "class");
  if (answer.status === 200) load(answer.data);
  else warn(answer.data.problem);
}
at("points").addEventListener("input", () => {
  const typed = at("points").value.trim();
  if (typed === "" || isNumber(typed)) {
    at("points").removeAttribute("aria-invalid");
    change({points: typed});
  } else at("points").setAttribute("aria-invalid", "true");
});
at("remark").addEventListener("input", () => change({remark: at("remark").value}));
at("form").addEventListener("submit", event => {
  event.preventDefault();
  const left = current;
  next();
  // The next answer is marked by a key again.
  if (current !== left) at("card").focus({preventScroll: true});
});
at("back").addEventListener("click", back);
at("undo").addEventListener("click", undo);
at("question").addEventListener("change", () => choose(+at("question").value));
at("table").addEventListener("click", download);
at("waiting").addEventListener("change", () => { count(); if (isDone && !at("waiting").checked) show(sheet.cells[0]); });
window.addEventListener("focus", refresh);
window.addEventListener("hashchange", () => { if (!carried && location.hash) begin().catch(() => {}); });
window.addEventListener("beforeunload", event => { if (pending.size) event.preventDefault(); });
if (carried) load(JSON.parse(carried.textContent));
else begin().catch(() => warn("The program does not answer. Start `lesson mark` again."));
