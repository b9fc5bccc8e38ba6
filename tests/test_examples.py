"""The examples hypothesis draws are the same in every run, so that a change is judged by what it changed."""

from __future__ import annotations

import hypothesis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(autouse=True)
def no_search() -> None:
    if hypothesis.settings.get_current_profile_name() == "search":
        pytest.skip("new examples are looked for on purpose")


def drawn() -> list[int]:
    found: list[int] = []

    @given(st.integers())
    @settings(max_examples=30)
    def draw(number: int) -> None:
        found.append(number)

    draw()
    return found


def test_two_runs_try_the_same_examples() -> None:
    assert drawn() == drawn()
    assert len(set(drawn())) > 10


def test_no_test_draws_its_examples_anew(request: pytest.FixtureRequest) -> None:
    """Settings that were made before the profile was loaded would."""
    own = [(item.nodeid, found) for item in request.session.items if (found := settings_of(item)) is not None]
    if not own:
        pytest.skip("looks at the tests it runs with, and none of them has settings of its own")
    assert [name for name, found in own if not found.derandomize] == []


def settings_of(item: pytest.Item) -> settings | None:
    """What a test itself says of its examples: in a decorator, or as an attribute of a state machine."""
    decorated = getattr(getattr(item, "function", None), "_hypothesis_internal_use_settings", None)
    found = decorated or getattr(getattr(item, "cls", None), "settings", None)
    return found if isinstance(found, settings) else None
