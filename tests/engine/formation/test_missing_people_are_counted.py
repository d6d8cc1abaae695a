"""Those who wait are told how many more it takes: the counting is that of a patient person with a pencil."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tenfold.engine.formation import NOBODY
from tenfold.engine.formation.missing import (
    best_chances,
    count_cells,
    line_of,
    one_more_hour,
    one_more_language,
    parts_of_week,
    within_reach,
)
from tenfold.engine.hours import pack

LANGUAGES = 3


def people(spoken: list[set[int]], free: list[set[int]], offset: list[int]) -> tuple[np.ndarray, ...]:
    """Languages, hours and offsets as arrays; ``free`` are UTC slots."""
    week = np.zeros((len(free), 672), bool)
    for row, slots in zip(week, free, strict=True):
        row[sorted(slots)] = True
    languages = np.array([[sum(1 << code for code in codes)] for codes in spoken], np.uint64).reshape(-1, 1)
    return languages, pack(week), np.array(offset, np.int16)


lines = st.lists(
    st.tuples(
        st.sets(st.integers(0, LANGUAGES - 1)),
        st.sets(st.sampled_from([0, 1, 2, 3, 76, 77, 78, 79, 80, 400, 401, 402, 403, 404, 669, 670, 671])),
        st.sampled_from([-300, 0, 345, 780]),
    ),
    max_size=8,
)


@given(lines)
def test_it_counts_as_a_patient_person_would(line: list[tuple[set[int], set[int], int]]) -> None:
    arrays = people([one[0] for one in line], [one[1] for one in line], [one[2] for one in line])
    found = line_of(*arrays, minutes=60)
    cells = count_cells(found, languages=LANGUAGES)
    could = [{slot for slot in range(672) if all((slot + more) % 672 in one[1] for more in range(4))} for one in line]

    for language in range(LANGUAGES):
        for slot in (0, 76, 77, 400, 401, 669, 671):
            by_hand = sum(language in one[0] and slot in starts for one, starts in zip(line, could, strict=True))
            assert cells[language, slot] == by_hand

    chances = best_chances(found, cells, counted=np.ones(len(line), bool), most=2)
    for k, (codes, _slots, offset) in enumerate(line):
        by_part: dict[tuple[int, int], int] = {}
        for language in codes:
            for slot in could[k]:
                part = (slot + offset // 15) % 672 // 24
                by_part[language, part] = max(by_part.get((language, part), 0), int(cells[language, slot]) - 1)
        best = sorted(by_part.values(), reverse=True)[:2]
        assert [others for others in chances.others[k].tolist() if others != NOBODY] == best
        for language, part, others in zip(*(field[k].tolist() for field in chances[:1] + chances[2:]), strict=True):
            assert others == NOBODY or by_part[language, part] == others
        reach = bool(within_reach(found, cells, least=2)[k])
        assert reach == any(others >= 1 for others in by_part.values())


def test_somebody_who_is_not_counted_yet_finds_all_others() -> None:
    evening = set(range(76, 84))
    crowd = line_of(*people([{0}] * 3, [evening] * 3, [0] * 3), minutes=60)
    cells = count_cells(crowd, languages=1)
    newcomer = line_of(*people([{0}], [evening], [0]), minutes=60)

    assert best_chances(newcomer, cells, counted=np.array([False])).others[0, 0] == 3
    assert best_chances(crowd, cells, counted=np.ones(3, bool)).others[:, 0].tolist() == [2, 2, 2]


def test_of_equal_chances_the_kinder_hour_comes_first() -> None:
    night, evening = set(range(4, 8)), set(range(76, 80))
    line = line_of(*people([{0}] * 2, [night | evening] * 2, [0] * 2), minutes=60)

    assert best_chances(line, count_cells(line, languages=1), counted=np.ones(2, bool)).part[0, :2].tolist() == [3, 0]


def test_parts_are_those_of_ones_own_clock() -> None:
    line = line_of(*people([{0}], [set(range(80, 84))], [5 * 60]), minutes=60)  # Monday 20:00 UTC is Tuesday 1:00

    cells = count_cells(line, languages=1)

    assert best_chances(line, cells, counted=np.ones(1, bool)).part[0, 0] == 4
    assert parts_of_week(cells, clock=20)[0].tolist() == [int(part == 4) for part in range(28)]


def test_what_would_help_is_the_fullest_cell_one_is_not_in() -> None:
    monday, tuesday, night = set(range(76, 84)), set(range(172, 180)), set(range(100, 104))
    spoken = [{0}, {0}, {0}, {1}, {1}, {1}, {1}, {0}, {0}, {0}]
    free = [monday, tuesday, tuesday, monday, monday, monday, monday, night, night, night]
    line = line_of(*people(spoken, free, [0] * 10), minutes=60)
    cells = count_cells(line, languages=2)

    hour, language = one_more_hour(line, cells), one_more_language(line, cells)

    assert (hour.part[0, 0], hour.others[0, 0]) == (7, 2)  # Tuesday evening; more are there at night, when one sleeps
    assert (language.language[0, 0], language.others[0, 0]) == (1, 4)


def test_nobody_is_no_trouble() -> None:
    line = line_of(np.empty((0, 1), np.uint64), np.empty((0, 11), np.uint64), np.empty(0, np.int16), minutes=60)
    cells = count_cells(line, languages=0)

    assert cells.shape == (0, 672)
    assert best_chances(line, cells, counted=np.empty(0, bool)).others.shape == (0, 3)
    assert within_reach(line, cells, least=2).shape == (0,)
