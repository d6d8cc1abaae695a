"""The motif: points of light from one person to a million, safe to put into a page and light enough to send."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.site.drawing import Branch, Light, Point, mark, nest, ring, whole
from tenfold.site.drawing.layout import on_ring, shares, split, sunflower, touching

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("1")</script> & \' עברית'


def read(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314  # our own


def elements(drawing: str) -> int:
    return sum(1 for _ in read(drawing).iter())


def circles_of_ten(levels: int, *, mine: bool = True, href: str = "/circle/") -> Branch:
    """A full nest: ten in ten in ten, the first of each the reader's."""
    if levels == 1:
        return Branch(10, "ten", href, mine)
    children = tuple(circles_of_ten(levels - 1, mine=mine and place == 0, href=href) for place in range(10))
    return Branch(10**levels, f"level {levels}", href, mine, children)


def path_to_mine(levels: int) -> Branch:
    """As a page hands it over: only the reader's way down is spelled out."""
    if levels == 1:
        return Branch(10, "ten", "/circle/", mine=True)
    others = tuple(Branch(10 ** (levels - 1), "other", "/circle/") for _ in range(9))
    return Branch(10**levels, f"level {levels}", "/circle/", mine=True, children=(path_to_mine(levels - 1), *others))


DRAWINGS = {
    "mark": lambda text: mark(label=text),
    "ring": lambda text: ring([Point(text, text, Light.MINE, delegate=True, href=text), Point(text)], label=text),
    "nest": lambda text: nest(Branch(20, children=(Branch(10, text, text, mine=True), Branch(10, text))), label=text),
    "whole": lambda text: whole(Branch(20, children=(Branch(10, text, text, mine=True), Branch(10, text))), label=text),
}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_name_with_markup_in_it_stays_a_name(kind):
    drawing = DRAWINGS[kind](NASTY)
    root = read(drawing)
    assert root.get("aria-label") == NASTY
    assert not list(root.iter(f"{SVG}script"))
    assert "<script" not in drawing


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_drawing_carries_no_style_of_its_own(kind):
    assert "style" not in DRAWINGS[kind]("a").lower()


@pytest.mark.parametrize("kind", ["ring", "nest", "whole"])
def test_a_link_says_where_it_leads(kind):
    links = list(read(DRAWINGS[kind]("Miriam")).iter(f"{SVG}a"))
    assert links
    assert all(
        link.get("href") == link.get("aria-label") == link.find(f"{SVG}title").text == "Miriam" for link in links
    )


def test_what_has_links_is_a_group_and_what_has_none_an_image():
    assert read(ring([Point("Miriam", href="/m/")], label="A ten")).get("role") == "group"
    assert read(ring([Point("Miriam")], label="A ten")).get("role") == "img"
    assert read(mark()).get("aria-hidden") == "true"


def test_the_mark_has_ten_points_and_one_is_lit():
    root = read(mark())
    assert root.find(f"{SVG}path").get("d").count("M") == 9
    assert [point.get("class") for point in root.iter(f"{SVG}circle")].count("drawing-mine") == 1


def test_a_ten_shows_its_people_open_seats_and_the_delegate_on_top():
    people = [Point(f"Person {place}", f"P{place}", delegate=place == 4) for place in range(8)]
    seats = [Point("Me", "ME", Light.MINE), *people, Point("An open seat", light=Light.OPEN)]
    root = read(ring(seats, label="Our ten"))
    dots = [
        point for point in root.iter(f"{SVG}circle") if point.get("class") in {f"drawing-{light}" for light in Light}
    ]
    assert len(dots) == 10
    assert [dot.get("class") for dot in dots].count("drawing-open") == 1
    titles = [group.find(f"{SVG}title").text for group in root.findall(f"{SVG}g")]
    assert titles[0] == "Person 4"
    assert float(dots[0].get("cy")) == min(float(dot.get("cy")) for dot in dots)


def test_a_hundred_shows_everybody_and_links_to_each_ten():
    root = read(nest(circles_of_ten(2), label="A hundred"))
    dots = sum(path.get("d").count("h0") for path in root.iter(f"{SVG}path"))
    assert dots == 100
    assert len(list(root.iter(f"{SVG}a"))) == 10


@pytest.mark.parametrize("levels", [1, 2, 3, 4, 5, 6])
def test_however_many_people_the_elements_stay_few(levels):
    tree = circles_of_ten(levels) if levels < 5 else path_to_mine(levels)
    assert elements(nest(tree, label="nest", depth=levels)) <= 120
    assert elements(whole(tree, label="whole")) <= 120
    assert len(whole(tree, label="whole")) < 60_000


@pytest.mark.parametrize("branches", [1, 2, 60, 450])
def test_a_whole_of_many_separate_circles_keeps_to_the_bound(branches):
    tree = Branch(branches * 10, children=tuple(Branch(10, "ten", "/c/") for _ in range(branches)))
    assert elements(whole(tree, label="whole")) <= 2000
    assert elements(nest(tree, label="nest")) <= 10 * max(branches, 10)


@pytest.mark.parametrize("people", [0, 1, 2, 10, 1500, 1501, 14_250_000])
def test_a_whole_without_circles_yet_is_drawn_too(people):
    root = read(whole(Branch(people), label="The whole"))
    points = sum(path.get("d").count("h0") for path in root.iter(f"{SVG}path"))
    assert points == min(max(people, 1), 1500)


def test_one_s_own_point_is_lit_inside_one_s_own_circles():
    root = read(whole(circles_of_ten(3), label="whole"))
    lit = next(point for point in root.iter(f"{SVG}circle") if point.get("class") == "drawing-mine")
    ten = next(path for path in root.iter(f"{SVG}path") if "drawing-dots-ten" in path.get("class"))
    places = re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", ten.get("d"))
    assert len(places) == 10
    assert (lit.get("cx"), lit.get("cy")) in places


def test_without_a_seat_no_point_is_lit():
    tree = Branch(200, children=(Branch(100, "a"), Branch(100, "b")))
    assert "drawing-mine" not in whole(tree, label="whole")


def test_only_a_ten_is_painted_as_one_s_own_and_what_is_larger_as_shared():
    drawing = whole(Branch(200, children=(Branch(100, "mine", mine=True), Branch(100, "other"))), label="whole")
    assert "drawing-dots-ten" not in drawing
    shared = next(path for path in read(drawing).iter(f"{SVG}path") if "drawing-dots-shared" in path.get("class"))
    assert shared.get("d").count("h0") == 100


@given(st.integers(3, 40), st.floats(1, 500))
def test_children_of_a_ring_touch_it_and_never_each_other(count, reach):
    radius, child = touching(count, reach)
    places = on_ring(count, radius + child)
    gaps = np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1)
    assert (gaps >= 2 * child * 0.999).all()
    assert radius + 2 * child == pytest.approx(reach)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=40).filter(any), st.integers(1, 2000))
def test_everyone_gets_a_share_and_nothing_is_lost(people, total):
    dealt = shares(people, total)
    assert min(dealt) >= 1
    assert sum(dealt) == max(total, len(people))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.booleans())
def test_a_head_is_dealt_out_without_remainder(sizes, by_angle):
    points = sunflower(sum(sizes), 100.0)
    dealt = split(points, np.arange(len(points)), sizes, by_angle=by_angle)
    assert [len(part) for part in dealt] == sizes
    assert sorted(np.concatenate(dealt)) == list(range(len(points)))


def test_points_of_a_sunflower_keep_their_distance():
    points = sunflower(1000, 100.0)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2) + np.eye(1000) * 1000
    assert apart.min() > 4
    assert np.linalg.norm(points, axis=1).max() <= 100
