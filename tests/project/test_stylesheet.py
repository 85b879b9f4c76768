from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage

from stateguide.stylesheet import JoinedStylesheetFinder, join, sources


@pytest.fixture
def css(tmp_path):
    folder = tmp_path / "css"
    (folder / "quiz").mkdir(parents=True)
    (folder / "base.css").write_text("a {\n  b: c;\n}\n")
    (folder / "_layers.css").write_text("/* why */\n@layer x;\n")
    (folder / "quiz" / "stack.css").write_text('d { e: url("../../img/f.svg") }')
    return folder


def test_each_folder_makes_one_stylesheet_in_the_order_of_names(css):
    found = {name: [file.name for file in files] for name, files in sources(css).items()}
    assert found == {"site.css": ["_layers.css", "base.css"], "quiz.css": ["stack.css"]}


def test_comments_and_margins_go_and_nothing_else(css):
    assert join([css / "_layers.css", css / "base.css"]) == "@layer x;\na {\nb: c;\n}\n"


def test_paths_are_seen_from_the_joined_file(css):
    assert join([css / "quiz" / "stack.css"]) == 'd { e: url("img/f.svg") }'


def test_a_changed_source_is_joined_anew(css, tmp_path):
    finder = JoinedStylesheetFinder()
    finder.folder, finder.storage = css, FileSystemStorage(tmp_path / "joined")
    first = Path(finder.find("site.css")).read_text()
    (css / "base.css").write_text("new {}")
    assert Path(finder.find("site.css")).read_text() != first
    assert not finder.find("other.css")


def test_both_the_server_and_collectstatic_find_the_stylesheet_of_every_page():
    assert finders.find("site.css").endswith("/joined/site.css")
    assert staticfiles_storage.url("site.css").startswith(f"{settings.STATIC_URL}site.")
