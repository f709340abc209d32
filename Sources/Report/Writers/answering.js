// What the browser keeps; some keep nothing, or nothing for a file.
(function () {
  'use strict';
  var sheet = document.getElementById('answer-sheet');
  var status = document.getElementById('answer-status');
  var rooms = Array.from(document.querySelectorAll('[data-question]'));
  var keeps = true;
  function key(room) {
    return JSON.stringify(['lesson-answer', sheet.dataset.lesson, room.dataset.question]);
  }
  function kept(room) {
    try { return localStorage.getItem(key(room)) || ''; } catch (e) { keeps = false; return ''; }
  }
  function keep(room, text) {
    try {
      if (text) localStorage.setItem(key(room), text); else localStorage.removeItem(key(room));
    } catch (e) { keeps = false; }
  }
  // A number's field, or a letter's buttons, where a question asks for one.
  // What they hold is the answer's first line, `value: 63`; the text area has the rest.
  function value(room) {
    var words = room.words.value;
    var asked = room.asked ? room.asked.get().trim() : '';
    if (!asked) return words;
    return room.dataset.blank + ' ' + asked + (words ? '\n\n' + words : '');
  }
  function fill(room, text) {
    var line = room.asked ? /^(value:|choice:)[ \t]*(\S+)[ \t]*(?:\n+|$)/.exec(text) : null;
    var takes = line && line[1] === room.dataset.blank && room.asked.takes(line[2]);
    if (room.asked) room.asked.set(takes ? line[2] : '');
    room.words.value = takes ? text.slice(line[0].length) : text;
  }
  function labelled(input, text) {
    var label = document.createElement('label');
    label.append(input, ' ' + text);
    return label;
  }
  function numberField(room, changed) {
    var input = document.createElement('input');
    input.type = 'text';
    input.inputMode = 'decimal';
    input.autocomplete = 'off';
    input.addEventListener('input', changed);
    var label = document.createElement('label');
    label.className = 'asked';
    label.append('The number: ', input);
    return {
      node: label, takes: function () { return true; },
      get: function () { return input.value; }, set: function (text) { input.value = text; }
    };
  }
  function letterButtons(room, options, changed) {
    var set = document.createElement('fieldset');
    set.className = 'asked';
    var legend = document.createElement('legend');
    legend.textContent = 'Your choice';
    set.append(legend);
    var inputs = options.map(function (option) {
      var input = document.createElement('input');
      input.type = 'radio';
      input.name = 'choice-' + room.dataset.question;
      input.value = option;
      input.addEventListener('change', changed);
      set.append(labelled(input, option));
      return input;
    });
    return {
      node: set, takes: function (text) { return options.includes(text); },
      get: function () {
        var chosen = inputs.find(function (input) { return input.checked; });
        return chosen ? chosen.value : '';
      },
      set: function (text) {
        inputs.forEach(function (input) { input.checked = input.value === text; });
      }
    };
  }
  function askedOf(room, changed) {
    if (room.dataset.blank === 'value:') return numberField(room, changed);
    var options = (room.dataset.options || '').split(' ').filter(Boolean);
    return options.length > 1 ? letterButtons(room, options, changed) : null;
  }
  // The file: an answer must not hold what starts another, nor leave a code block open.
  var removed = 'REMOVED HEADING';
  function inert(text) {
    var open = null;
    var lines = text.trim().split('\n').map(function (line) {
      var fence = /^ *(`+|~+)([^]*)$/.exec(line);
      if (fence) {
        var mark = fence[1].charAt(0), count = fence[1].length, rest = fence[2];
        if (!open) {
          var opens = count >= 3 && (mark === '~' || !rest.includes('`'));
          open = opens ? { mark: mark, count: count } : null;
        } else if (mark === open.mark && count >= open.count && !rest.trim()) open = null;
      }
      if (open) return line;
      if (line === '-->') return ' ' + line;
      if (/^\uFEFF?## /.test(line)) return line.replace('## ', '### ');
      if (/^\uFEFF?\u003C!-- question /.test(line)) return ' ' + line;
      return line.replace('\uFEFF', '') === removed ? '##' + line : line;
    });
    return lines.concat(open ? [open.mark.repeat(open.count)] : []).join('\n');
  }
  function answersFile() {
    return sheet.dataset.preamble + rooms.map(function (room) {
      var text = inert(value(room)) || room.dataset.blank || '';
      return [room.dataset.heading, room.dataset.comment, '', text, '', ''].join('\n');
    }).join('');
  }
  function save() {
    var link = document.createElement('a');
    var type = 'text/markdown;charset=utf-8';
    link.href = URL.createObjectURL(new Blob([answersFile()], { type: type }));
    link.download = sheet.dataset.file;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    say('Saved ' + sheet.dataset.file + '. ');
  }
  // A text area in the place of each room's lines, and on paper the text itself.
  function say(first) {
    var done = rooms.filter(function (room) { return value(room).trim(); }).length;
    var where = keeps ? 'Kept in this browser.' : 'This browser keeps nothing: save the file.';
    var text = first + done + ' of ' + rooms.length + ' questions answered. ' + where;
    if (status.textContent !== text) status.textContent = text;
  }
  function show(room) {
    room.words.rows = Math.max(5, room.words.value.split('\n').length + 1);
    room.copy.textContent = value(room);
    room.classList.toggle('answered', value(room).trim() !== '');
  }
  rooms.forEach(function (room) {
    function changed() {
      keep(room, value(room));
      show(room);
      say('');
    }
    room.words = document.createElement('textarea');
    room.words.setAttribute('aria-label', room.getAttribute('aria-label').slice(9));
    room.words.addEventListener('input', changed);
    room.copy = document.createElement('div');
    room.copy.className = 'typed';
    room.asked = askedOf(room, changed);
    if (room.asked) room.before(room.asked.node);
    room.before(room.words, room.copy);
    fill(room, kept(room));
    show(room);
  });
  addEventListener('storage', function (event) {
    if (!keeps) return;
    rooms.forEach(function (room) {
      if (event.key !== null && event.key !== key(room)) return;
      fill(room, kept(room));
      show(room);
    });
    say('');
  });
  document.getElementById('save-answers').addEventListener('click', save);
  document.getElementById('delete-answers').addEventListener('click', function () {
    if (!confirm('Delete all answers to this lesson that this browser keeps?')) return;
    rooms.forEach(function (room) { fill(room, ''); keep(room, ''); show(room); });
    say('');
  });
  document.body.classList.add('typing');
  sheet.hidden = false;
  say('');
})();
