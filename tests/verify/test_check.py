import sys

from verify import check


def test_all_faults_are_shown_not_only_those_of_the_first_tool(monkeypatch, capsys):
    says = "import sys; print(sys.argv[1]); sys.exit(int(sys.argv[2]))"
    commands = {
        "first": [sys.executable, "-c", says, "first fault", "1"],
        "second": [sys.executable, "-c", says, "all is well", "0"],
        "third": [sys.executable, "-c", says, "third fault", "1"],
    }
    monkeypatch.setattr(check, "CHECKS", commands)
    assert check.main() == 1
    said = capsys.readouterr().out
    assert "first fault" in said
    assert "third fault" in said
    assert "all is well" not in said
    assert said.endswith("Faults in: first, third\n")
