"""What the patient has and can do at home: all of it asked, or nothing."""

from tests.pages import Client, words_of

ANSWERS = {
    "home__floor_transfer": "no",
    "home__kneel": "yes",
    "home__stairs": "yes",
    "home__helper": "no",
    "home__space_to_walk": "yes",
}


def test_nobody_has_asked_at_first(ruth: Client) -> None:
    assert "Not asked yet" in ruth.get("/patients/1").text
    page = ruth.get("/patients/1/edit")
    assert not [name for name in page.values(page.form()) if name.startswith("home-")], "nothing is guessed"


def test_a_home_is_kept_shown_and_forgotten(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    page = ruth.submit(home__equipment=["step", "band-loop"], home__without=["table"], **ANSWERS)
    assert "Has a low step, a loop of band Has not a firm bed Floor does not get down and up" in page.text
    page = ruth.get("/patients/1/edit")
    values = page.values(page.form())
    assert values["home-equipment"] == ["step", "band-loop"]
    assert values["home-floor_transfer"] == "no"
    assert values["home-space_to_walk"] == "yes"
    assert "Not asked yet" in ruth.submit(home__forget="y").text


def test_a_home_that_is_half_asked_comes_back_with_a_sentence(ruth: Client) -> None:
    half: list[dict[str, object]] = [
        {"home__helper": "yes"},
        {"home__equipment": ["step"]},
        {"home__without": ["mat"]},
    ]
    for said in half:
        ruth.get("/patients/1/edit")
        page = ruth.submit(status=422, name="Ruth Cole", **said)
        assert page.errors.count("Say yes or no here, too.") in (4, 5)
        assert page.one("input", name="name").get("value") == "Ruth Cole"
        shown = page.values(page.form())
        assert all(shown[name.replace("__", "-")] == value for name, value in said.items())


def test_a_thing_that_is_not_in_the_list_is_refused(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    page = ruth.submit(status=422, home__equipment=["helicopter"], **ANSWERS)
    assert "Choose some of these." in page.errors
    ruth.get("/patients/1/edit")
    assert ruth.submit(status=422, **{**ANSWERS, "home__kneel": "perhaps"}).errors


def test_what_is_not_at_home_is_said_beside_the_plan_with_a_neighbour_at_one_press(ruth: Client) -> None:
    ruth.get("/patients/1/plans/new")
    ruth.submit(mechanisms="muscle-instability")
    ruth.get("/plans/1?q=lateral+band+walk")
    ruth.submit(press=("add", "lateral-band-walk"))
    assert "Nobody has asked yet what is at home" in ruth.page.text
    ruth.get("/patients/1/edit")
    ruth.submit(home__without=["mat"], **ANSWERS)
    page = ruth.get("/plans/1?q=zzz")
    assert "needs a loop of band" in page.text
    value = next(value for value in page.buttons("swap") if value.startswith("lateral-band-walk "))
    assert "a loop of band" not in ruth.submit(press=("swap", value)).text


def test_the_library_beside_the_plan_shows_what_does_not_suit_the_home_and_what_does(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(**ANSWERS)
    ruth.get("/patients/1/plans/new")
    ruth.submit(mechanisms="muscle-instability")
    page = ruth.get("/plans/1?q=lateral+band+walk")
    item = next(words_of(one) for one in page.all("li", data_key="lateral-band-walk"))
    assert "Not at home: a loop of band." in item
    assert "Nearest that suits: Instead of" in item
    assert "Not at home" not in ruth.get("/plans/1?q=quad+set").text
