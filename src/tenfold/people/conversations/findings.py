"""What was found in a conversation, in plain words of the reader's language."""

from __future__ import annotations

import numpy as np
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from tenfold.people.words import count_text, isolate, listing, locale

from .study import UNITING, Reliability, Study

WEAKLY, CLOSE = 10.0, 3.0
"""Nats by which a number of camps is better than one only weakly, or than the next best hardly."""
TELLING = 0.05
"""Share of the difference between people from which on a direction of the map is explained."""
UNUSUAL, USUAL = 0.67, 0.33
"""Shares of the statements that touch what people differ in less than one does, for words about it."""


def percent(share: float) -> str:
    """A share in whole percent; never a certainty that no finite number of answers can give."""
    return str(format_percent(min(max(share, 0.01), 0.99) if 0 < share < 1 else share, "#,##0%", locale=locale()))


def rounded(count: float) -> str:
    """How many people, where some belong to a side in part only."""
    return count_text(round(count))


def letter(side: int) -> str:
    """The letter by which a side is called; a number where there are more than letters."""
    letters = _("ABCDE")
    return letters[side] if side < len(letters) else str(side + 1)


def side_name(study: Study, side: int) -> str:
    """What a side is called in a sentence."""
    name = _("Camp %(letter)s") if study.camps > 1 else _("End %(letter)s")
    return name % {"letter": letter(side)}


def title_of(study: Study) -> str:
    """The conversation's own title, or a plain one."""
    return study.conversation.title or _("What unites")


def period_text(study: Study) -> str:
    """From when to when there were responses; empty where that is not known."""
    period = study.conversation.period()
    if period is None:
        return ""
    first, last = (isolate(format_date(day, "long", locale=locale())) for day in period)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def opening_lines(study: Study) -> list[str]:
    """The whole in a few sentences."""
    found, more = len(study.uniting), uniting_count(study)
    lines = [camps_text(study)]
    if found:
        lines.append(
            ngettext(
                "%(count)s statement unites: everywhere, even where agreement is least, surely more than half say yes.",
                "%(count)s statements unite: everywhere, even where agreement is least, surely more than half say yes.",
                more,
            )
            % {"count": count_text(more)}
        )
    else:
        lines.append(_("So far no statement surely has more than half of every side behind it."))
    return lines


def uniting_count(study: Study) -> int:
    """How many statements unite; the first of them are shown."""
    return int((study.ground.bound[study.open_to] > UNITING).sum())


def counted(study: Study) -> list[tuple[str, str]]:
    """How much there was, each number with its name."""
    talk = study.conversation
    people, responses, statements = len(talk.people), len(talk.responses), len(talk.statements)
    return [
        (count_text(people), npgettext("beside a count", "person", "people", people)),
        (count_text(responses), npgettext("beside a count", "response", "responses", responses)),
        (count_text(statements), npgettext("beside a count", "statement", "statements", statements)),
    ]


def answers_text(agreed: float, disagreed: float, passed: float) -> str:
    """How many people really answered what; some belong to a side in part only."""
    return _("%(yes)s yes · %(no)s no · %(passed)s passed") % {
        "yes": rounded(agreed),
        "no": rounded(disagreed),
        "passed": rounded(passed),
    }


def camps_text(study: Study) -> str:
    """How many camps there are, and how clearly."""
    count, evidence = study.camps, study.drawn.camps.evidence
    if count == 1:
        return _(
            "All are one camp: people differ by degree, not in kind. Compared are the two ends of the direction "
            "in which they differ most."
        )
    text = ngettext("People gather in %(count)d camp.", "People gather in %(count)d camps.", count) % {"count": count}
    if evidence[count - 1] - evidence[0] < WEAKLY:
        text += " " + _("The camps run into each other: they could almost as well be seen as one.")
    near = [c for c in range(2, len(evidence) + 1) if c != count and abs(evidence[c - 1] - evidence[count - 1]) < CLOSE]
    if near:
        text += " " + _("%(numbers)s camps would describe the people nearly as well.") % {
            "numbers": _or(near) if len(near) > 1 else count_text(near[0])
        }
    return text


def _or(numbers: list[int]) -> str:
    return str(format_list([count_text(number) for number in numbers], style="or", locale=locale()))


def between_text(study: Study) -> str:
    """How many people belong to no camp clearly."""
    n = len(study.conversation.people)
    unclear = n - int(study.clear().sum())
    if study.camps == 1:
        return ""
    return _("%(share)s of the people belong to no camp clearly, and nobody is forced into one.") % {
        "share": percent(unclear / max(n, 1))
    }


def uniting_text(study: Study, statement: int) -> str:
    """Why a statement unites."""
    ground = study.ground
    side = int(ground.agreement[:, statement].argmin())
    return _(
        "Agreement is least in %(side)s: about %(level)s say yes. For every side it is, nine times in ten, more than "
        "%(bound)s."
    ) % {
        "side": side_name(study, side),
        "level": percent(float(ground.agreement[side, statement])),
        "bound": percent(float(ground.bound[statement])),
    }


def worth_text(study: Study, statement: int) -> str:
    """Whether a statement that unites is also worth uniting on."""
    ground = study.ground
    strong = _("Of the third of people who say yes least readily, %(share)s do.") % {
        "share": percent(float(ground.strength[statement]))
    }
    heard = ground.specificity[ground.heard]
    rank = float((heard < ground.specificity[statement]).mean()) if len(heard) else 0.0
    if rank > UNUSUAL:
        told = _("It touches what people differ in, more than most statements do, and unites all the same.")
    elif rank < USUAL:
        told = _("It touches little of what people differ in; it may say little.")
    else:
        told = _("It touches what people differ in about as much as most statements do.")
    return f"{strong} {told}"


def map_text(study: Study) -> str:
    """What the map shows, for those who see it and those who hear it."""
    across, up = study.drawn.explained
    return _(
        "Each mark is one person; near each other are people who respond alike. The way from left to right shows "
        "%(across)s of all difference between people, the way from bottom to top %(up)s."
    ) % {"across": percent(float(across)), "up": percent(float(up))}


def reliability_text(found: Reliability | None) -> str:
    """How far what is foretold can be relied on."""
    if found is None:
        return _("There are too few responses to test what is foretold.")
    share = 1.0 - found.surprise / max(found.plain, 1e-9)
    text = _(
        "A fifth of the responses was put aside, and foretold from the others. Where the model said 80%%, about 80%% "
        "should have agreed: on average it is off by %(error)s."
    ) % {"error": str(format_percent(found.error, "#,##0.0%", locale=locale()))}
    if share > 0:
        text += " " + _(
            "It is %(share)s less surprised by what people said than the plain share of each statement."
        ) % {"share": percent(share)}
    return text


def method_lines(study: Study) -> list[str]:
    """How it was done, in plain words."""
    lines = [
        _("Of each person the last response to each statement counts. Passing is not half an agreement: it is no yes."),
        _(
            "A model places people and statements so that the given responses are as likely as can be: how easily a "
            "person says yes, how welcome a statement is, and how the two fit in some hidden directions. It keeps how "
            "sure each place is; who said little stays near the middle."
        ),
        _(
            "The map shows the two directions in which people's expected responses differ most. Camps are found on it "
            "as overlapping clouds; one more camp is spoken of only where the data ask for it at twenty to one."
        ),
        _(
            "How many of a side say yes is the mean over all who belong to it: as they did where they responded, as "
            "the model expects where they did not. The bound below it holds nine times in ten. Nothing is said of a "
            "statement before at least three people of every side have responded to it."
        ),
        _(
            "Newcomers who contradict what people like them said weigh little at first, and nobody's responses count "
            "without limit, so that a few cannot lift a statement over those who refuse it."
        ),
        _(
            "The people here came by themselves; they are no sample of a population. Counts are given beside every "
            "estimate, so that you can judge for yourself."
        ),
    ]
    if not study.conversation.timed:
        lines.append(_("The file does not say when responses came; people are taken in the order of the file."))
    return lines


def file_lines(study: Study) -> list[str]:
    """What was read, and what was left out."""
    talk = study.conversation
    lines = [_("Read: %(files)s.") % {"files": listing([isolate(name) for name in talk.files])}]
    if talk.replaced:
        lines.append(
            ngettext(
                "%(count)s response was replaced by a later one of the same person.",
                "%(count)s responses were replaced by later ones of the same person.",
                talk.replaced,
            )
            % {"count": count_text(talk.replaced)}
        )
    rejected, unheard = int(talk.rejected.sum()), int((~study.ground.heard & ~talk.rejected).sum())
    if rejected:
        lines.append(
            ngettext(
                "%(count)s statement was rejected by moderators: responses to it count, it is not shown.",
                "%(count)s statements were rejected by moderators: responses to them count, they are not shown.",
                rejected,
            )
            % {"count": count_text(rejected)}
        )
    personal = int((talk.personal & ~talk.rejected).sum())
    if personal:
        lines.append(personal_text(talk.marked, personal))
    if unheard:
        lines.append(
            ngettext(
                "%(count)s statement has too few responses from some side: nothing is said of it yet.",
                "%(count)s statements have too few responses from some side: nothing is said of them yet.",
                unheard,
            )
            % {"count": count_text(unheard)}
        )
    if talk.silent:
        lines.append(
            ngettext(
                "%(count)s statement has no response and is left out.",
                "%(count)s statements have no response and are left out.",
                talk.silent,
            )
            % {"count": count_text(talk.silent)}
        )
    lines += [str(remark) for remark in talk.remarks]
    if talk.mistakes:
        count = len(talk.mistakes)
        text = ngettext("%(count)s row was left out.", "%(count)s rows were left out.", count)
        lines.append(text % {"count": count_text(count)})
    return lines


def personal_text(marked: bool, count: int) -> str:
    """Which statements were taken for facts about people, and how to say it better."""
    text = ngettext(
        "%(count)s statement tells who people are, not what they want: it stands apart.",
        "%(count)s statements tell who people are, not what they want: they stand apart.",
        count,
    ) % {"count": count_text(count)}
    if marked:
        return text
    how = _(
        "They were known by their wording. To decide it yourself, add a column “personal” with yes or no to the texts."
    )
    return f"{text} {how}"


def directions(study: Study) -> list[tuple[str, list[int]]]:
    """For each of the four ways on the map, who is there: the statements that people further on agree with more.

    A direction in which people hardly differ means nothing, and nothing is said of it.
    """
    sure = np.sqrt(study.posterior.answers / (study.posterior.answers + 30.0))
    left = study.open_to.copy()  # each statement tells of one direction, that of which it tells first
    out = []
    for name, axis, sign in (
        (_("Further right"), 0, 1.0),
        (_("Further left"), 0, -1.0),
        (_("Further up"), 1, 1.0),
        (_("Further down"), 1, -1.0),
    ):
        worth = np.where(left, sign * study.drawn.desires[:, axis] * sure, -np.inf)
        if study.drawn.explained[axis] < TELLING:
            continue
        best = [int(j) for j in np.argsort(-worth, kind="stable")[:2] if worth[j] > 0]
        left[best] = False
        out.append((name, best))
    return out
