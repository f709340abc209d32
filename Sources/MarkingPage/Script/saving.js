// Everything typed goes to the disk at once, one answer after the other; what is not there yet is
// kept by the browser until it is.
const store = () => "lesson-mark " + sheet.digest;
function keep() {
  const cells = carried ? sheet.cells.filter(cell => !same(cell.typed, cell.given)) : [...pending];
  const kept = cells.map(cell => [cell.id, {typed: cell.typed, saved: cell.saved}]);
  try {
    if (kept.length) localStorage.setItem(store(), JSON.stringify(Object.fromEntries(kept)));
    else localStorage.removeItem(store());
  } catch { if (carried) warn("This browser keeps nothing: save the table before you close the page."); }
}
function recall() {
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(store()) ?? "{}"); } catch { return; }
  for (const cell of sheet.cells) {
    const own = kept[cell.id];
    if (!own || same(own.typed, cell.saved)) continue;
    cell.typed = entry(own.typed);
    if (carried) continue;
    cell.saved = entry(own.saved);
    pending.add(cell);
  }
}
async function ask(method, path, body) {
  const response = await fetch(path, {
    method, cache: "no-store", keepalive: method === "POST",
    headers: {"Content-Type": "application/json", "X-Lesson-Key": key ?? ""},
    body: body === undefined ? undefined : JSON.stringify(body)});
  return {status: response.status, data: await response.json()};
}
const pause = time => new Promise(done => setTimeout(done, time));
let isSending = false;
async function send() {
  if (isSending) return;
  isSending = true;
  let isLost = false;
  while (pending.size) {
    const cell = pending.values().next().value;
    const sent = entry(cell.typed);
    if (same(sent, cell.saved) && !cell.isForAnother) {
      pending.delete(cell);
      keep();
      if (!pending.size) say("Saved: " + words(cell));
      continue;
    }
    let answer = null;
    try { answer = await ask("POST", "mark", {cell: cell.id, entry: sent, was: cell.saved}); }
    catch { answer = {status: 0, data: {}}; }
    if (answer.status === 200) {
      if (isLost) { warn(""); isLost = false; }
      cell.saved = sent;
      if (same(cell.typed, sent)) pending.delete(cell);
      if (cell.isForAnother) { cell.isForAnother = false; count(); }
      keep();
      if (!pending.size) say("Saved: " + words(cell));
    } else if (answer.status === 409) {
      pending.delete(cell);
      keep();
      clash(cell, answer.data.present);
    } else {
      isLost = true;
      // Another window may have been given the key of the program that runs now.
      if (answer.status === 401) try { key = localStorage.getItem("lesson-mark-key"); } catch { }
      warn("NOT SAVED, and tried again: " + (answer.data.problem
        ?? "the program has ended or does not answer. Start it again in the same place, with --port "
        + location.port + ", and what is not saved yet (" + pending.size + ") is saved from this window."));
      await pause(1500);
    }
  }
  isSending = false;
}
function clash(cell, present) {
  const mine = entry(cell.typed);
  cell.saved = present;
  cell.typed = entry(present);
  if (cell === current) { entered = entry(present); fill(); }
  const tell = e => (e.points || "no") + " points" + (e.remark ? ", “" + e.remark + "”" : "");
  warn("Another window or program has marked the answer of " + cell.who + ": " + tell(present)
    + ". Yours was not saved: " + tell(mine) + ".", [
      ["Keep mine", () => { warn(""); cell.typed = mine; save(cell); if (cell === current) fill(); }],
      ["Keep the other", () => warn("")]]);
}
function save(cell) {
  count();
  if (carried) { cell.saved = entry(cell.typed); keep(); say("Kept in this browser: " + words(cell)); return; }
  pending.add(cell);
  keep();
  say("Saving");
  send();
}
const words = cell => (cell.typed.points === "" ? "no points" : cell.typed.points + " points")
  + (cell.typed.remark ? " and a remark" : "") + " for " + cell.who;
