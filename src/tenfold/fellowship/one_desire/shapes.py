"""What the queries found, as the API gives it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import Desire, SeasonRound

from .queries.ground import Seen
from .queries.mine import Mine
from .queries.rounds import Story
from .queries.texts import Desk, Text
from .queries.walking import Part, Step, Went


def where(circle: Circle | None) -> tuple[int, int] | None:
    return (circle.level, circle.number) if circle is not None else None


def text_out(text: Text) -> dict[str, Any]:
    found = text.composition
    return {
        "key": found.key,
        "circle": where(found.circle),
        "standing": found.standing,
        "language": found.language,
        "version": text.version.number,
        "text": text.version.text,
        "parts": [{"words": part.words, "piece": part.piece.pk if part.piece else None} for part in text.parts],
        "opened_at": found.opened_at,
        "asked_at": found.asked_at,
        "stood_at": found.stood_at,
        "ended_at": found.ended_at,
        "words_back_at": found.words_back_at,
        "wordings": {one.language: one.text for one in found.wordings.all()},
    }


def composition_out(desk: Desk) -> dict[str, Any]:
    flags = ("composes", "holds_pen", "pen_free", "may_carry", "carried")
    return {
        **text_out(desk.text),
        "sources": [
            {
                "desire": source.taking.desire.key,
                "text": source.taking.desire.text if source.taking.desire.standing != "hidden" else "",
                "words": list(source.words),
                "author": source.author.key if source.author else None,
                "from_circle": where(source.taking.desire.from_circle),
                "agreed": source.agreed,
                "mine": source.mine,
            }
            for source in desk.sources
        ],
        "versions": [
            {"number": one.number, "text": one.text, "because": one.because, "made_at": one.made_at}
            for one in desk.versions
        ],
        "answers": asdict(desk.answers) if desk.answers else None,
        "blocks": [{**desire_out(one.desire), "unites": one.unites, "taken": one.taken} for one in desk.blocks],
        **{name: getattr(desk, name) for name in flags},
    }


def desire_out(desire: Desire) -> dict[str, Any]:
    return {"key": desire.key, "desire": desire.key, "text": desire.text, "language": desire.language}


def ground_out(seen: Seen) -> dict[str, Any]:
    state = seen.reckoned
    return {
        "stands": text_out(seen.standing) if seen.standing else None,
        "open": seen.open.key if seen.open else None,
        "history": [text_out(text) for text in seen.history],
        "unites": [desire_out(found.desire) for found in seen.ground],
        "guarded": [[desire_out(desire) for desire in side] for side in seen.guarded],
        "reckoned": {
            "made_at": state.made_at,
            "people": state.people,
            "responses": state.responses,
            "far": seen.far,
        },
        "went": [went_out(went) for went in seen.went],
        "composes": seen.composes,
    }


def went_out(went: Went) -> dict[str, Any]:
    return {
        "at": went.at,
        "circle": where(went.desire.circle),
        "desire": went.desire.key,
        "taken": [_part_out(part) for part in went.taken],
    }


def _part_out(part: Part) -> dict[str, Any]:
    return {
        "circle": where(part.text.composition.circle),
        "key": part.text.composition.key,
        "words": list(part.words),
        "went": [went_out(went) for went in part.went],
    }


def step_out(step: Step) -> dict[str, Any]:
    return {
        "words": step.words,
        "circle": where(step.circle),
        "desire": step.desire.text if step.desire else None,
        "author": step.author.key if step.author else None,
        "below": [step_out(below) for below in step.below],
    }


def mine_out(mine: Mine) -> dict[str, Any]:
    taking = mine.taking
    return {
        "id": taking.pk,
        "composition": taking.composition.key,
        "circle": where(taking.composition.circle),
        "desire": taking.desire.text,
        "words": mine.words,
        "standing": taking.standing,
        "may_be_walked": taking.may_be_walked,
        "asked_at": taking.asked_at,
        "answered_at": taking.answered_at,
    }


def round_out(found: SeasonRound) -> dict[str, Any]:
    names = ("key", "title", "standing", "opens_at", "composes_at", "closes_at", "announced_at")
    return {name: getattr(found, name) for name in names}


def story_out(story: Story) -> dict[str, Any]:
    return {
        **round_out(story.season_round),
        "desires": story.desires,
        "people": story.people,
        "answers": story.answers,
        "storeys": [asdict(storey) for storey in story.storeys],
        "whole": text_out(story.whole) if story.whole else None,
        "mine": [text_out(text) for text in story.mine],
        "letter": story.letter,
    }
