/// Text that tries to be more than text, wherever it ends up: a page, Markdown, XML, a table, a
/// terminal, or the log of a CI system.
///
/// Whatever takes text from a lesson, a data set, a notebook or a student is tested with all of it.
package enum HostileText {
  package static let all =
    markup + attributes + addresses + markdown + otherFormats + logs + formulas + characters

  private static let markup = [
    "<script>alert(1)</script>",
    "</script><script src=https://example.com/x.js></script>",
    "</template><script>alert(1)</script>",
    "<ScRiPt\n>alert(1)</sCrIpT\t>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><style>*{display:none}</style></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text y=\"20\">here</text></a></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<form action=https://example.com/><input name=q autofocus onfocus=alert(1)>",
    "<meta http-equiv=refresh content=\"0;url=https://example.com/\"><base href=//example.com/>",
    "</title><h1>Complete</h1>",
    "</style><link rel=stylesheet href=https://example.com/x.css>",
    "</style><style>body{display:none;background:url(https://example.com/x)}</style>",
    "</textarea></details></summary></section></main>",
    "<!-- --><iframe srcdoc='<b>'></iframe><!--",
    "--!><script>alert(1)</script>",
    "&lt;b&gt; &#60;b&#62; &amp;amp;",
  ]

  private static let attributes = [
    "\" onmouseover=\"alert(1)\" x=\"",
    "' autofocus onfocus='alert(1)",
    "`onerror=alert(1)`",
    "style=\"position:fixed;inset:0\" hidden",
  ]

  private static let addresses = [
    "javascript:alert(1)",
    "<a href=\"javascript:alert(1)\">here</a>",
    "<a href=\" java\nscript:alert(1)\">here</a>",
    "data:text/html,<script>alert(1)</script>",
  ]

  private static let markdown = [
    "[here](javascript:alert(1))",
    "[here][1]\n\n[1]: javascript:alert(1)",
    "![x](https://example.com/x.png)",
    "> [!NOTE]\n> | a | b |\n> |---|---|",
    "``` `` ` @everyone ~~~",
    "{{train.losses[0]}}",
  ]

  private static let otherFormats = [
    "]]><![CDATA[ <b> ]]>",
    "]]></failure></testcase><testcase name=\"x\"/>",
    "<?php echo 1 ?><!DOCTYPE svg>",
    "<!ENTITY x SYSTEM \"file:///etc/passwd\"> &x;",
    "\\\"}],\"x\":[{\"y\":\"",
  ]

  private static let logs = [
    "::error::it broke",
    "x\n::set-output name=a::b",
    "::stop-commands::t",
    "##[error]it broke",
    "%0A::warning::x%0D",
  ]

  private static let formulas = [
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"https://example.com/\",\"here\")",
    "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1",
    "a,b;c\"d\ne",
  ]

  private static let characters = [
    "\u{1B}[2J\u{1B}]0;title\u{7}\u{8}",
    "\u{9B}31m\u{1B}]8;;https://example.com/\u{7}here\u{1B}]8;;\u{7}",
    "done\rfailed",
    "a\u{202E}gnp.exe \u{2066}x",
    "Ada\u{202E}eve \u{2066}x\u{2069}",
    "\u{FEFF}\u{FFFE}\u{0}\u{E0041}",
    "one\u{2028}two\u{2029}three\u{85}four",
    // As characters none of these equals the sign that it starts with.
    "\"\u{301},x,5,,,", "\u{301}\"\u{301},=1+1", "|\u{301} a |\u{301}", "<\u{301}b>x<\u{301}/b>",
    "``\u{301}<b>bold</b>", "*\u{301}a*\u{301} [\u{301}x](y) @\u{301}ada :\u{301}//x \\\u{301}",
    "--\u{301}> -->\u{301} ]]>\u{301} &\u{301}amp; '\u{301}",
    "e\u{301}\u{1F468}\u{200D}\u{1F469}",
  ]
}
