import pytest

from verify import chromium
from verify.chromium import NoChromium, installed, provide


@pytest.fixture
def programs(tmp_path):
    """Make programs of these names; give the environment that finds them."""

    def make(*names):
        for name in names:
            (tmp_path / name).write_text("#!/bin/sh\n")
            (tmp_path / name).chmod(0o755)
        return {"PATH": str(tmp_path)}

    return make


def test_the_order_is_the_named_one_then_chromium_then_chrome(programs, tmp_path):
    path = programs("google-chrome")
    assert installed(path) == str(tmp_path / "google-chrome")
    path = programs("chromium")
    assert installed(path) == str(tmp_path / "chromium")
    programs("mine")
    assert installed({**path, "CHROMIUM": str(tmp_path / "mine")}) == str(tmp_path / "mine")


def test_a_named_one_that_does_not_run_is_a_fault_and_no_other_is_taken(programs):
    with pytest.raises(NoChromium, match="CHROMIUM=/nowhere"):
        installed({**programs("chromium"), "CHROMIUM": "/nowhere"})


@pytest.fixture
def _nothing_there(monkeypatch):
    monkeypatch.setattr(chromium, "installed", lambda: None)
    monkeypatch.setattr(chromium, "downloaded", lambda: None)
    monkeypatch.setattr(chromium, "_download", lambda: None)


@pytest.mark.usefixtures("_nothing_there")
def test_without_any_way_to_get_one_a_line_says_how(monkeypatch):
    monkeypatch.setattr(chromium, "can_use_apt", lambda: False)
    with pytest.raises(NoChromium, match="install the package chromium"):
        provide()


@pytest.mark.usefixtures("_nothing_there")
def test_root_on_debian_gets_the_package_and_one_line_tells_it(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(chromium, "can_use_apt", lambda: True)
    monkeypatch.setattr(chromium, "apt_install", asked.append)
    with pytest.raises(NoChromium):
        provide()
    assert asked == ["chromium"]
    assert capsys.readouterr().out.count("\n") == 1
