"""The parts of templates/figures/: what is drawn is what the engine said."""

import pytest

from lessons.excerpts import excerpt
from lessons.minis import drawn as drawn_small
from lessons.templatetags import figures as tags
from tests.lessons.figures import SHOP, drawn, ladder_before, ladder_of, outcome_of, stack_of
from whatif.ladder import pieces
from whatif.outcome import Fate

SHOP_STACK = stack_of(SHOP)


def _order(html: str, *words: str) -> list[int]:
    found = [html.find(word) for word in words]
    assert -1 not in found, dict(zip(words, found, strict=True))
    return found


def test_before_the_run_a_piece_has_a_letter_and_claims_nothing():
    html = drawn("ladder", ladder=ladder_before(SHOP_STACK))
    assert '<li class="piece"><span class="key">A</span><b>sessions</b>' in html
    assert "is-lost" not in html
    assert "cut" not in html


def test_what_stands_comes_first_then_the_cut_then_what_fell():
    html = drawn("ladder", ladder=ladder_of(SHOP_STACK, "recreate web", "docker compose up -d"))
    places = _order(html, "C pictures", 'class="cut"', "B uploads", "A sessions")
    assert places == sorted(places)


def test_the_outcome_of_each_piece_is_also_a_word():
    html = drawn("ladder", ladder=ladder_of(SHOP_STACK, "restart web"))
    assert 'A sessions<span class="unseen">: lost</span>' in html
    assert 'B uploads<span class="unseen">: survives</span>' in html


def test_a_piece_with_two_anchors_has_a_peg():
    assert '<li class="peg">C stands here too</li>' in drawn(
        "ladder", ladder=ladder_before(SHOP_STACK)
    )


def test_a_rung_ended_out_of_order_is_struck():
    ladder = ladder_of(SHOP_STACK, "down-volumes")
    html = drawn("ladder", ladder=ladder)
    assert html.count("is-struck") == 1
    assert tags.ends(ladder) == "ends process, container, and the volume"


def test_the_ladder_moves_only_when_told():
    ladder = ladder_of(SHOP_STACK, "restart web")
    assert "is-running" not in drawn("ladder", ladder=ladder)
    assert "is-running" in drawn("ladder", ladder=ladder, running=True)


def test_what_a_person_types_is_set_as_code_and_nothing_else():
    said = tags.commands("docker compose down -v, then a <rest> and docker compose up -d")
    assert said == (
        "<code>docker compose down -v</code>, then a &lt;rest&gt; and "
        "<code>docker compose up -d</code>"
    )


def test_every_fate_has_a_word_and_a_sentence():
    for fate in Fate:
        assert tags.word(fate.value)
        assert tags.sentence(fate)


@pytest.mark.parametrize("event", ["none", "restart web", "recreate web", "down-volumes"])
def test_the_small_ladder_has_every_rung_once(event):
    ladder = ladder_of(SHOP_STACK, event)
    small = drawn_small(
        ladder,
        ladder.stands[0].pieces[0]
        if ladder.stands[0].pieces
        else pieces(outcome_of(SHOP_STACK, event))[0],
    )
    assert small.stands.count("h12") == len(ladder.stands)
    assert small.gone.count("h12") == len(ladder.fallen)


def test_on_the_small_ladder_only_survivors_stand_on_a_shelf():
    outcome = outcome_of(SHOP_STACK, "restart web")
    ladder = ladder_of(SHOP_STACK, "restart web")
    shelves = {piece.item: bool(drawn_small(ladder, piece).shelf) for piece in pieces(outcome)}
    assert shelves == {"sessions": False, "uploads": True, "pictures": True}


def test_the_gutter_carries_numbers_and_letters():
    found = pieces(outcome_of(SHOP_STACK, "none"), known=False)
    html = drawn("file", excerpt=excerpt(SHOP, found, first=5, last=8, decides=5))
    assert 'data-n="5"' in html
    assert 'data-n="9"' not in html
    assert html.index('<span class="key">C</span>') < html.index("media:/app/media")
    assert html.count("<mark>") == 1


def test_a_comment_is_told_from_quoted_text():
    line = excerpt(SHOP, first=3, last=3).lines[0]
    assert (line.code, line.comment) == ("    image: shop:1  ", '# "latest" would move')
    assert excerpt(SHOP, first=4, last=4).lines[0].comment == ""


def test_choices_stand_in_the_order_given_and_none_is_chosen():
    html = drawn("choices", name="p1", fates=[Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE])
    places = _order(html, "Survives", "Lost", "Out of reach")
    assert places == sorted(places)
    assert "checked" not in html
    assert "checked" in drawn("choices", name="p1", fates=[Fate.LOST], chosen="lost")


def test_the_trace_links_each_rule_to_its_source():
    html = drawn("trace", steps=outcome_of(SHOP_STACK, "restart web").trace)
    assert '<a class="rule" href="https://' in html


def test_a_rule_that_is_no_more_keeps_its_number():
    assert drawn("rule", number="R999") == '<span class="rule">R999</span>'


def test_the_tally_says_what_the_learner_said():
    ladder = ladder_of(SHOP_STACK, "restart web")
    first, second, third = pieces(outcome_of(SHOP_STACK, "restart web"))
    rows = [{"piece": first, "said": "lost"}, {"piece": second, "said": "lost"}]
    html = drawn("tally", ladder=ladder, rows=[*rows, {"piece": third, "said": ""}])
    assert html.count("as you said") == 1
    assert "you said: lost" in html
    assert "no answer" in html
