"""A client that uses pages as a browser without scripts does, and checks every page that it opens."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
VOID_OF_NAME = {"hidden", "submit", "button", "image", "reset"}


class Client:
    """Opens pages, follows links, fills in and sends forms."""

    def __init__(self, app: Flask):
        self.http = app.test_client()
        self.response: TestResponse
        self.page: Page
        self.path = ""

    def get(self, path: str, status: int = 200) -> "Page":
        """Opens a page, follows where it leads, and checks it."""
        return self._opened(self.http.get(path, follow_redirects=True), status)

    def raw(self, path: str, **more: Any) -> TestResponse:
        """What a path answers, as it is."""
        return self.http.get(path, buffered=True, **more)

    def submit(
        self, action: str | None = None, *, press: tuple[str, str] | None = None, status: int = 200, **fields: Any
    ) -> "Page":
        """Sends the POST form of the page in hand (the one of that action), as filled in by the page and by `fields`.

        `press` is the name and value of the button that was used; its form may be elsewhere on the page.
        """
        form = self.page.form(action) if press is None else self.page.form_of_button(*press)
        data = self.page.values(form)
        for name, value in fields.items():
            data[name.replace("__", "-")] = value
        if press:
            data[press[0]] = press[1]
        where = form.get("action") or self.path
        return self._opened(self.http.post(where, data=data, follow_redirects=True), status)

    def post(self, path: str, status: int = 200, **fields: Any) -> "Page":
        """Sends fields straight to a path with the token of the page in hand, as a page left open would."""
        answer = self.http.post(path, data={"csrf_token": self.page.token, **fields}, follow_redirects=True)
        return self._opened(answer, status)

    def _opened(self, response: TestResponse, status: int) -> "Page":
        for sent in (*response.history, response):  # Werkzeug leaves the file of a large upload open
            sent.request.environ["wsgi.input"].close()
        assert response.status_code == status, f"{response.request.path}: {response.status_code}, not {status}"
        self.response, self.path = response, response.request.path
        self.page = Page(response.get_data(as_text=True))
        self.page.check(self.path)
        return self.page


class Page:
    """A page as a tree; every element is named without its namespace."""

    def __init__(self, html: str):
        self.html = html
        token = TOKEN.search(html)
        self.token = token[1] if token else ""
        self._plain = html.replace(self.token, "a token") if token else html
        self.root = tree_of(self._plain)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [one for one in self.root.iter(tag) if all(one.get(name) == value for name, value in wanted.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} <{tag}> {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """All words of the page, with single blanks."""
        return words_of(self.one("body"))

    @property
    def title(self) -> str:
        return words_of(self.one("title"))

    @property
    def h1(self) -> str:
        return words_of(self.one("h1"))

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        found = [box for box in self.all("div") if box.get("class") == "errors"]
        return [words_of(item) for box in found for item in box.iter("li")]

    def error_beside(self, field: str) -> str:
        """The sentence beside a field."""
        return words_of(self.one("p", id=f"{field}-e"))

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        found = [a.get("href") or "" for a in self.all("a") if words in words_of(a) or words == a.get("aria-label")]
        assert found, f"no link “{words}”"
        return found[0]

    def buttons(self, name: str) -> list[str]:
        """The values of all buttons of that name."""
        return [button.get("value") or "" for button in self.all("button") if button.get("name") == name]

    def form(self, action: str | None = None) -> Element:
        posts = [one for one in self.all("form") if (one.get("method") or "").lower() == "post"]
        if action is not None:
            posts = [one for one in posts if urlsplit(one.get("action") or "").path == action]
        assert posts, f"no form {action}"
        return posts[0]

    def form_of_button(self, name: str, value: str) -> Element:
        buttons = [one for one in self.all("button", name=name) if one.get("value") == value]
        assert buttons, f"no button {name}={value}"
        if at := buttons[0].get("form"):
            return self.one("form", id=at)
        return next(form for form in self.all("form") if buttons[0] in form.iter("button"))

    def values(self, form: Element) -> dict[str, Any]:
        """What a browser would send of a form that nobody touched."""
        data: dict[str, Any] = {}
        for field in form.iter():
            name = field.get("name")
            if not name or field.tag == "button":
                continue
            if field.tag == "input" and field.get("type") in ("checkbox", "radio"):
                if field.get("checked") is not None:
                    value = field.get("value") or "on"
                    data[name] = [*data.get(name, []), value] if field.get("type") == "checkbox" else value
            elif name == "csrf_token":
                data[name] = self.token
            elif field.tag == "input":
                data[name] = field.get("value") or ""
            elif field.tag == "textarea":
                data[name] = (field.text or "").removeprefix("\n")
            elif field.tag == "select":
                options = list(field.iter("option"))
                chosen = [one for one in options if one.get("selected") is not None]
                if field.get("multiple") is not None:
                    data[name] = [one.get("value", words_of(one)) for one in chosen]
                    continue
                chosen = chosen or options[:1]
                data[name] = chosen[0].get("value", words_of(chosen[0])) if chosen else ""
        return data

    # -- what holds on every page

    def check(self, path: str) -> None:
        faults = faults_of(self._plain)
        assert not faults, f"{path}: " + "; ".join(faults)

    def faults(self) -> list[str]:
        return [*self._frame(), *self._fields(), *self._forms(), *self._inline()]

    def _frame(self) -> Iterable[str]:
        if self.one("html").get("lang") != "en":
            yield "the page says no language"
        if not self.title.endswith("– hep") or len(self.title) < 9:
            yield f"the title is “{self.title}”"
        if len(self.all("h1")) != 1:
            yield f"{len(self.all('h1'))} h1"
        if len(self.all("main")) != 1:
            yield "not one main"
        ids = Counter(one.get("id") for one in self.root.iter() if one.get("id"))
        yield from (f"the id {one} stands {count} times" for one, count in ids.items() if count > 1)
        for one in self.root.iter():
            for name in ("aria-describedby", "aria-labelledby", "form", "for", "popovertarget"):
                yield from (f"{name} leads to no {id}" for id in (one.get(name) or "").split() if id not in ids)
        last = 1
        for one in self.root.iter():
            if one.tag in ("h1", "h2", "h3", "h4"):
                level = int(one.tag[1])
                if level > last + 1:
                    yield f"an {one.tag} “{words_of(one)}” after an h{last}"
                last = level

    def _fields(self) -> Iterable[str]:
        labelled = {label.get("for") for label in self.all("label")}
        inside = {id(field) for label in self.all("label") for field in label.iter()}
        for tag in ("input", "select", "textarea"):
            for field in self.all(tag):
                if field.get("type") in VOID_OF_NAME or id(field) in inside:
                    continue
                if field.get("id") not in labelled and not field.get("aria-label"):
                    yield f"no label for {field.get('name')}"
        for button in [*self.all("button"), *self.all("a")]:
            if not words_of(button) and not button.get("aria-label"):
                yield "a button or link without words"
        yield from ("an image without alt" for image in self.all("img") if image.get("alt") is None)

    def _forms(self) -> Iterable[str]:
        for form in self.all("form"):
            if (form.get("method") or "").lower() == "post":
                names = {field.get("name") for field in form.iter("input")}
                if "csrf_token" not in names:
                    yield f"a form to {form.get('action')} without its token"

    def _inline(self) -> Iterable[str]:
        if self.all("style"):
            yield "an inline style sheet"
        yield from ("an inline script" for one in self.all("script") if not one.get("src"))
        for one in self.root.iter():
            for name in one.attrib:
                if name == "style" or name.startswith("on"):
                    yield f"the attribute {name} on <{one.tag}>"
            for name in ("href", "src", "action"):
                if parts := urlsplit(one.get(name) or ""):
                    if (parts.scheme and not (one.tag == "img" and parts.scheme == "data")) or parts.netloc:
                        yield f"{name} leads outside: {one.get(name)}"
                    if "name" in dict(parse_qsl(parts.query)) and "patients/new" not in parts.path:
                        yield "a name in an address"


# Many tests open the same page: but for its token it is read once, and no test changes what was read.


@lru_cache(500)
def tree_of(html: str) -> Element:
    """The tree of a page. Raises ParseError where it is no valid HTML."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root


@lru_cache(1000)
def faults_of(html: str) -> list[str]:
    return Page(html).faults()


def words_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
