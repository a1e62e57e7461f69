"""The library, the mechanisms and the protocols as pages."""

import re

import pytest
from flask import Flask

from hep import pictures
from hep.core.library import Library, Measured
from hep.core.precautions import ruled_out
from hep.core.reading import read
from hep.core.search import Filters, search
from hep.web.library import axis, ladder
from hep.web.words import reasons, study
from tests.pages import Client, Page, words_of
from tests.web.conftest import begin_plan


def cards(page: Page) -> list[str]:
    """The exercises of the grid, by id; those that are ruled out are not among them."""
    items = [item for item in page.all("li") if (item.get("class") or "").split() == ["card"]]
    links = [next(item.iter("a")).get("href") or "" for item in items]
    return [link.removeprefix("/library/") for link in links]


def greyed(page: Page) -> dict[str, str]:
    """The exercises that are ruled out, by id, and what their cards say."""
    items = [item for item in page.all("li") if "card--no" in (item.get("class") or "")]
    return {(next(item.iter("a")).get("href") or "").removeprefix("/library/"): words_of(item) for item in items}


def number_beside(page: Page, name: str, value: str) -> int:
    """The count on the chip of a filter."""
    chip = next(label for label in page.all("label") if any(
        field.get("name") == name and field.get("value") == value for field in label.iter("input")
    ))  # fmt: skip
    return int(words_of(next(one for one in chip.iter("span") if one.get("class") == "n")))


# -- the grid


def test_the_library_shows_every_exercise_with_its_names_and_pictures(alice: Client, library: Library) -> None:
    page = alice.get("/library")
    assert cards(page) == list(library.exercises)
    for exercise in library.exercises.values():
        assert exercise.name in page.text
        assert exercise.known_as in page.text
    pictures = [image for image in page.all("img") if "/figures/" in (image.get("src") or "")]
    assert len(pictures) == 2 * len(library.exercises)
    assert {image.get("loading") for image in pictures} == {"lazy"}


@pytest.mark.parametrize(
    "query",
    [
        "q=bridge",
        "q=brigde",
        "mechanism=gait-changes&mechanism=joint-stress",
        "category=balance",
        "muscle=quadriceps&level=1&level=2",
        "position=side-lying&one_sided=1",
        "equipment=at-home&precaution=THA-POST",
        "precaution=FALL-RISK&precaution=PFP&category=strengthening&sort=name",
        "sort=activity-gluteus-medius",
    ],
)
def test_filters_combine_in_the_address(alice: Client, library: Library, query: str) -> None:
    page = alice.get(f"/library?{query}")
    fields = [tuple(part.split("=")) for part in query.split("&")]
    several = {"mechanism", "level", "position", "equipment", "precaution"}

    class Query(dict[str, str]):
        def getlist(self, name: str) -> list[str]:
            return [value for key, value in fields if key == name]

    filters = Filters.read(Query(fields), library)
    found = [exercise.id for exercise in search(library, filters)]
    assert found
    assert cards(page) == found
    for name, value in fields:
        if name in several or name in ("category", "one_sided"):
            ticked = [one for one in page.all("input", name=name, value=value) if one.get("checked") is not None]
            assert ticked, f"{name} {value} is not shown as chosen"


def test_a_number_says_how_many_a_filter_would_leave(alice: Client) -> None:
    page = alice.get("/library?category=strengthening")
    for name, value in (("mechanism", "joint-stress"), ("level", "1"), ("position", "supine"), ("precaution", "PFP")):
        promised = number_beside(page, name, value)
        assert len(cards(alice.get(f"/library?category=strengthening&{name}={value}"))) == promised


def test_what_a_precaution_rules_out_stays_with_the_reason_and_a_neighbour(alice: Client, library: Library) -> None:
    page = alice.get("/library?precaution=THA-POST&q=sit+to+stand")
    shown, out = cards(page), greyed(page)
    assert "sit-to-stand" in out
    assert "Bends the hip past 90°. Hip replaced, from behind." in out["sit-to-stand"]
    easier = library.exercises[library.exercises["sit-to-stand"].ladder.easier[0]]
    assert f"{easier.name} is not ruled out." in out["sit-to-stand"]
    assert not {*shown} & {*out}
    assert not any(ruled_out(library.exercises[one], ["THA-POST"], library) for one in shown)


@pytest.mark.parametrize(
    ("query", "said", "button"),
    [
        ("q=xyzzyq", "Nothing found for “xyzzyq”", "Show all 110"),
        ("q=bridge&level=5", "The filters hide", "Show them without filters"),
        ("category=stretching&level=5", "Nothing found", "Show all 110"),
    ],
)
def test_where_nothing_is_found_the_page_says_what_to_do(alice: Client, query: str, said: str, button: str) -> None:
    page = alice.get(f"/library?{query}")
    assert not cards(page)
    assert said in page.text
    assert cards(alice.get(page.link(button)))


def test_an_unknown_filter_is_dropped(alice: Client) -> None:
    page = alice.get("/library?mechanism=none&level=9&sort=colour&precaution=X&page=-1")
    assert cards(page) == cards(alice.get("/library"))


@pytest.mark.parametrize("words", ["%00%ff", "a" * 3000])
def test_odd_words_find_nothing_and_say_so(alice: Client, words: str) -> None:
    page = alice.get(f"/library?q={words}")
    assert not cards(page)
    assert "Nothing found" in page.text


def test_sorted_by_activity_each_card_says_its_figure(alice: Client, library: Library) -> None:
    first = library.exercises[cards(page := alice.get("/library?sort=activity-gluteus-medius"))[0]]
    figure = first.activity("gluteus-medius")
    assert figure is not None
    assert f"{figure:.0f} % gluteus medius" in page.text
    assert "Figures from different studies do not compare" in page.text


# -- an exercise


def test_every_exercise_has_a_page_that_says_what_the_patient_reads(alice: Client, library: Library) -> None:
    for exercise in library.exercises.values():
        page = alice.get(f"/library/{exercise.id}?side=left")
        assert page.h1 == exercise.name
        assert "{" not in page.text
        assert "None" not in page.text.replace("HelpNone", ""), exercise.id
        for id in exercise.evidence:
            assert " ".join(library.sources[id].citation.split()) in page.text


def test_the_words_and_the_pictures_follow_the_side(alice: Client) -> None:
    left, right = (alice.get(f"/library/straight-leg-raise?side={side}") for side in ("left", "right"))
    assert "your left" in left.text
    assert "your right" in right.text
    assert "/figures/straight-leg-raise/left/start.svg" in left.html
    assert "/figures/straight-leg-raise/right/movement.svg" in right.html
    assert alice.get("/library/straight-leg-raise?side=up").text == right.text, (
        "the right side where nothing else is said"
    )


def test_the_doses_and_rules_of_an_exercise_are_there(alice: Client, library: Library) -> None:
    page = alice.get("/library/side-lying-hip-abduction")
    for words in ("3 × 10, hold 2 s, each leg", "Once a day, 4 days a week", "Too hard?", "Too easy?", "Do not"):
        assert words in page.text
    assert "High irritability2 × 5" in page.text
    assert "Not with: Hip replaced, from the side" in page.text
    assert "abductor repair protected" in page.text
    assert "Care with: Fall risk" in page.text
    assert "Not with, as any exercise: Bone not yet healed" in page.text
    assert page.link("Knee osteoarthritis, phase 2") == "/protocols/knee-osteoarthritis#phase-2"


def test_measured_activity_is_a_chart_and_a_table_that_say_what_was_checked(alice: Client, library: Library) -> None:
    exercise = library.exercises["side-lying-hip-abduction"]
    page = alice.get(f"/library/{exercise.id}")
    bars = re.findall(r'<rect class="(c-bar[a-z-]*)"', page.html)
    assert bars.count("c-bar") == sum(row.status == "verified" for row in exercise.activities)
    assert len(bars) == len(exercise.activities)
    assert len(re.findall(r'class="c-sd[ "]', page.html)) == sum(row.sd is not None for row in exercise.activities)
    table = page.one("table")
    rows = [words_of(row) for row in table.iter("tr")][1:]
    assert len(rows) == len(exercise.activities)
    assert any(row.startswith("Distefano 2009, n 21") and "81" in row and "42" in row for row in rows)
    assert "Figures from different studies do not compare" in page.text


def test_a_figure_of_a_loaded_version_is_not_shown(alice: Client, library: Library) -> None:
    loaded = [one for one in library.exercises.values() if len(one.activities) < len(one.measured)]
    assert loaded
    for exercise in loaded:
        page = alice.get(f"/library/{exercise.id}")
        assert len(re.findall(r'<rect class="c-bar', page.html)) == len(exercise.activities)


def test_a_ladder_shows_two_neighbours_on_each_side(library: Library) -> None:
    for exercise in library.exercises.values():
        row = ladder(exercise, library)
        at = row.index(exercise)
        assert [one.level for one in row] == sorted(one.level for one in row)
        assert len(row[:at]) <= 2 >= len(row[at + 1 :])
        if exercise.ladder.easier:
            assert row[at - 1].id == exercise.ladder.easier[0]


def test_the_axis_ends_past_the_longest_line() -> None:
    def row(mean: float, sd: float | None) -> Measured:
        return Measured("gluteus-medius", mean, "Boren2011", "verified", sd)

    assert axis([]) == 80
    assert axis([row(81, 42)]) == 140
    assert axis([row(100, None), row(20, 10)]) == 100


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Distefano2009", "Distefano 2009"),
        ("BolglaUhl2005", "Bolgla & Uhl 2005"),
        ("McBeth2012", "McBeth 2012"),
        ("MacAskill2014", "MacAskill 2014"),
        ("Contreras2015b", "Contreras 2015b"),
    ],
)
def test_a_study_reads_like_a_name(key: str, words: str) -> None:
    assert study(key) == words


def test_nothing_is_said_where_no_rule_applies() -> None:
    assert reasons([]) == ""


# -- add to the plan in hand


def test_an_exercise_goes_into_the_plan_worked_on_last(planned: Client) -> None:
    page = planned.get("/library/quad-set")
    assert "Add to Ruth Abara’s plan" in page.text
    page = planned.submit(press=("add", "quad-set"))
    assert planned.path == "/plans/1"
    assert page.one("li", id="rx-quad-set") is not None


def test_an_exercise_is_added_from_the_library_to_the_plan_as_it_is_now(planned: Client) -> None:
    page = planned.get("/library/quad-set")
    planned.http.post("/plans/1", data={**page.values(page.form("/plans/1")), "remove": "bridge"})
    assert planned.submit(press=("add", "quad-set")).buttons("remove") == ["sit-to-stand", "quad-set"]


def test_without_an_open_plan_nothing_is_offered(ruth: Client) -> None:
    for address in ("/library", "/library/quad-set", "/protocols", "/protocols/knee-osteoarthritis"):
        assert "Ruth" not in ruth.get(address).text, address


def test_nobody_is_offered_the_plan_of_another(planned: Client, bob: Client, charlie: Client) -> None:
    for other in (bob, charlie):
        for address in ("/library", "/library/quad-set", "/protocols"):
            assert "Ruth" not in other.get(address).text


def test_a_precaution_of_the_patient_speaks_up(alice: Client) -> None:
    alice.get("/patients/new")
    alice.submit(name="Ruth Abara", side="left", precaution__0__code="THA-POST", precaution__0__side="left")
    begin_plan(alice)
    page = alice.get("/library/sit-to-stand")
    notice = words_of(page.one("div", id="against"))
    assert notice.startswith("Ruled out for Ruth Abara")
    assert "Hip replaced, from behind: bends the hip past 90°, until the surgeon lifts the rule" in notice
    safe = alice.get(alice.get("/library").link("Only what is safe for Ruth Abara"))
    assert "sit-to-stand" not in cards(safe)
    assert "precaution=THA-POST" in alice.response.request.url
    inside = alice.get("/protocols/knee-osteoarthritis")
    assert "Ruled out for Ruth Abara" in inside.text


# -- mechanisms


def test_a_mechanism_says_what_happens_its_signs_and_what_answers_it(alice: Client, library: Library) -> None:
    for mechanism in library.mechanisms.values():
        page = alice.get(f"/mechanisms/{mechanism.id}")
        assert page.h1 == mechanism.plain
        assert mechanism.text in page.text
        assert "may" in f"{mechanism.text} {mechanism.helps}".split()
        for sign in mechanism.notice:
            assert sign in page.text
        for finding in library.findings.values():
            assert (" ".join(finding.sees.split()) in page.text) == (finding.mechanism == mechanism.id)
        for exercise in library.exercises.values():
            if mechanism.id in exercise.mechanisms:
                assert page.link(exercise.name)


def test_the_signs_of_a_mechanism_are_in_words_for_patients(library: Library) -> None:
    for mechanism in library.mechanisms.values():
        reading = read([mechanism.text, *mechanism.notice, mechanism.helps])
        assert max(reading.flesch_kincaid, reading.smog) <= 6, mechanism.id


# -- protocols


def test_every_protocol_shows_its_phases_doses_and_criteria(alice: Client, library: Library) -> None:
    index = alice.get("/protocols")
    for protocol in library.protocols.values():
        assert protocol.name in index.text
        page = alice.get(f"/protocols/{protocol.id}")
        for phase in protocol.phases:
            assert phase.name in page.text
            assert " ".join(phase.criteria.split()) in page.text
            for row in phase.prescriptions:
                assert library.exercises[row.exercise].name in page.text
        assert page.text.count("minutes a day") == len(protocol.phases)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("kneecap", "Kneecap pain, hip and knee"),
        ("TENDINOPATHY", "Gluteal tendinopathy, safe loading"),
        ("falls", "Older adult at risk of falls"),
        ("P10", "After knee replacement"),
    ],
)
def test_a_protocol_is_found_by_a_word(alice: Client, words: str, first: str) -> None:
    assert first in [words_of(one) for one in alice.get(f"/protocols?q={words}").all("h2")]


def test_no_protocol_has_the_word(alice: Client) -> None:
    page = alice.get("/protocols?q=xyzzy")
    assert "No protocol has all of “xyzzy”" in page.text
    assert len(alice.get(page.link("Show all 12")).all("h2")) == 12


def test_a_plan_begins_from_a_protocol(ruth: Client) -> None:
    ruth.get(ruth.get("/protocols/knee-osteoarthritis").link("Begin a plan from it"))
    page = ruth.get(ruth.page.link("Ruth Abara"))
    assert page.values(page.form())["protocol"] == "knee-osteoarthritis"
    page = ruth.submit()
    assert ruth.path == "/plans/1"
    assert "Knee osteoarthritis" in page.text


def test_the_patient_is_searched_for(ruth: Client) -> None:
    address = "/protocols/knee-osteoarthritis/begin"
    assert "Ruth Abara" in ruth.get(f"{address}?q=abara").text
    page = ruth.get(f"{address}?q=nobody")
    assert "Nobody found for “nobody”" in page.text
    assert "Ruth Abara" in ruth.get(page.link("Show all")).text


def test_a_clinic_without_patients_is_told_to_add_one(alice: Client) -> None:
    assert "No patients yet" in alice.get("/protocols/knee-osteoarthritis/begin").text


# -- pictures and what is not there


def test_the_movement_is_drawn_once(alice: Client, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = alice.raw("/figures/bridge/left/movement.svg")
    assert first.mimetype == "image/svg+xml"
    assert "prefers-reduced-motion" in first.get_data(as_text=True)
    assert "private" in first.headers["Cache-Control"]

    def fails(*args: object) -> str:
        raise AssertionError("drawn again")

    monkeypatch.setattr(pictures, "moving_figure", fails)
    assert alice.raw("/figures/bridge/left/movement.svg").data == first.data


def test_a_picture_says_that_the_legs_take_turns_where_it_is_asked_to(alice: Client) -> None:
    address = "/figures/clam-60/left/finish.svg"
    assert alice.raw(f"{address}?in_turn=1").data != alice.raw(address).data


@pytest.mark.parametrize(
    "path",
    [
        "/library/none",
        "/mechanisms/none",
        "/protocols/none",
        "/protocols/none/begin",
        "/figures/none/left/movement.svg",
    ],
)
def test_what_the_library_does_not_have_says_so(alice: Client, path: str) -> None:
    assert alice.get(path, status=404).h1 == "There is nothing here"


def test_no_title_names_a_patient(planned: Client) -> None:
    for address in ("/library", "/library/quad-set", "/protocols", "/protocols/knee-osteoarthritis/begin"):
        assert "Ruth" not in planned.get(address).title
