/// The page's looks.
///
/// Constant text, named by its digest in the page's content policy.
enum StyleSheet {
  static let text = colors + typography + parts + tables + charts + wide + narrow + print

  /// For a drawing without a page: the light palette, on its own paper.
  static let drawing: String = {
    let palette = [
      "paper": "#fdfdfb", "ink": "#1d2126", "soft": "#5b636d", "line": "#d9dce0",
      "accent": "#0b5c9e", "mean": "#b3470b", "author": "#6a3d9a", "thin": "#8fa3b5",
    ]
    let filled = palette.reduce(charts) { $0.replacing("var(--\($1.key))", with: $1.value) }
    return filled + ".chart{background:#fdfdfb;font-family:sans-serif}"
  }()

  private static let colors = """
    :root{color-scheme:light dark;--paper:#fdfdfb;--ink:#1d2126;--soft:#5b636d;--line:#d9dce0;\
    --panel:#f4f5f3;--accent:#0b5c9e;--mean:#b3470b;--author:#6a3d9a;--thin:#8fa3b5;\
    --bad:#a3141a;--badpaper:#fdeeed;--mark:#fff2c4}
    @media (prefers-color-scheme:dark){:root{--paper:#15181b;--ink:#e4e7ea;--soft:#a0a9b3;\
    --line:#363c43;--panel:#1d2125;--accent:#7cbcf2;--mean:#f29b5c;--author:#c4a0ee;\
    --thin:#5f7488;--bad:#ff9c96;--badpaper:#3a1d1d;--mark:#4b4220}}

    """

  private static let typography = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);\
    font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
    main{max-width:44rem;margin:0 auto;padding:3rem 1.25rem 5rem;overflow-wrap:break-word}
    h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance;font-weight:650;margin:2.2em 0 .6em}
    h1{font-size:2rem;margin:.2rem 0 .8rem;letter-spacing:-.015em}
    h2{font-size:1.4rem;margin-top:2.6em;letter-spacing:-.01em}
    h3{font-size:1.1rem}h4,h5,h6{font-size:1rem}
    p,ul,ol,blockquote,pre,figure{margin:0 0 1em}
    ul,ol{padding-left:1.4em}li>p{margin:0 0 .35em}
    blockquote{margin-left:0;padding:.1em 0 .1em 1em;border-left:3px solid var(--line)}
    blockquote>:last-child{margin-bottom:0}
    a{color:var(--accent);text-underline-offset:.15em}
    hr{border:0;border-top:1px solid var(--line);margin:1.6em 0}
    img{max-width:100%;height:auto}
    .pictures ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr));gap:.9rem;\
    list-style:none;margin:0 0 .6em;padding:0}
    .pictures img{display:block;width:100%;image-rendering:pixelated;border:1px solid var(--line)}
    .pictures li{font-size:.88rem;line-height:1.35}
    code,pre,samp{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
    font-size:.86em}
    pre{overflow-x:auto;padding:.8em 1em;background:var(--panel);border-radius:6px;line-height:1.5}
    pre code,pre samp{font-size:.82rem}
    td code,p code,li code{overflow-wrap:anywhere}
    td code{display:inline-block;min-width:5.5em}
    td:last-child code{min-width:11em}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}

    """

  private static let parts = """
    .eyebrow{margin:0;color:var(--soft);font-size:.9rem;letter-spacing:.02em}
    .status{margin:0;color:var(--soft)}.status strong{color:var(--ink)}
    .student{margin:.4em 0 0}
    header{padding-bottom:1.4rem;margin-bottom:2rem;border-bottom:1px solid var(--line)}
    .banner{margin:1em 0;padding:.8em 1em;border:2px solid var(--bad);border-left-width:8px;\
    border-radius:6px;background:var(--badpaper)}
    .banner strong{color:var(--bad)}.banner p{margin:0}header .banner strong{font-size:1.15em}
    .note{color:var(--soft);font-size:.88em;font-weight:400}
    .value{font-variant-numeric:tabular-nums}
    .missing{background:var(--mark);padding:0 .2em;border-radius:3px;font-weight:600}
    section{margin:1.8em 0;padding:1.1em 1.25em .4em;border:1px solid var(--line);border-radius:8px}
    section>:is(h2,h3,h4,h5,h6):first-child{margin-top:0}
    .step{background:none}
    .departures{background:var(--panel);border-color:transparent}
    .departures h2{font-size:1.1rem;margin-bottom:.6em}
    .question{border-left:5px solid var(--accent)}
    .prediction{background:var(--panel);border-color:transparent;margin:0 0 1.3em}
    .prediction>blockquote{font-size:1.25rem;font-weight:600;border:0;padding:0}
    .claim{border-left:5px solid var(--mean)}
    details{margin:0 0 .9em}
    summary{cursor:pointer;color:var(--accent);padding:.15em 0}
    summary::marker{color:var(--soft)}
    details>div{padding:.7em 0 .2em}
    pre.output{border:1px solid var(--line);background:none;white-space:pre-wrap}
    .verbatim{white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 1em;padding:.6em .9em;\
    border:1px solid var(--line);border-radius:6px;background:var(--panel)}
    .room{margin:0 0 1.2em}.room div{height:2rem;border-bottom:1px solid var(--line)}
    textarea{display:block;width:100%;margin:0 0 1em;padding:.6em .9em;resize:vertical;\
    field-sizing:content;min-height:7.5rem;font:inherit;line-height:1.5;color:var(--ink);background:var(--panel);\
    border:1px solid var(--soft);border-radius:6px}
    .asked{display:block;margin:0 0 .8em;padding:0;border:0}
    .asked legend{padding:0;color:var(--soft);font-size:.92em}
    .asked label{display:inline-block;min-height:1.6rem;margin:.2em 1.4em 0 0}
    .asked input[type=text]{width:10em;padding:.3em .5em;font:inherit;color:var(--ink);\
    background:var(--panel);border:1px solid var(--soft);border-radius:6px}
    .typing .room,.typed{display:none}
    .contents{margin:0 0 2rem;font-size:.92rem;line-height:1.4}
    .contents ol{list-style:none;margin:.3em 0 0;padding:0}
    .contents a{display:inline-block;min-height:1.5rem;padding:.1rem 0;text-decoration:none}
    .contents a:is(:hover,:focus-visible){text-decoration:underline}
    .contents .questions{display:block;padding-left:1em;font-size:.92em}
    .questions a{margin-right:.7em}
    :is(h2,h3,h4,h5,h6)[id]{scroll-margin-top:1rem}
    .answers{background:var(--panel);border-color:transparent}
    button{font:inherit;font-size:.95rem;padding:.45em 1em;margin:0 .5em .5em 0;cursor:pointer;\
    color:var(--accent);background:var(--paper);border:1px solid var(--accent);border-radius:6px}

    """

  private static let tables = """
    .scroll{overflow-x:auto;margin:0 0 1.3em}
    table{border-collapse:collapse;font-size:.9rem;line-height:1.4;\
    font-variant-numeric:tabular-nums;min-width:60%}
    caption{text-align:left;color:var(--soft);font-size:.85rem;padding:0 0 .35em}
    th,td{text-align:left;vertical-align:top;padding:.38em 1.1em .38em 0;\
    border-bottom:1px solid var(--line);font-weight:400}
    th:last-child,td:last-child{padding-right:0}
    thead th{font-weight:600;vertical-align:bottom;border-bottom-color:var(--soft);\
    text-wrap:balance}
    .number{text-align:right}
    .facts thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .facts tr:first-child :is(th,td){border-top:1px solid var(--soft)}
    .facts tbody th{color:var(--soft);min-width:9em;max-width:17em}

    """

  private static let charts = """
    figcaption{color:var(--soft);font-size:.85rem;line-height:1.45;margin-top:.4em}
    .chart{display:block;max-width:100%;height:auto;overflow:visible;\
    font-family:inherit;font-variant-numeric:tabular-nums}
    .chart.narrow{display:none}
    .c-title{font-size:13px;font-weight:600;fill:var(--ink)}
    .c-tick{font-size:11.5px;fill:var(--soft)}
    .c-grid{stroke:var(--line);stroke-width:1}
    .c-axis{stroke:var(--soft);stroke-width:1}
    .c-line{fill:none;stroke:var(--thin);stroke-width:.8;stroke-linejoin:round}
    .c-level{stroke:var(--mean);stroke-width:3}
    .c-ring{fill:var(--paper);stroke:var(--accent);stroke-width:1.8}
    .c-dot{fill:var(--accent)}.c-joined{fill:none;stroke:var(--accent);stroke-width:1.2}
    .c-diamond{fill:var(--paper);stroke:var(--author);stroke-width:1.6}
    .c-broken{fill:none;stroke:var(--author);stroke-width:1;stroke-dasharray:2 3}
    .c-bar{fill:var(--accent)}
    .c-bar-hollow{fill:var(--paper);stroke:var(--accent);stroke-width:1.4}
    .c-reference{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:7 4}

    """

  /// Contents beside the text where there is room for them.
  private static let wide = """
    @media screen and (min-width:76rem){.contents{position:fixed;top:3rem;\
    left:calc(50% - 37rem);width:13rem;max-height:calc(100vh - 4rem);overflow-y:auto;\
    scrollbar-width:thin}}

    """

  private static let narrow = """
    @media (max-width:44rem){main{padding:1.5rem 1rem 3rem}body{font-size:1rem}\
    h1{font-size:1.6rem}section{padding:.9em .9em .2em;margin:1.4em 0}\
    .chart.wide{display:none}.chart.narrow{display:block}\
    .facts tbody th{min-width:7em}}

    """

  private static let print = """
    @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;\
    --panel:#fff;--accent:#0b4a80;--mean:#8f3708;--author:#55307c;--thin:#8fa3b5;--bad:#8c0f14;\
    --badpaper:#fff;--mark:#fff}
    body{font-size:10.5pt}main{max-width:none;padding:0}
    details:not(.shut)::details-content{display:block;content-visibility:visible;height:auto}
    details:not(.shut)>*{display:block}.shut:not([open]){display:none}\
    summary{list-style:none;color:var(--ink);font-weight:600}
    summary::-webkit-details-marker{display:none}
    .chart.wide{display:block}.chart.narrow{display:none}
    .scroll{overflow:visible}table{min-width:0;max-width:100%}td,th{overflow-wrap:anywhere}\
    .number{overflow-wrap:normal}\
    pre{white-space:pre-wrap;border:1px solid var(--line)}
    h1,h2,h3,h4,summary,caption{break-after:avoid}figure,tr,.banner,.room,.question{break-inside:avoid}
    .room div{height:2.4rem}
    textarea,button,.asked,.sheet,.contents{display:none}
    .typing .room:not(.answered){display:block}
    .answered,.typing .answered{display:none}
    p:has(+textarea),p:has(+.asked),p:has(+.room){break-after:avoid}
    .typed{display:block;white-space:pre-wrap;overflow-wrap:anywhere}}
    """
}
