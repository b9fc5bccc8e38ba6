"""Sentences are English text that remembers how it was made; errors carry one."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from nst_engine.errors import InputError, NstError
from nst_engine.plan import Plan, ScalePlan
from nst_engine.problems import first_problem
from nst_engine.sentences import Sentence


def test_a_sentence_is_its_english_text() -> None:
    sentence = Sentence("{name} has {size:,} bytes.", name="a.png", size=12345)
    assert sentence == "a.png has 12,345 bytes."
    assert isinstance(sentence, str)
    assert json.dumps([sentence]) == '["a.png has 12,345 bytes."]'
    assert sentence.template == "{name} has {size:,} bytes."
    assert dict(sentence.fields) == {"name": "a.png", "size": 12345}


@given(st.text())
def test_what_is_filled_in_is_never_a_template(name: str) -> None:
    assert Sentence("{name} is gone.", name=name) == f"{name} is gone."
    assert Sentence(name) == name
    assert str(InputError("{name} is gone.", name=name)) == f"{name} is gone."


def test_an_error_hands_on_a_finished_sentence() -> None:
    reason = Sentence("the disk is full; free {size} MB", size=3)
    error = InputError("{name} could not be written: {reason}.", name="{size}", reason=reason)
    assert str(error) == "{size} could not be written: the disk is full; free 3 MB."
    assert error.sentence.fields["reason"] is reason
    again = NstError(error.sentence)
    assert again.sentence is error.sentence
    assert str(again) == str(error)


def test_a_forgotten_field_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        InputError("{name} is {kind}.", name="a.png")


def test_a_plan_keeps_its_notices_as_they_are() -> None:
    notice = Sentence("{free:.1f} GB are free.", free=1.5)
    scale = ScalePlan(width=64, height=48, iterations=1)
    plan = Plan(
        scales=(scale,), device="cpu", precision="float32", threads=1, memory_bytes=1, notices=(notice,)
    )
    assert plan.notices[0] is notice
    assert plan.model_dump(mode="json")["notices"] == ["1.5 GB are free."]
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    with pytest.raises(ValidationError):
        Plan.model_validate({**plan.model_dump(), "notices": (3,)})


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int = Field(1, ge=1, le=8, multiple_of=1)
    share: float = Field(0.5, gt=0, lt=1)
    name: str = Field("a", min_length=1, max_length=3)
    names: tuple[str, ...] = Field(("a",), min_length=1, max_length=2)

    @field_validator("name")
    @classmethod
    def _not_b(cls, name: str) -> str:
        if name == "b":
            raise ValueError(Sentence("it may not be {name}", name=name))
        return name


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"size": 0}, "size: it should be at least 1"),
        ({"size": 9}, "size: it should be at most 8"),
        ({"share": 0}, "share: it should be more than 0.0"),
        ({"share": 1}, "share: it should be less than 1.0"),
        ({"name": ""}, "name: it is too short"),
        ({"name": "long"}, "name: it should have at most 3 letters"),
        ({"name": "b"}, "name: it may not be b"),
        ({"names": ()}, "names: it has too few entries"),
        ({"names": ("a",) * 3}, "names: it has too many entries"),
        ({"more": 1}, "more: this version of the program does not know it"),
        ({"size": "{ge}"}, "size: it is not what can be here"),
    ],
)
def test_what_pydantic_finds_is_said_in_words_of_ours(data: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        _Form.model_validate(data)
    assert first_problem(caught.value) == words


def test_a_sentence_inside_a_record_can_be_copied() -> None:
    sentence = Sentence("{name} is gone.", name=Sentence("the picture"))
    assert copy.deepcopy({"notices": (sentence,)}) == {"notices": ("the picture is gone.",)}
    assert copy.deepcopy(sentence).template == "{name} is gone."
