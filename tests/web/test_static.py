"""Style sheet, signs and scripts: kept by browsers for long, and found anew when one of them has changed."""

import re
from pathlib import Path
from urllib.parse import urljoin

from flask import Flask

from hep.web.words import fingerprint
from tests.pages import Client


def test_a_page_names_files_that_may_be_kept_for_a_year(app: Flask, alice: Client) -> None:
    page = alice.get("/")
    files = [one.get("href") or "" for one in page.all("link")] + [one.get("src") or "" for one in page.all("script")]
    assert len(files) > 2
    for file in files:
        with alice.http.get(file) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000"), file


def test_the_address_of_all_changes_with_any_file_so_that_what_a_script_imports_is_new_too(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    names = ("hep.css", "js/one.js", "js/two.js")
    for name in names:
        (tmp_path / name).write_text(name)
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    for name in names:
        (tmp_path / name).write_text("changed")
        now = fingerprint(tmp_path)
        assert now != before, name
        before = now


def test_the_letters_are_where_the_style_sheet_looks_for_them(alice: Client) -> None:
    sheet = next(one.get("href") or "" for one in alice.get("/").all("link") if one.get("rel") == "stylesheet")
    with alice.http.get(sheet) as answer:
        letters = re.findall(r'url\("([^"]+\.ttf)"\)', answer.get_data(as_text=True))
    assert letters
    for one in letters:
        with alice.http.get(urljoin(sheet, one)) as answer:
            assert answer.status_code == 200, one
