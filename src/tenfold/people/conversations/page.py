"""``report.html`` of a conversation: one self-contained page without script, to read, to print and to pass on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources

import numpy as np
from django.template import Context, Engine
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from tenfold.engine.unity import polis
from tenfold.people.words import count_text, locale

from . import findings, pictures
from .compatible import FOUND, GIVEN, Compatible
from .findings import answers_text, letter, percent, rounded, side_name
from .study import Study

MOST_LISTED = 5
"""Statements shown of each list of Polis."""


def report_page(study: Study, compatible: Compatible | None = None) -> str:
    """The page, in the active language. Texts are escaped: whatever a file holds stays text."""
    engine = Engine(
        libraries={"i18n": "django.templatetags.i18n"}, builtins=["django.templatetags.i18n"], autoescape=True
    )
    templates = resources.files(__package__).joinpath("templates")
    told = engine.from_string(templates.joinpath("told.html").read_text("utf-8"))
    source = templates.joinpath("report.html").read_text("utf-8")
    talk = study.conversation
    map_text = findings.map_text(study)
    context = {
        "told": told,
        "language": get_language() or "en",
        "direction": locale().text_direction,
        "title": findings.title_of(study),
        "description": talk.description,
        "link": talk.link if talk.link.startswith(("https://", "http://")) else "",
        "period": findings.period_text(study),
        "counts": findings.counted(study),
        "opening": findings.opening_lines(study),
        "several": study.camps > 1,
        "uniting": list(_uniting(study)),
        "shown": _shown(study),
        "personal": list(_personal(study)),
        "worth": pictures.worth_svg(
            study, _("All statements: how surely they unite, and how much they touch what people differ in")
        )
        if len(study.uniting)
        else "",
        "refused": [_told(study, int(j)) for j in study.refused],
        "map": pictures.map_svg(study, map_text),
        "map_text": map_text,
        "between": findings.between_text(study),
        "directions": [(name, [_statement(study, j) for j in js]) for name, js in findings.directions(study) if js],
        "sides": list(_sides(study)),
        "divided": list(_divided(study)),
        "divides_otherwise": [_told(study, int(j)) for j in study.divided.between],
        "two": study.sides == 2,
        "reliability_text": findings.reliability_text(study.reliability),
        **_reliability(study),
        "polis": _polis(study, compatible) if compatible is not None else None,
        "method": findings.method_lines(study),
        "files": findings.file_lines(study),
        "letters": [letter(s) for s in range(study.sides)],
        "all": list(_all(study)),
    }
    return str(engine.from_string(source).render(Context(context)))


def _statement(study: Study, j: int) -> dict[str, object]:
    """A statement's text, or its number where it has none."""
    one = study.conversation.statements[j]
    return {"id": one.id, "text": one.text or _("Statement %(number)s") % {"number": one.id}}


def _told(study: Study, j: int) -> dict[str, object]:
    """A statement with a row for each side: what is estimated, and what was really said."""
    ground = study.ground
    rows = []
    for s in range(study.sides):
        share, low, high = (float(x[s, j]) for x in (ground.agreement, ground.lower, ground.upper))
        rows.append(
            {
                "name": side_name(study, s),
                "letter": letter(s),
                "bar": pictures.bar_svg(share, low, high, s),
                "share": percent(share),
                "low": percent(low),
                "high": percent(high),
                "answers": answers_text(*map(float, ground.answers[s, j])),
            }
        )
    return {**_statement(study, j), "rows": rows}


def _uniting(study: Study) -> Iterator[dict[str, object]]:
    for number, j in enumerate(map(int, study.uniting), 1):
        why, worth = findings.uniting_text(study, j), findings.worth_text(study, j)
        yield {**_told(study, j), "number": number, "why": why, "worth": worth}


def _shown(study: Study) -> str:
    """That more unite than are listed; empty where all are."""
    count = findings.uniting_count(study)
    if count <= len(study.uniting):
        return ""
    return _("Here are the first %(shown)s of %(all)s; the others are in the table at the end.") % {
        "shown": count_text(len(study.uniting)),
        "all": count_text(count),
    }


def _personal(study: Study) -> Iterator[dict[str, object]]:
    """What people said of themselves, in the order of the file."""
    counts = study.conversation.responses.counts()
    for j, one in enumerate(study.conversation.statements):
        if one.personal and not one.rejected:
            yield _row(study, j, counts[j])


def _sides(study: Study) -> Iterator[dict[str, object]]:
    shares, clear = study.shares(), study.clear()
    for s in range(study.sides):
        yield {
            "name": side_name(study, s),
            "number": s,
            "letter": letter(s),
            "share": percent(float(shares[s, 0])),
            "low": percent(float(shares[s, 1])),
            "high": percent(float(shares[s, 2])),
            "people": rounded(float(study.ground.sides[:, s].sum())),
            "clear": count_text(int(clear[s])),
        }


def _divided(study: Study) -> Iterator[dict[str, object]]:
    """For each side what sets it apart; nothing at all where no two sides surely differ."""
    shares = study.shares()
    for s, (more, less) in enumerate(zip(study.divided.more, study.divided.less, strict=True)):
        if study.divided.all():
            yield {
                "number": s,
                "name": side_name(study, s),
                "share": percent(float(shares[s, 0])),
                "more": [_told(study, int(j)) for j in more],
                "less": [_told(study, int(j)) for j in less],
            }


def _reliability(study: Study) -> dict[str, object]:
    found = study.reliability
    if found is None:
        return {"reliability": "", "bins": []}
    return {
        "reliability": pictures.reliability_svg(found, _("What came true, against what was foretold")),
        "bins": [
            {"told": percent(float(told)), "came": percent(float(came)), "count": count_text(int(count))}
            for told, came, count in zip(found.told, found.came, found.count, strict=True)
        ],
    }


def _all(study: Study) -> Iterator[dict[str, object]]:
    """Every statement that was not rejected, the most uniting first, in one row."""
    ground, talk = study.ground, study.conversation
    counts = talk.responses.counts()
    for j in map(int, ground.ranking()):
        if talk.statements[j].rejected:
            continue
        bound = percent(float(ground.bound[j])) if ground.heard[j] else "–"
        yield {**_row(study, j, counts[j]), "bound": bound}


def _row(study: Study, j: int, counts: NDArray[np.float64]) -> dict[str, object]:
    """A statement with what all said and the share of each side that would say yes."""
    ground = study.ground
    return {
        **_statement(study, j),
        "counts": [rounded(float(x)) for x in counts],
        "shares": [percent(float(x)) if ground.heard[j] else "–" for x in ground.agreement[:, j]],
    }


def _polis(study: Study, found: Compatible) -> dict[str, object]:
    """What Polis' own mathematics says, beside ours."""
    ranking = study.ground.ranking()
    rank = {int(j): i + 1 for i, j in enumerate(ranking[study.open_to[ranking]])}
    order = sorted(range(len(found.consensus)), key=lambda j: -found.consensus[j])
    origin = {
        GIVEN: _("The groups are those that Polis' service published in polis-math.json."),
        FOUND: _("The groups were found by Polis' method; the service's own depend on the conversation's history."),
    }.get(found.origin, _("The groups are those that the file of responses names."))
    return {
        "origin": origin,
        "consensus": [
            {
                **_statement(study, j),
                "value": f"{found.consensus[j]:.3f}",
                "rank": count_text(rank[j]) if j in rank else "–",
            }
            for j in order
            if not found.out[j]
        ][: 2 * MOST_LISTED],
        "groups": [
            {
                "name": _("Group %(letter)s") % {"letter": letter(g)},
                "people": count_text(int((found.group == g).sum())),
                "telling": list(_telling(study, of, found.counts[g])),
            }
            for g, of in enumerate(found.telling)
            if of
        ],
    }


def _telling(study: Study, of: Iterable[polis.Telling], counts: NDArray[np.float64]) -> Iterator[dict[str, object]]:
    for one in of:
        agrees = one.stance == "agree" or one.best_agreed
        hits, seen = counts[one.desire, 0 if agrees else 1], max(counts[one.desire, 2], 1.0)
        text = _("%(share)s agree; %(count)s saw it") if agrees else _("%(share)s disagree; %(count)s saw it")
        told = {"share": percent(float(hits / seen)), "count": count_text(int(seen))}
        yield {**_statement(study, one.desire), "told": text % told}
