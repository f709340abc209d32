import Records

/// The page's one script: a student types answers, the browser keeps them, and a button saves them
/// as the answers file that `lesson student` writes.
///
/// Constant text, named by its digest in the page's content policy. It asks the network for
/// nothing, and writes text into the page only as text. No `<` stands in it, so that whoever takes
/// a page apart at its tags need not know of it.
enum AnsweringScript {
  static let text = reading + file + page

  /// What the browser keeps; some keep nothing, or nothing for a file.
  private static let reading = #"""
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

    """#

  /// The file: an answer must not hold what starts another, nor leave a code block open.
  private static let file = #"""
      var removed = '\#(AnswersTemplate.removedHeading)';
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
          var text = inert(room.answer.value);
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

    """#

  /// A text area in the place of each room's lines, and on paper the text itself.
  private static let page = #"""
      function say(first) {
        var done = rooms.filter(function (room) { return room.answer.value.trim(); }).length;
        var where = keeps ? 'Kept in this browser.' : 'This browser keeps nothing: save the file.';
        var text = first + done + ' of ' + rooms.length + ' questions answered. ' + where;
        if (status.textContent !== text) status.textContent = text;
      }
      function show(room) {
        room.answer.rows = Math.max(5, room.answer.value.split('\n').length + 1);
        room.copy.textContent = room.answer.value;
        room.classList.toggle('answered', room.answer.value.trim() !== '');
      }
      rooms.forEach(function (room) {
        room.answer = document.createElement('textarea');
        room.answer.setAttribute('aria-label', room.getAttribute('aria-label').slice(9));
        room.answer.value = kept(room);
        room.copy = document.createElement('div');
        room.copy.className = 'typed';
        room.before(room.answer, room.copy);
        show(room);
        room.answer.addEventListener('input', function () {
          keep(room, room.answer.value);
          show(room);
          say('');
        });
      });
      addEventListener('storage', function (event) {
        if (!keeps) return;
        rooms.forEach(function (room) {
          if (event.key !== null && event.key !== key(room)) return;
          room.answer.value = kept(room);
          show(room);
        });
        say('');
      });
      document.getElementById('save-answers').addEventListener('click', save);
      document.getElementById('delete-answers').addEventListener('click', function () {
        if (!confirm('Delete all answers to this lesson that this browser keeps?')) return;
        rooms.forEach(function (room) { room.answer.value = ''; keep(room, ''); show(room); });
        say('');
      });
      document.body.classList.add('typing');
      sheet.hidden = false;
      say('');
    })();
    """#
}
