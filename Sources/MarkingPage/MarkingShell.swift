import Base
import Report

/// The marking page without anything of a class: its frame, its looks and its script.
enum MarkingShell {
  /// The page, served or as a file.
  ///
  /// - Parameter data: the class as JSON that can stand in a page; empty for a page that asks for it.
  static func page(carrying data: String = "") -> String {
    let carried =
      data.isEmpty ? "" : "<script type=\"application/json\" id=\"class\">\(data)</script>"
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(metaPolicy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <link rel="icon" href="data:,">
      <title>Marking</title><style>\(style)</style></head>
      <body><main>
      <header><p class="eyebrow">Marking</p><h1 id="title">Getting ready</h1>
      <div id="bar"><label for="question">Question</label> <select id="question"></select>
      <label><input type="checkbox" id="waiting" checked> only what still waits</label>
      <label><input type="checkbox" id="keys" checked> keys of one letter</label>
      <span id="progress"></span>
      <button type="button" id="table" hidden>Save marks.csv</button></div>
      </header>
      <noscript><p>This page needs its script.</p></noscript>
      <div id="sheet" hidden>
      <section id="card" tabindex="-1" aria-labelledby="who">
      <h2><bdi id="who"></bdi></h2><p id="place"></p><ul id="notes"></ul>
      <pre id="text" tabindex="0" aria-label="The answer"></pre><p id="said"></p>
      <form id="form"><fieldset id="items"><legend id="items-title">What earns points</legend></fieldset>
      <p><label for="points">Points</label> <input id="points" inputmode="decimal" autocomplete="off"
      size="6" aria-describedby="of"> <span id="of"></span></p>
      <p><label for="remark">Remark for the student</label>
      <textarea id="remark" rows="3" maxlength="4000"></textarea></p>
      <p><button>Go on</button> <button type="button" id="back">Back</button>
      <button type="button" id="undo">Undo</button></p>
      </form></section>
      <section id="model" aria-labelledby="model-title"><h2 id="model-title"></h2>
      <div id="asked"></div><h3>Model answer and marking notes</h3><div id="answer"></div></section>
      </div>
      <details id="help"><summary>Keys</summary><ul>
      <li>0 to 9: so many points, and on to the next answer. Where a question has 10 points or more, type
      them and press Enter.</li>
      <li>f: full points, and on. p: type points. r: type a remark. Escape: out of a field.</li>
      <li>Shift and 1 to 9: an item of the list.</li>
      <li>Enter, n or →: next. b or ←: back. u: undo.</li>
      <li>[ and ]: another question. w: only what still waits, or all.</li>
      <li>Ctrl and Enter in a field: next.</li></ul></details>
      <p id="left-out"></p>
      <div id="foot"><div id="problem" role="alert"></div><p id="status" role="status"></p></div>
      </main>\(carried)<script>\(MarkingScript.text)</script></body></html>

      """
  }

  private static let style =
    HTMLFragment.styleSheet + """
      [hidden]{display:none!important}html{scroll-padding-bottom:8rem}main{max-width:80rem;padding-top:1rem}
      header{margin-bottom:1rem;padding-bottom:.5rem}h1{font-size:1.3rem}
      #sheet section{margin-top:0}h2{margin-top:0;font-size:1.15rem}h3{margin-top:1em}
      #bar{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center}
      #problem p{margin:.5em 0;padding:.5em .8em;border:2px solid var(--bad);border-left-width:8px;\
      background:var(--badpaper)}
      #problem button{margin-right:.5em}
      #foot{position:sticky;bottom:0;background:var(--paper);border-top:1px solid var(--line)}
      #status{min-height:1.6em;margin:.2em 0;color:var(--soft)}
      #place,#said{color:var(--soft);margin:.2em 0}
      #text{white-space:pre-wrap;overflow-wrap:anywhere;max-height:45vh;overflow-y:auto;font-size:1rem;\
      font-family:inherit}
      #items label{display:block}fieldset{border:1px solid var(--line);margin:0 0 1em}
      input,textarea,select,button{font:inherit;color:inherit;background:var(--paper);\
      border:1px solid var(--soft);border-radius:4px;padding:.25em .5em}
      textarea{display:block;width:100%}[aria-invalid]{border:2px solid var(--bad)}
      @media (min-width:60rem){#sheet{display:grid;grid-template-columns:1fr 1fr;gap:2rem}}
      """

  private static let metaPolicy =
    "default-src 'none'; script-src 'sha256-\(SHA256Digest.base64(of: MarkingScript.text))'; "
    + "style-src 'sha256-\(SHA256Digest.base64(of: style))'; img-src data:; connect-src 'self'; "
    + "base-uri 'none'; form-action 'none'"

  /// Nothing is loaded but from here, nothing runs but the one script, and no other page may show this
  /// one in a frame.
  static let policy = metaPolicy + "; frame-ancestors 'none'"
}
