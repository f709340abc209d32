// An answer on the page: question, model answer, rubric, and what has been typed for it.
const asked = cell => sheet.questions[cell.question];
function count() {
  const all = sheet.cells.filter(cell => cell.question === +at("question").value);
  const left = sheet.cells.filter(waits).length;
  at("progress").textContent = all.filter(waits).length + " of " + all.length
    + " wait here, " + left + " in all";
  for (const option of at("question").options) {
    const wait = sheet.cells.filter(cell => cell.question === +option.value && waits(cell)).length;
    option.textContent = sheet.questions[option.value].name + " (" + wait + ")";
  }
}
function frame(question) {
  if (at("question").value === String(question) && at("model").dataset.question === String(question)) return;
  at("question").value = String(question);
  at("model").dataset.question = String(question);
  const own = sheet.questions[question];
  at("model-title").textContent = own.name;
  at("asked").innerHTML = own.content;
  at("answer").innerHTML = own.answer || "<p>There is no model answer here.</p>";
  at("of").textContent = own.points === null ? "" : "of " + own.points;
  at("items").hidden = !own.items.length;
  at("items").replaceChildren(at("items-title"), ...own.items.map((item, index) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = item.name;
    box.addEventListener("change", tick);
    label.append(box, " " + item.name + " (" + item.points + ")"
      + (index < 9 ? " · Shift+" + (index + 1) : ""));
    return label;
  }));
}
let isTold = false;
function tellOfChange(cell) {
  if (cell?.isForAnother) warn("The answer has changed since it was marked: what stands below was given for "
    + "another one. Give points anew, or press Enter to keep them.");
  else if (isTold) warn("");
  isTold = Boolean(cell?.isForAnother);
}
function fill() {
  const cell = current;
  at("points").value = cell.typed.points;
  at("remark").value = cell.typed.remark;
  at("points").removeAttribute("aria-invalid");
  const chosen = cell.typed.items.split("; ");
  for (const box of at("items").querySelectorAll("input")) box.checked = chosen.includes(box.value);
}
function show(cell, isKept = true) {
  if (!leave()) return false;
  if (isKept && current && current !== cell) trail.push(current);
  current = cell;
  entered = entry(cell.typed);
  isDone = false;
  frame(cell.question);
  at("form").hidden = false;
  at("who").textContent = cell.who + (cell.number ? " · " + cell.number : "");
  const all = sheet.cells.filter(other => other.question === cell.question);
  at("place").textContent = "Answer " + (all.indexOf(cell) + 1) + " of " + all.length;
  at("text").textContent = cell.text || "(no answer)";
  at("text").scrollTop = 0;
  at("said").textContent = cell.said;
  tellOfChange(cell);
  at("notes").replaceChildren(...cell.notes.map(note => {
    const item = document.createElement("li");
    item.textContent = note;
    return item;
  }));
  fill();
  count();
  return true;
}
function done() {
  if (!leave()) return;
  if (current) trail.push(current);
  current = null;
  isDone = true;
  tellOfChange(null);
  at("who").textContent = sheet.cells.length ? "Nothing waits any more" : "There is nothing to mark";
  at("place").textContent = "";
  at("text").textContent = sheet.cells.length
    ? "Every answer has points. Untick “only what still waits” to look at all of them; lesson feedback gives "
    + "them back." : "";
  at("said").textContent = "";
  at("notes").replaceChildren();
  at("form").hidden = true;
  count();
  at("card").focus({preventScroll: true});
}
