"""Strings that are meant to do harm: 200 for parameters of addresses, 60 for texts that a page shows."""

from __future__ import annotations

from itertools import product

from demarche.records import Record
from demarche.records_json import from_json

#: What a script of a payload would do, were it run: tests look whether it was.
RUN = "window.ran=1"

_QUOTES = ("'", '"', "`", "''", "\\'", "%27", "');", '");', "'--", "'/*")
_SQL = (
    " OR 1=1", " OR 'a'='a", "; DROP TABLE reports", " UNION SELECT text FROM _reports", "; ATTACH 'x.db'",
    " AND 1=CAST((SELECT text FROM _reports LIMIT 1) AS INT)", "; COPY reports TO '/tmp/x'",
    " UNION ALL SELECT * FROM read_csv('/etc/passwd')", "; INSTALL httpfs", " || (SELECT record FROM _reports)",
)  # fmt: skip
_NAMES = (
    "text", "record", "_reports", "batch", "rowid", "*", "1", "-1", "--date", "-", "date; --", "date DESC", "date,id",
    '"date"', "date)", "(SELECT 1)", "count(*)", "random()", "sleep(9)", "pg_sleep(9)", "getenv('HOME')",
    "current_setting('memory_limit')", "read_text('/etc/passwd')", "__class__", "__init__", "constructor", "__proto__",
)  # fmt: skip
_NUMBERS = (
    "0", "-0", "-1", "1e9", "1e400", "NaN", "nan", "inf", "-inf", "0x10", "0b1", "1_000", "１２", "٣", "²", "½",
    "99999999999999999999", "9" * 400, " 5", "5 ", "5\n", "+5", "5.0", "2147483648", "9223372036854775808", "",
)  # fmt: skip
_DATES = (
    "0000", "0000-00-00", "9999-12-31", "10000-01-01", "2022-13", "2022-02-30", "2022-1-1", "2022-W01", "2022-366",
    "2022-01-01T00:00:00Z", "2022/01", "2022-01/2022-02", "-2022", "today", "now()", "２０２２", "2022-01-01' --",
)  # fmt: skip
_CODES = ("\x00", "a\x00b", "\x1b[2J", "\r\nSet-Cookie: x=1", "\u202egnp", "\u2066", "\ufeff", "\ufffe", "\U0010ffff",
          "e" + "\u0301" * 300, "ß" * 200, "ﬀ", "İ", "ı", "Ω", "👩‍👩‍👧‍👦", "\u200b", "ﷺ" * 100, "A" * 5000,
          " " * 300)  # fmt: skip
_PATHS = (
    "../../../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd", "C:\\x", "%2e%2e%2f", "%00", "%",
    "%zz", "%c0%ae", "%u0027", "&at=0", "?at=0", "#x", "/", "//evil.example/", "http://evil.example/", "\\\\evil\\x",
)  # fmt: skip
_TEMPLATES = ("{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0.__class__}", "%s%s%n", "%(x)s", "$ne",
              "[$gt]", '{"$gt": ""}', "a" * 30 + "!", "(a+)+$", ".*", "[", "(?", "NEAR(a b)", "title:a", "a AND", "^a",
              "-a", "a*", '"a', "a OR", "NOT", "*")  # fmt: skip

PAYLOADS = (
    *(f"<{tag}>{RUN}</{tag}>" for tag in ("script", "ScRiPt", "svg><script", "math><script", "script/x", "script\n")),
    *(f"<{tag} src=x onerror={RUN}>" for tag in ("img", "image", "video", "audio", "embed", "input type=image")),
    *(f"<{tag} {on}={RUN}>" for tag, on in (
        ("svg", "onload"), ("body", "onload"), ("details open", "ontoggle"), ("input autofocus", "onfocus"),
        ("select autofocus", "onfocus"), ("textarea autofocus", "onfocus"), ("marquee", "onstart"),
        ("style", "onload"), ("p style=animation-name:x", "onanimationstart"), ("a href=# id=x tabindex=1", "onfocus"),
    )),
    *(f'{close}<img src=x onerror="{RUN}">' for close in (
        '">', "'>", "-->", "</title>", "</textarea>", "</script>", "</style>", "]]>", "</bdi>", "</q></li>",
    )),
    f'" onmouseover="{RUN}" x="', f"' onfocus='{RUN}' autofocus x='", f"` onerror=`{RUN}`", f"x onload={RUN} ",
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f"\x01javascript:{RUN}", f"data:text/html,{RUN}",
    f"data:text/html;base64,PHNjcmlwdD4=//{RUN}", f"vbscript:{RUN}", f"//evil.example/?{RUN}",
    f"https://evil.example/\"><script>{RUN}</script>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"<iframe src=javascript:parent.{RUN}>",
    f"<object data=javascript:{RUN}>", f"<a href=javascript:{RUN} autofocus>x</a>", f"<form action=javascript:{RUN}>",
    f"<base href=//evil.example/><p>{RUN}", f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<link rel=stylesheet href=//evil.example/{RUN}>", "<style>@import '//evil.example/x.css'</style>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;script&#62;{RUN}&#60;/script&#62;", f"\\u003cscript\\u003e{RUN}",
    "{{constructor.constructor('" + RUN + "')()}}", "{{''.__class__.__mro__}}", "${" + RUN + "}",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"＜script＞{RUN}＜/script＞", f"+ADw-script+AD4-{RUN}",
    f"<svg><a xlink:href=javascript:{RUN}><text>x</text></a></svg>",
)  # fmt: skip

STRINGS = tuple(dict.fromkeys((
    *(quote + sql for quote, sql in product(_QUOTES, _SQL)), *_NAMES, *_NUMBERS, *_DATES, *_CODES, *_PATHS, *_TEMPLATES,
    *PAYLOADS[:20],
)))  # fmt: skip


def report(number: int, payload: str) -> Record:
    """A report that has the payload in every field that a text can have."""
    flat = " ".join(payload.split()) or "x"
    text = f"Norway said: {payload} Denmark must {payload} now, or {payload} follows. It has 40 ships {payload} there."
    say, must = text.index(payload), text.index("must")
    end, last = must + 5 + len(payload), text.index("40 ships")

    def words(start: int, stop: int) -> list[dict[str, int]]:
        return [{"start": start, "end": stop}]

    whole, said = words(must, end), words(say, say + len(payload.rstrip()))
    return from_json({
        "document": {"language": "en", "published": "2023-03-04", "outlet": flat, "title": payload, "url": payload},
        "statements": [{"speaker": flat, "party": f"X:{flat}", "cue": words(0, 11), "content": said, "mode": "direct",
                        "via": [flat], "detail": {"rule": flat, "confidence": 0.5, "reasons": [[flat, 1.0]]}}],
        "events": [{"type": "REQUEST", "mode": flat, "actors": [f"X:{flat}"], "recipients": ["DNK"], "when": None,
                    "status": "actual", "claimed_by": f"X:{flat}", "where": flat, "evidence": whole}],
        "positions": [{"party": f"X:{flat}", "stance": "demand", "topic": "talks", "object": flat,
                       "towards": [f"X:{flat} {number}"], "evidence": whole}],
        "commitments": [{"parties": [f"X:{flat}"], "action": whole, "deadline": None, "evidence": whole}],
        "conditions": [{"by": [f"X:{flat}"], "kind": "threat", "if": whole, "then": said, "evidence": whole}],
        "forces": [{"party": f"X:{flat}", "what": flat, "low": 40, "high": 40, "approximate": False, "place": flat,
                    "claimed_by": f"X:{flat}", "evidence": words(last, last + 8)}],
    }, text=text)  # fmt: skip
