import pytest

from verify import fonts


@pytest.fixture
def asked(monkeypatch):
    packages = []
    monkeypatch.setattr(fonts, "apt_install", packages.append)
    monkeypatch.setattr(fonts, "can_use_apt", lambda: True)
    return packages


@pytest.fixture
def known(monkeypatch, tmp_path):
    """Make a fontconfig that knows these families alone."""

    def make(*families):
        script = "#!/bin/sh\ncase $1 in\n" + "".join(f"'{name}') echo it;;\n" for name in families)
        (tmp_path / "fc-list").write_text(f"{script}esac\n")
        (tmp_path / "fc-list").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return make


def test_root_on_debian_gets_what_is_missing_and_one_line_tells_it(known, asked, capsys):
    known("DejaVu Serif")
    fonts.provide()
    assert asked == ["fonts-liberation"]
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("family", fonts.STAND_INS)
def test_with_one_of_them_nothing_is_installed(known, asked, capsys, family):
    known(family)
    fonts.provide()
    assert asked == []
    assert capsys.readouterr().out == ""


def test_who_may_not_install_is_told_the_package(known, asked, monkeypatch, capsys):
    monkeypatch.setattr(fonts, "can_use_apt", lambda: False)
    known()
    fonts.provide()
    assert asked == []
    assert "fonts-liberation" in capsys.readouterr().out
