"""Lessons, quizzes and what proxies ask."""

from tests.project.rights.rows import WRONG_METHOD, Row, everyone, only

ROWS = (
    Row(name="home"),
    Row(name="healthz"),
    Row(name="readyz"),
    Row(name="lessons:index"),
    Row(name="lessons:lesson"),
    Row(name="lessons:mine"),
    Row(
        name="lessons:readings",
        get=WRONG_METHOD,
        post=everyone(303, anonymous=422),  # a visitor brings the token of the page
        data={"all": "on"},
    ),
    Row(name="lessons:print"),
    Row(name="lessons:rules"),
    Row(name="lessons:glossary"),
    Row(name="lessons:search"),
    Row(name="quizzes:quiz"),
    Row(name="quizzes:beside"),
    # Whoever sends no ticket of ours gets the question anew.
    Row(name="quizzes:attempts", get=WRONG_METHOD, post=everyone(422), data={"ticket": "none"}),
    Row(name="quizzes:result", get=only("learner")),
    Row(
        name="quizzes:question",
        get=only("learner"),
        post=only("learner", status=422),
        data={"submission": "none"},
    ),
    Row(name="quizzes:progress"),
)
