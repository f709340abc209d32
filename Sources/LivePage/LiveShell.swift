import Foundation
import Records
import Report

/// The live page without anything of the run: its frame, its looks and its script.
///
/// All constant text. What the run says comes as fragments that are made where the report's are.
enum LiveShell {
  /// The page.
  static let page = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="data:,">
    <title>Starting</title><style>\(style)</style></head>
    <body><main>
    <header><p class="eyebrow" id="lesson">Lesson</p><h1 id="title">Getting ready</h1>
    <p class="status"><strong id="running">Running: this is not the report yet.</strong>
    The report takes its place when the run ends. You may close it: the run goes on.</p>
    <aside class="banner" id="lost" hidden><p><strong>✗ No connection.</strong> The program has
    ended, or was stopped. What you see is a run that had not finished; the terminal says where
    its report is.</p></aside></header>
    <noscript><p>This page needs its script to follow the run. The terminal shows the same.</p>
    </noscript>
    <div id="now"><h2 id="step" role="status">Waiting for the run</h2>
    <progress id="bar" max="1" aria-label="This step"></progress><div id="pace"></div></div>
    <div id="chart"></div><div id="predictions"></div><div id="printed"></div><div id="steps"></div>
    </main><script>\(script)</script></body></html>

    """

  private static let style =
    HTMLFragment.styleSheet + """
      progress{width:100%;height:.8rem;accent-color:var(--accent)}
      #now{position:sticky;top:0;z-index:1;background:var(--paper);padding:.6rem 0 .1rem;\
      border-bottom:1px solid var(--line);margin-bottom:1.5rem}
      #now h2{margin:0 0 .4rem;font-size:1.1rem}#now p{margin:0}
      #pace{min-height:1.7em;font-variant-numeric:tabular-nums}[hidden]{display:none}
      """

  /// Puts each fragment in its place, when it has changed; what a reader has opened stays open.
  private static let script = """
    "use strict";
    const at = id => document.getElementById(id);
    const shown = {};
    const source = new EventSource("events");
    source.onopen = () => { at("lost").hidden = true; at("running").hidden = false; };
    source.onerror = () => {
      document.title = "No connection";
      at("lost").hidden = false;
      at("running").hidden = true;
    };
    source.onmessage = event => {
      const run = JSON.parse(event.data);
      if (run.report) { source.close(); location.replace("report"); return; }
      if (run.ended) {
        source.close();
        at("running").textContent = "The run has ended without a report.";
      }
      document.title = run.title;
      at("lesson").textContent = "Lesson " + run.lesson;
      at("title").textContent = run.name;
      if (run.fraction === null) at("bar").removeAttribute("value");
      else at("bar").value = run.fraction;
      for (const [id, html] of Object.entries(run.sections)) {
        if (shown[id] === html) continue;
        shown[id] = html;
        const open = Array.from(at(id).querySelectorAll("details"), fold => fold.open);
        at(id).innerHTML = html;
        at(id).querySelectorAll("details").forEach((fold, i) => { fold.open = open[i] ?? fold.open; });
      }
    };
    """

  /// Nothing is loaded but from here, and nothing runs but this script.
  static let policy =
    "default-src 'none'; script-src 'sha256-\(SHA256Digest.base64(of: script))'; "
    + "style-src 'sha256-\(SHA256Digest.base64(of: style))'; img-src data:; connect-src 'self'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
