/// The marking page's one script: constant text, named by its digest in the page's content policy.
///
/// What students wrote is only ever the text of an element. What is inserted as markup are the question
/// and the model answer, which are made where a report's are.
enum MarkingScript {
  static let text = state + saving + showing + moving + keys + beginning

  private static let state = #"""
    "use strict";
    const at = id => document.getElementById(id);
    const carried = at("class");
    let sheet = null, key = null, current = null, entered = null, isDone = false;
    const undos = [], trail = [], pending = new Set();
    const fields = ["points", "remark", "items"];
    const entry = from => Object.fromEntries(fields.map(name => [name, from[name]]));
    const same = (a, b) => fields.every(name => a[name] === b[name]);
    const waits = cell => cell.isForAnother || cell.typed.points === "" && cell.automatic === null;
    const isNumber = text => /^[0-9]{1,6}([.,][0-9]{1,4})?$/.test(text);
    const say = text => { at("status").textContent = text; };
    function warn(text, actions = []) {
      const box = at("problem");
      box.replaceChildren();
      if (!text) return;
      const line = document.createElement("p");
      line.textContent = text;
      box.append(line);
      for (const [name, act] of actions) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", act);
        box.append(button);
      }
    }

    """#

  /// Everything typed goes to the disk at once, one answer after the other; what is not there yet is
  /// kept by the browser until it is.
  private static let saving = #"""
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

    """#

  private static let showing = #"""
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

    """#

  private static let moving = #"""
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

    """#

  private static let keys = #"""
    function digit(name) {
      const most = asked(current).points;
      if (most !== null && most >= 10) {
        at("points").focus();
        at("points").value = name;
        change({points: name});
      } else if (most !== null && +name > most) say("This question has " + most + " points.");
      else give(name);
    }
    const commands = {
      ArrowRight: next, n: next, ArrowLeft: back, b: back, u: undo, "]": () => turn(1), "[": () => turn(-1),
      Enter: () => {
        if (current?.isForAnother) save(current);
        if (current && current.typed.points === "" && current.automatic === null) say("There are no points yet.");
        else next();
      },
      f: () => current && asked(current).points !== null && give(String(asked(current).points)),
      p: () => { at("points").focus(); at("points").select(); }, r: () => at("remark").focus(),
      w: () => { at("waiting").checked = !at("waiting").checked; count(); },
      "?": () => { at("help").open = !at("help").open; }};
    document.addEventListener("keydown", event => {
      if (!sheet || event.metaKey || event.altKey || event.isComposing) return;
      const isTyping = event.target.matches("input:not([type=checkbox]),textarea,select");
      if (event.ctrlKey) {
        if (event.key === "Enter" && isTyping) { event.preventDefault(); at("card").focus({preventScroll: true}); next(); }
        return;
      }
      if (isTyping) {
        if (event.key === "Escape") { event.preventDefault(); at("card").focus({preventScroll: true}); }
        return;
      }
      if (!at("keys").checked) return;
      if (event.key === "Enter" && event.target.matches("button,summary,a")) return;
      const number = /^Digit([1-9])$/.exec(event.code);
      if (event.shiftKey && number && current && asked(current).items.length) {
        event.preventDefault();
        at("items").querySelectorAll("input")[number[1] - 1]?.click();
      } else if (/^[0-9]$/.test(event.key) && current) {
        event.preventDefault();
        digit(event.key);
      } else if (Object.hasOwn(commands, event.key)) {
        event.preventDefault();
        commands[event.key]();
      }
    });

    """#

  private static let beginning = #"""
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
    """#
}
