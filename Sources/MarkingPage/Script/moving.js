// From one answer to the next and back, and what the last change undoes.
/// Whether the answer in hand may be left: not with points that are none.
function leave() {
  if (!current) return true;
  const typed = at("points").value.trim();
  if (typed !== "" && !isNumber(typed)) {
    at("points").setAttribute("aria-invalid", "true");
    at("points").focus();
    warn("“" + typed + "” is no number of points, such as 2 or 2.5.");
    return false;
  }
  if (!same(entered, current.typed)) undos.push({cell: current, before: entered});
  entered = entry(current.typed);
  return true;
}
function change(values) {
  if (!current) return;
  Object.assign(current.typed, values);
  const most = asked(current).points;
  const points = parseFloat(current.typed.points.replace(",", "."));
  if (most !== null && points > most) warn("That is more than the " + most + " points of the question. It is taken.");
  else if (!isSending) warn("");
  save(current);
}
function tick() {
  const chosen = [...at("items").querySelectorAll("input")].filter(box => box.checked).map(box => box.value);
  const own = asked(current);
  const sum = own.items.filter(item => chosen.includes(item.name)).reduce((sum, item) => sum + item.points, 0);
  const points = Math.max(0, Math.min(sum, own.points ?? sum));
  change({items: chosen.join("; "), points: String(Math.round(points * 1e4) / 1e4)});
  fill();
}
function next() {
  const isWanted = cell => !at("waiting").checked || waits(cell);
  const place = current ? sheet.cells.indexOf(current) : -1;
  const own = current?.question;
  const after = sheet.cells.slice(place + 1);
  const before = sheet.cells.slice(0, Math.max(place, 0));
  const target = [...after.filter(cell => cell.question === own),
    ...(at("waiting").checked ? before.filter(cell => cell.question === own) : []),
    ...after, ...(at("waiting").checked ? before : [])].find(isWanted);
  if (target) show(target);
  else if (at("waiting").checked) done();
  else say("This is the last answer.");
}
function back() {
  const seen = trail.pop();
  const place = sheet.cells.indexOf(current);
  const target = seen ?? sheet.cells[place - 1];
  if (target && !show(target, false) && seen) trail.push(seen);
}
function turn(by) {
  const target = +at("question").value + by;
  if (sheet.questions[target]) choose(target);
}
function choose(question) {
  const own = sheet.cells.filter(cell => cell.question === question);
  const target = own.find(cell => at("waiting").checked && waits(cell)) ?? own[0];
  if (target) show(target);
  else frame(question);
}
function give(points) {
  if (!current) return;
  change({points});
  fill();
  next();
}
function undo() {
  if (current && !same(entered, current.typed)) {
    current.typed = entry(entered);
    save(current);
    fill();
    return;
  }
  const last = undos.pop();
  if (!last) { say("There is nothing to undo."); return; }
  last.cell.typed = entry(last.before);
  save(last.cell);
  if (current !== last.cell) show(last.cell, false);
  else { entered = entry(last.cell.typed); fill(); }
}
