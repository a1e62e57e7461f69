"""Finding exercises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from hep import paths
from hep.content import read_library
from hep.core.library import CATEGORIES, MECHANISMS, Library
from hep.core.search import Filters, search

LIBRARY = read_library(paths.LIBRARY)  # hypothesis draws from it


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
        ("Trendelenburg", "side-lying-hip-abduction"),
        ("quadriceps lag", "quad-set"),
        ("valgus", "squat-band-knees"),
        # several words, each found somewhere else
        ("band squat", "squat-band-knees"),
        ("walk mirror", "mirror-walking-trunk"),
        ("chair stretch", "figure-4-seated"),
        ("strap hamstrings lying", "hamstring-stretch-supine-strap"),
    ],
)
def test_what_is_meant_comes_first(library: Library, words: str, first: str) -> None:
    assert found(library, words)[0] == first


@pytest.mark.parametrize("words", ["xyzzy", "squat xyzzy", "ridge", "膝"])
def test_what_is_nowhere_finds_nothing(library: Library, words: str) -> None:
    assert found(library, words) == []


@pytest.mark.parametrize("words", ["", "   ", "-", "(", ".*", "\\", "🦵"])
def test_no_words_find_everything_in_the_order_of_the_library(library: Library, words: str) -> None:
    assert found(library, words) == list(library.exercises)


def test_every_exercise_is_first_for_its_own_names(library: Library) -> None:
    for exercise in library.exercises.values():
        for name in filter(None, (exercise.name, exercise.known_as)):
            assert found(library, name)[0] == exercise.id, name


FILTERS = st.builds(
    Filters,
    words=st.sampled_from(["", "squat", "lying", "band", "hip", "walk"]),
    mechanisms=st.lists(st.sampled_from(MECHANISMS), unique=True).map(tuple),
    category=st.sampled_from(["", *CATEGORIES]),
    muscle=st.sampled_from(["", "no-such-muscle", *LIBRARY.muscles]),
)


@given(FILTERS)
def test_filters_keep_what_a_plain_loop_keeps(filters: Filters) -> None:
    wanted = []
    for exercise in search(LIBRARY, Filters(words=filters.words)):
        if filters.category and exercise.category != filters.category:
            continue
        if filters.muscle and filters.muscle not in (*exercise.muscles.primary, *exercise.muscles.secondary):
            continue
        if any(mechanism not in exercise.mechanisms for mechanism in filters.mechanisms):
            continue
        wanted.append(exercise.id)
    assert [exercise.id for exercise in search(LIBRARY, filters)] == wanted


@given(FILTERS)
def test_filters_survive_the_address_of_a_page(filters: Filters) -> None:
    again = Filters.read(MultiDict(filters.as_query()), LIBRARY)
    assert set(again.mechanisms) == set(filters.mechanisms)
    assert (again.words, again.category, again.muscle) == (filters.words, filters.category, filters.muscle)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(words: str) -> None:
    assert set(found(LIBRARY, words)) <= set(LIBRARY.exercises)


def test_what_is_unknown_in_an_address_is_dropped() -> None:
    query = MultiDict([("q", "x" * 200), ("mechanism", "joint-stress"), ("mechanism", "magic"), ("category", "magic")])
    assert Filters.read(query) == Filters(words="x" * 100, mechanisms=("joint-stress",))
    assert Filters.read({"mechanism": "gait-changes"}) == Filters(mechanisms=("gait-changes",))


def test_empty_filters_leave_no_trace_in_an_address() -> None:
    assert Filters().as_query() == {}
