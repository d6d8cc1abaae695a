"""Who wants to sit together with whom, and who apart: ids or names in a cell, to ids of people in the list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from .headers import Family
from .mistakes import Mistake, Note, Text, say
from .rows import Draft, same_id
from .text import clean, fold

_SEPARATORS = re.compile(r"[,;/|&+\n]|\s(?:and|und|et|y|и|ו)\s")


class Wishes:
    """Resolves the wishes of all drafts; mistakes and notes are added to the drafts."""

    def __init__(self, drafts: Sequence[Draft], headers: Mapping[Family, str], freed: Mapping[str, int]) -> None:
        """``freed``: ids that a repeated id may have meant, with the line of the repetition."""
        self.drafts = drafts
        self.by_id = {same_id(draft.id): draft for draft in reversed(drafts)}
        self.by_name: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self.by_name[fold(draft.name)].append(draft)
        self.headers = headers
        self.freed = freed

    def all(self) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
        """For the line of each draft the ids they want to sit together with, and apart from.

        Whoever wants to sit apart is not held: a wish to sit together with them does not count.
        """
        wishes = {draft.line: self._of(draft) for draft in self.drafts}
        for draft in self.drafts:
            together, apart = wishes[draft.line]
            for other in [self.by_id[same_id(id_)] for id_ in together]:
                if draft.id in wishes[other.line][1]:
                    problem = say(_("{id} (line {line}) wants to sit apart from them."), id=other.id, line=other.line)
                    self._mistake(draft, Family.TOGETHER, other.id, problem, _("Take one of the two wishes out."))
                    together = tuple(id_ for id_ in together if id_ != other.id)
            wishes[draft.line] = (together, apart)
        return wishes

    def _of(self, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
        together = self._ids(draft, Family.TOGETHER)
        apart = self._ids(draft, Family.APART)
        both = [other for other in together if other in apart]
        for other in both:
            problem = say(_("{other} is named both here and among those to sit apart from."), other=other)
            remedy = _("Keep one of the two wishes; until then neither counts.")
            self._mistake(draft, Family.TOGETHER, other, problem, remedy)
        return (
            tuple(other for other in together if other not in both),
            tuple(other for other in apart if other not in both),
        )

    def _ids(self, draft: Draft, family: Family) -> list[str]:
        found: dict[str, None] = {}
        for part in self._parts(draft.texts[family]):
            other = self._person(draft, family, part)
            if other is draft:
                problem = say(_("{id} is the person's own number."), id=part)
                self._mistake(
                    draft, family, part, problem, _("Write the number of somebody else, or leave the cell empty.")
                )
            elif other and other.lost:
                text = say(
                    _("{id} (line {line}) is left out, so this wish cannot count."), id=other.id, line=other.line
                )
                draft.notes.append(Note(draft.line, self.headers[family], part, text))
            elif other:
                found[other.id] = None
        return list(found)

    def _parts(self, text: str) -> list[str]:
        parts = [part.strip() for part in _SEPARATORS.split(clean(text)) if part.strip()]
        return [
            word
            for part in parts
            for word in (part.split() if all(same_id(word) in self.by_id for word in part.split()) else [part])
        ]

    def _person(self, draft: Draft, family: Family, part: str) -> Draft | None:
        other = self.by_id.get(same_id(part))
        if other:
            return other
        named = self.by_name.get(fold(part), [])
        if len(named) == 1:
            text = say(_("“{name}” was taken as {id}."), name=part, id=named[0].id)
            draft.notes.append(Note(draft.line, self.headers[family], part, text))
            return named[0]
        if named:
            ids = ", ".join(other.id for other in named)
            problem = say(_("Several people are called “{name}”."), name=part)
            self._mistake(draft, family, part, problem, say(_("Write the number of one of them: {ids}."), ids=ids))
            return None
        remedy: Text = _("Write the number of a person in this list, or leave the cell empty.")
        if part in self.freed:
            remedy = say(
                _("Perhaps the person on line {line} is meant, whose number is there twice."), line=self.freed[part]
            )
        self._mistake(draft, family, part, say(_("There is no person {id} in the list."), id=part), remedy)
        return None

    def _mistake(self, draft: Draft, family: Family, part: str, problem: Text, remedy: Text) -> None:
        draft.mistakes.append(Mistake(draft.line, self.headers[family], part, problem, remedy))
