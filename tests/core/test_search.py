"""Finding exercises."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from hep.core.library import CATEGORIES, MECHANISMS, Exercise, Library
from hep.core.precautions import ruled_out
from hep.core.search import (
    ACTIVITY,
    AT_HOME,
    LEVELS,
    Filters,
    counts,
    equipment_choices,
    search,
    sorts,
    why_found,
)
from hep.core.search_index import index_of, mistakes_between
from tests.shipped import LIBRARY


def found(library: Library, words: str) -> list[str]:
    return [exercise.id for exercise in search(library, Filters(words=words))]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        # a name: the patient's, the therapist's, the id
        ("bridge", "bridge"),
        ("squat", "squat"),
        ("sit to stand", "sit-to-stand"),
        ("quad set", "quad-set"),
        ("quad-set", "quad-set"),
        ("clam-60", "clam-60"),
        ("bird dog", "bird-dog"),
        ("monster walk", "monster-walk"),
        ("hip hike", "hip-hike"),
        ("one-leg squat", "single-leg-squat"),
        ("single leg squat", "single-leg-squat"),
        ("side-lying hip abduction", "side-lying-hip-abduction"),
        ("side lying leg lift", "side-lying-hip-abduction"),
        ("terminal knee extension", "terminal-knee-extension-band"),
        ("lunge", "forward-lunge"),
        ("butterfly", "adductor-stretch-butterfly"),
        ("thomas", "hip-flexor-stretch-thomas"),
        ("piriformis", "piriformis-stretch-figure-4"),
        # case, accents, hyphens, spaces, the beginning of a word
        ("QUAD SET", "quad-set"),
        ("Quád sét", "quad-set"),
        ("  quad   set ", "quad-set"),
        ("step-length", "step-length-floor-marks"),
        ("quadru", "quadruped-hip-extension-bent"),
        ("clamsh", "clam-30"),
        ("heel-to-toe (tandem) walking", "tandem-walking"),
        # a muscle in clinical and in lay words
        ("soleus", "soleus-stretch-wall"),
        ("hamstrings", "standing-hamstring-curl"),
        ("tensor fasciae", "itb-tfl-stretch-standing"),
        ("belly", "bird-dog"),
        ("big muscle of your calf", "gastrocnemius-stretch-strap"),
        # a thing
        ("treadmill", "treadmill-symmetry-walking"),
        ("metronome", "metronome-walking"),
        ("foam pad", "single-leg-stance-foam"),
        ("cane", "cane-walking"),
        ("rolled towel", "obstacle-step-over"),
        # a position or a category
        ("hands and knees", "fire-hydrant"),
        ("balance", "feet-together-stance"),
        ("stretching sitting", "gastrocnemius-stretch-strap"),
        # a sign
        ("Trendelenburg", "isometric-hip-abduction-supine"),  # the usual answer of the sign comes first
        ("trendelenburg gait", "standing-hip-abduction"),
        ("quadriceps lag", "quad-set"),
        ("valgus", "squat-mirror-alignment"),
        ("limp", "weight-shift-side"),
        ("knock knees", "squat-mirror-alignment"),
        ("swollen knee", "quad-set"),
        ("kneecap pain", "mini-squat"),
        # several words, each found somewhere else
        ("band squat", "squat-band-knees"),
        ("walk mirror", "mirror-walking-trunk"),
        ("chair stretch", "figure-4-seated"),
        ("strap hamstrings lying", "hamstring-stretch-supine-strap"),
        ("stretch calf wall", "gastrocnemius-stretch-wall"),
        ("balance foam", "single-leg-stance-foam"),
        # a part of the body in everyday words
        ("bottom", "glute-set"),
        ("squeeze buttocks", "glute-set"),
        ("front of thigh", "quad-stretch-prone-strap"),
        ("front of my thigh", "quad-stretch-prone-strap"),
        ("back of the thigh", "hamstring-stretch-supine-strap"),
        ("inner thigh", "adductor-stretch-butterfly"),
        ("stretch for the front of the hip", "hip-flexor-stretch-thomas"),
        ("outer hip", "clam-30"),
        ("calf", "gastrocnemius-stretch-strap"),
        ("shin", "heel-to-toe-rocking"),
        ("tummy", "bird-dog"),
        ("glute med", "clam-30"),
        ("it band", "itb-tfl-stretch-standing"),
        ("walking stick", "cane-walking"),
        ("theraband clam", "clam-band"),
        # typing errors: a letter left out, added, changed, swapped; two in a long word; in several words
        ("squt", "squat"),
        ("squaat", "squat"),
        ("sqaut", "squat"),
        ("brigde", "bridge"),
        ("ridge", "bridge"),
        ("lungee", "forward-lunge"),
        ("tredmill", "treadmill-symmetry-walking"),
        ("metrenome", "metronome-walking"),
        ("piriformus", "piriformis-stretch-figure-4"),
        ("trendelenberg", "isometric-hip-abduction-supine"),
        ("trendlenberg", "isometric-hip-abduction-supine"),
        ("hamstirng curl", "standing-hamstring-curl"),
        ("gluteous medius", "clam-30"),
        ("mirorr sqaut", "squat-mirror-alignment"),
        ("sit to stnad", "sit-to-stand"),
        # more than one, and written as one word or as two
        ("squats", "squat"),
        ("bridges", "bridge"),
        ("sidelying abduction", "side-lying-hip-abduction"),
        ("birddog", "bird-dog"),
        ("clam shells", "clam-60"),
        ("dead lift", "single-leg-deadlift-supported"),
    ],
)
def test_what_is_meant_comes_first(library: Library, words: str, first: str) -> None:
    assert found(library, words)[0] == first


@pytest.mark.parametrize("words", ["xyzzy", "squat xyzzy", "bike", "wquat xyzzy", "knt", "膝", "quadrilateral"])
def test_what_is_nowhere_finds_nothing(library: Library, words: str) -> None:
    assert found(library, words) == []


@pytest.mark.parametrize("words", ["", "   ", "-", "(", ".*", "\\", "🦵"])
def test_no_words_find_everything_in_the_order_of_the_library(library: Library, words: str) -> None:
    assert found(library, words) == list(library.exercises)


def test_every_exercise_is_first_for_its_own_names(library: Library) -> None:
    for exercise in library.exercises.values():
        for name in filter(None, (exercise.name, exercise.known_as)):
            assert found(library, name)[0] == exercise.id, name


def some(values: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=3).map(tuple)  # type: ignore[call-overload]


FILTERS = st.builds(
    Filters,
    words=st.sampled_from(["", "squat", "sqaut", "lying", "band", "hip", "walk"]),
    mechanisms=some(MECHANISMS),
    category=st.sampled_from(["", *CATEGORIES]),
    muscle=st.sampled_from(["", *LIBRARY.muscles]),
    positions=some(LIBRARY.positions),
    equipment=some(equipment_choices(LIBRARY)),
    levels=some(LEVELS),
    precautions=some(LIBRARY.precautions),
    one_sided=st.booleans(),
    sort=st.sampled_from(["", *sorts(LIBRARY)]),
)


def passes(one: Exercise, filters: Filters) -> bool:
    """The filters once more, in the plainest way."""
    has = {thing for thing in LIBRARY.equipment if LIBRARY.equipment[thing].at_home} | set(filters.equipment)
    return all(
        [
            all(mechanism in one.mechanisms for mechanism in filters.mechanisms),
            filters.category in ("", one.category),
            filters.muscle in ("", *one.muscles.primary, *one.muscles.secondary),
            not filters.positions or one.position in filters.positions,
            not filters.levels or one.level in filters.levels,
            not filters.equipment or all(any(thing in has for thing in choice) for choice in one.equipment_choices),
            not ruled_out(one, filters.precautions, LIBRARY),
            one.one_sided or not filters.one_sided,
        ]
    )


@given(FILTERS)
def test_filters_keep_what_a_plain_loop_keeps(filters: Filters) -> None:
    wanted = [one.id for one in search(LIBRARY, Filters(words=filters.words)) if passes(one, filters)]
    found = [one.id for one in search(LIBRARY, replace(filters, sort=""))]
    assert found == wanted
    assert sorted(one.id for one in search(LIBRARY, filters)) == sorted(found)


@given(FILTERS)
def test_filters_survive_the_address_of_a_page(filters: Filters) -> None:
    again = Filters.read(MultiDict(filters.as_query()), LIBRARY)
    for name in ("mechanisms", "positions", "equipment", "levels", "precautions"):
        assert set(getattr(again, name)) == set(getattr(filters, name))
    for name in ("words", "category", "muscle", "one_sided", "sort"):
        assert getattr(again, name) == getattr(filters, name)
    assert [one.id for one in search(LIBRARY, again)] == [one.id for one in search(LIBRARY, filters)]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(words="sqaut"),
        Filters(levels=(1,), positions=("supine",)),
        Filters(mechanisms=("gait-changes",), equipment=(AT_HOME,), one_sided=True),
        Filters(words="hip", category="strengthening", muscle="gluteus-medius", precautions=("PFP",)),
    ],
)
def test_a_count_is_what_is_found_when_the_value_is_chosen(library: Library, filters: Filters) -> None:
    adds = {"mechanism": "mechanisms", "equipment": "equipment", "precaution": "precautions"}
    for facet, of_values in counts(library, filters).items():
        for value, count in of_values.items():
            if facet in adds:
                chosen = replace(filters, **{adds[facet]: (*getattr(filters, adds[facet]), value)})
            elif facet == "position":
                chosen = replace(filters, positions=(value,))
            elif facet == "level":
                chosen = replace(filters, levels=(int(value),))
            else:
                chosen = replace(filters, **{facet: True if facet == "one_sided" else value})
            assert len(search(library, chosen)) == count, (facet, value)


def test_nothing_special_is_what_every_home_has(library: Library) -> None:
    for one in search(library, Filters(equipment=(AT_HOME,))):
        assert all(any(library.equipment[thing].at_home for thing in choice) for choice in one.equipment_choices)
    assert "bridge" in found(library, "bridge")
    assert "treadmill-symmetry-walking" not in [one.id for one in search(library, Filters(equipment=("cane",)))]


def test_the_orders(library: Library) -> None:
    levels = [one.level for one in search(library, Filters(sort="level"))]
    assert levels == sorted(levels)
    names = [one.name.casefold() for one in search(library, Filters(sort="name"))]
    assert names == sorted(names)
    activity = [one.activity("gluteus-medius") for one in search(library, Filters(sort=f"{ACTIVITY}gluteus-medius"))]
    known = [one for one in activity if one is not None]
    assert activity == [*sorted(known, reverse=True), *[None] * (len(activity) - len(known))]
    assert known


def test_activity_with_a_load_that_the_exercise_does_not_have_sorts_nothing(library: Library) -> None:
    assert library.exercises["hip-thrust"].activity("gluteus-maximus") is None
    assert [one.mean for one in library.exercises["hip-thrust"].measured]


def test_a_search_says_where_each_word_was_found(library: Library) -> None:
    exercise = library.exercises["isometric-hip-abduction-supine"]
    assert why_found(library, "trendelenberg", exercise) == [
        "“trendelenberg”, read as “trendelenburg”: sign it usually answers"
    ]
    assert why_found(library, "the clams", library.exercises["clam-60"]) == ["“clams”: name"]
    assert why_found(library, "", exercise) == []


def test_the_same_library_is_indexed_once(library: Library) -> None:
    assert index_of(library) is index_of(library)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("squat", "squat", 0),
        ("squt", "squat", 1),
        ("squaat", "squat", 1),
        ("sqaut", "squat", 1),
        ("sguat", "squat", 1),
        ("sgaut", "squat", 2),
        ("", "ab", 2),
        ("abcd", "wxyz", 3),
    ],
)
def test_a_mistake_is_a_letter_left_out_added_changed_or_swapped(one: str, other: str, count: int) -> None:
    assert mistakes_between(one, other, 2) == mistakes_between(other, one, 2) == count


@given(
    st.sampled_from(sorted({word for one in LIBRARY.exercises.values() for word in one.name.lower().split()})),
    st.data(),
)
def test_a_name_with_one_mistake_finds_something(word: str, data: st.DataObject) -> None:
    if len(word) < 5 or not word.isalpha():
        return
    at = data.draw(st.integers(1, len(word) - 1))
    assert search(LIBRARY, Filters(words=word[:at] + word[at + 1 :]))
    assert search(LIBRARY, Filters(words=word[:at] + "z" + word[at:]))


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(words: str) -> None:
    assert set(found(LIBRARY, words)) <= set(LIBRARY.exercises)


def test_what_is_unknown_in_an_address_is_dropped(library: Library) -> None:
    names = ("mechanism", "category", "muscle", "position", "equipment", "level", "precaution", "one_sided", "sort")
    query = MultiDict([("q", "x" * 200), ("mechanism", "joint-stress"), *((name, "magic") for name in names)])
    assert Filters.read(query, library) == Filters(words="x" * 100, mechanisms=("joint-stress",))
    assert Filters.read({"mechanism": "gait-changes", "level": "2"}, library) == Filters(
        mechanisms=("gait-changes",), levels=(2,)
    )


def test_empty_filters_leave_no_trace_in_an_address() -> None:
    assert Filters().as_query() == {}
