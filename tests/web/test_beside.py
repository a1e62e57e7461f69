"""The library beside the plan: a dose behind the name, what suits, and what a script asks for."""

import re

import pytest

from tests.pages import Client, Page, words_of
from tests.web.conftest import begin_plan
from tests.web.test_acts import names, sent
from tests.web.test_home import ANSWERS

ACTS = "/plans/1?q={}"


def part(client: Client, query: str, name: str) -> str:
    return client.raw(f"/plans/1?{query}", headers={"X-Fragment": name}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("bridge", "Enter adds Bridge."),
        ("bri 2x8 hold 3s 2/day", "Enter adds Bridge: 2 × 8, hold 3 s, 2 times a day"),
        ("figure 8 walk", "Enter adds Figure-8 walk."),
        ("bridge 2x", "Bridge: “2x” is not understood. Write the dose like"),
        ("bridge 0x8", "Bridge: Sets: write a number from 1 to 10"),
        ("nothing at all", "Nothing found for"),
    ],
)
def test_the_search_says_what_enter_adds(planned: Client, typed: str, says: str) -> None:
    assert says in part(planned, f"q={typed.replace(' ', '+')}", "found")


def test_enter_adds_the_first_that_is_found_at_the_dose_that_is_said(planned: Client) -> None:
    page = planned.post(ACTS.format("wall+sit+2x20s+1/day"), **sent(planned, add_found="1"))
    assert names(page) == ["Bridge", "Sit to stand", "Wall sit"]
    assert "hold 20 s" in words_of(page.one("li", id="rx-wall-sit"))
    planned.get("/plans/1?q=zzz")
    page = planned.post(ACTS.format("quad+set"), **sent(planned, add_found="1", open="1"))
    assert page.one("form", id="dose-edit").get("action", "").startswith("/plans/1/prescriptions/quad-set")


@pytest.mark.parametrize(("typed", "says"), [("nothing+at+all", "Nothing found for “nothing at all”"),
                                             ("", "Write what to add")])  # fmt: skip
def test_enter_on_nothing_adds_nothing_and_says_so(planned: Client, typed: str, says: str) -> None:
    page = planned.post(ACTS.format(typed), **sent(planned, add_found="1"))
    assert names(page) == ["Bridge", "Sit to stand"]
    assert says in page.text


def test_a_dose_that_is_refused_adds_nothing(planned: Client) -> None:
    page = planned.post(ACTS.format("wall+sit+0x8"), status=422, **sent(planned, add_found="1"))
    assert "Sets: write a number from 1 to 10" in page.text
    assert names(page) == ["Bridge", "Sit to stand"]


def listed(page: Page) -> list[str]:
    """What stands in the list itself, not in a fold below it."""
    found = page.one("div", id="found")
    return [item.get("data-key") or "" for ul in found.findall("ul") for item in ul.iter("li") if item.get("data-key")]


def test_what_is_not_safe_or_not_at_home_is_set_apart_until_somebody_wants_to_see_it(ruth: Client) -> None:
    ruth.get("/patients/1/edit")
    ruth.submit(precaution__0__code="NO-FLOOR", **ANSWERS)
    begin_plan(ruth)
    ruth.get("/plans/1?all=1")
    folds = list(ruth.page.one("div", id="found").findall("details"))
    out, lacking = ([one.get("data-key") for one in fold.iter("li") if one.get("data-key")] for fold in folds)
    assert "ruled out for Ruth Abara" in words_of(folds[0])
    assert "need what is not at home" in words_of(folds[1])
    assert not {*out, *lacking} & {*listed(ruth.page)}
    assert {*out} < {*listed(ruth.get("/plans/1?all=1&suits=asked&at_home=1"))}
    assert {*lacking} < {*listed(ruth.get("/plans/1?all=1&suits=asked&safe=1"))}
    ruth.get("/plans/1?q=bridge&suits=asked&safe=1")
    ruth.submit(press=("add", "bridge"))
    ticked = {name: ruth.page.one("input", name=name).get("checked") is not None for name in ("safe", "at_home")}
    assert ticked == {"safe": True, "at_home": False}, "the choice stays while the plan is built"


def test_a_long_list_is_shown_in_part_and_whole_on_request(planned: Client) -> None:
    page = planned.get("/plans/1")
    assert len(listed(page)) == 40
    link = next(one for one in page.all("a") if words_of(one) == "Show all")
    assert len(listed(planned.get(link.get("href") or ""))) == 110


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("3x12 hold 5s 2/day", r"3 × 12, hold 5 s, 2 times a day, .*\. \d+ minutes a session\."),
        ("15 min", r"15 min, .*\. 15 minutes a session\."),
        ("3x", r"Not a dose yet\."),
        ("0x8", r"Sets: write a number from 1 to 10"),
    ],
)
def test_a_dose_is_read_while_it_is_typed(planned: Client, typed: str, reads: str) -> None:
    found = part(planned, f"edit=bridge&said={typed.replace(' ', '+')}", "said")
    assert re.search(reads, found), found


def test_a_dose_of_what_is_gone_is_not_there(planned: Client) -> None:
    assert planned.raw("/plans/1?edit=gone&said=3x10", headers={"X-Fragment": "said"}).status_code == 404


# -- what is the same is not sent again


def shows(html: str) -> str:
    found = re.search(r'data-shows="(\w+)"', html)
    assert found
    return found[1]


def test_rows_and_folded_phases_that_are_the_same_are_not_sent_again(planned: Client) -> None:
    planned.submit(press=("copy_phase", "phase-1"))
    planned.submit(press=("open_phase", "phase-1"))
    planned.get("/plans/1?q=zzz&edit=bridge")
    values = planned.page.values(planned.page.form("/plans/1/prescriptions/bridge"))

    def save(state: str, dose: str) -> str:
        answer = planned.http.post(
            "/plans/1/prescriptions/bridge",
            data={**values, "said": dose},
            headers={"X-Fragment": "1", "X-Shows": state},
        )
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    same = ('id="rx-sit-to-stand" data-same', 'id="phase-2" data-same')
    html = save(f"{shows(planned.response.get_data(as_text=True))} bridge", "2x7")
    assert [one in html for one in same] == [True, True]
    assert "2 × 7" in html
    planned.get("/plans/1?q=zzz&edit=bridge")
    values = planned.page.values(planned.page.form("/plans/1/prescriptions/bridge"))
    assert not [one for one in same if one in save("another", "2x6")], "another state is sent whole"


def test_a_form_that_lies_open_on_the_page_is_always_closed_by_the_answer(planned: Client) -> None:
    planned.get("/plans/1?q=zzz")
    state = shows(planned.response.text)
    ask = {"X-Fragment": "1", "X-Shows": f"{state} bridge"}
    html = planned.raw("/plans/1?edit=sit-to-stand", headers=ask).get_data(as_text=True)
    assert "data-same" not in html
    ask["X-Shows"] = state
    html = planned.raw("/plans/1?edit=sit-to-stand", headers=ask).get_data(as_text=True)
    assert 'id="rx-bridge" data-same' in html
