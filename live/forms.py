"""The forms of a live round. Each takes the fields that it shows and refuses all others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from classrooms.fields import WholeField
from classrooms.models import Classroom, QuestionSet
from classrooms.names import NameField
from live.models import MOST_PLAYERS
from live.phases import Phase
from live.rounds import SWITCHES
from quizzes.fields import StrictForm, SubmissionField

TEAMS = 20
SECONDS = (5, 900)  # a ballot


class JoinForm(StrictForm):
    """A name for the room; a visitor brings the token of the guest that they become."""

    name = NameField(label="Your name in this round")
    token = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class OpenForm(StrictForm):
    """A new round."""

    uid = SubmissionField(widget=forms.HiddenInput)  # so that two clicks open one round
    seconds = WholeField(
        required=False,
        min_value=SECONDS[0],
        max_value=SECONDS[1],
        label="Seconds for each vote",
        help_text="Empty: until you close it. Who has more time in this class has it here too.",
    )
    teams = WholeField(
        required=False,
        min_value=2,
        max_value=TEAMS,
        label="Teams",
        help_text="Empty: everybody for themselves.",
    )
    cap = WholeField(
        required=False,
        min_value=1,
        max_value=MOST_PLAYERS,
        label="Players at most",
        help_text=f"Empty: {MOST_PLAYERS:,}. Who is late finds the round full.",
    )
    approves = forms.BooleanField(required=False, label="I let each one in")
    speed = forms.BooleanField(required=False, label="Points for speed and a board of the best")

    def __init__(self, classroom: Classroom, data: QueryDict | None = None) -> None:
        super().__init__(data)
        sets = QuestionSet.objects.filter(classroom=classroom, archived_at=None)
        self.fields["asked"] = forms.ModelChoiceField(
            sets.order_by("title", "pk"),
            to_field_name="uid",
            label="Question set",
            empty_label=None,
        )
        self.order_fields(["uid", "asked"])

    @property
    def settings(self) -> dict[str, Any]:
        """The fields of the round."""
        told = {name: self.cleaned_data[name] for name in ("seconds", "approves", "speed")}
        cap = self.cleaned_data["cap"] or MOST_PLAYERS
        return {**told, "teams": self.cleaned_data["teams"] or 0, "cap": cap}


class ActForm(StrictForm):
    """What a host does with the round: the next phase, or a switch."""

    seq = WholeField()  # of the last event that the page of the host knew
    act = forms.ChoiceField(choices=[(one, one) for one in (*Phase.values, *SWITCHES)])


class PlayerForm(StrictForm):
    """What a host does with one player."""

    act = forms.ChoiceField(choices=[("approve", "approve"), ("kick", "kick")])
    player = SubmissionField()
