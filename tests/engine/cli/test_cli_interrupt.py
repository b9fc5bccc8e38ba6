"""Ctrl-C: the first one keeps the picture so far, the second leaves at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT, Command, environment, files_below
from runs import intercept

from nst_engine import forecast, pictures
from nst_engine.objective import Evaluation, Objective

#: ``raise_signal`` runs the handler in this very process on all three systems; what a console sends to a
#: process from outside ends in the same handler.
SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGBREAK] if sys.platform == "win32" else [])]


def interrupt(monkeypatch: pytest.MonkeyPatch, *, call: int, times: int, number: int = signal.SIGINT) -> None:
    """Signals arrive while the objective is evaluated for the ``call``-th time."""

    def spoil(current: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        if current == call:
            for _ in range(times):
                signal.raise_signal(number)
        return evaluation

    intercept(monkeypatch, spoil)


@pytest.fixture
def long(pair: list[str], output: Path) -> list[str]:
    return ["render", *pair, "--iterations", "1000", "--optimiser", "adam", "--output", str(output)]


@pytest.fixture
def python_s_own_signals() -> Iterator[None]:
    """Also where the tests were started in the background, and so were told to be deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("tiny", "python_s_own_signals")
class TestInThisProcess:
    @pytest.mark.parametrize("number", SIGNALS)
    def test_the_first_saves_the_picture_so_far(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        interrupt(monkeypatch, call=6, times=1, number=number)
        before = [signal.getsignal(number) for number in SIGNALS]
        outcome = command(*long, "--json")
        assert outcome.code == 130
        partial = output.with_name("painted-partial.png")
        assert set(files_below(output.parent)) == {partial.name}
        assert pictures.load(partial).width == 64
        assert pictures.read_recipe(partial) is not None
        (finished,) = outcome.of("finished")
        assert (finished["state"], finished["output"]) == ("stopped", str(partial))
        # Stopped before the next evaluation.
        assert finished["evaluations"] <= 6
        assert "being saved" in outcome.err
        assert [signal.getsignal(number) for number in SIGNALS] == before

    def test_people_are_told_where_it_is(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        interrupt(monkeypatch, call=4, times=1)
        outcome = command(*long)
        assert outcome.code == 130
        assert f"Stopped; the picture so far is in {output.with_name('painted-partial.png')}" in outcome.err
        assert outcome.out == ""

    def test_an_animation_is_not_replaced_by_that_of_a_stopped_run(
        self, command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = output.with_name("making.webp")
        whole.write_text("whole")
        interrupt(monkeypatch, call=4, times=1)
        arguments = ("--iterations", 9, "--output", output, "--stages", whole, "--overwrite", "--json")
        outcome = command("render", *pair, *arguments)
        assert outcome.code == 130
        assert whole.read_text() == "whole"
        partial = output.with_name("making-partial.webp")
        assert outcome.of("finished")[0]["stages"] == str(partial)
        assert partial.is_file()

    def test_nothing_is_replaced_by_a_partial_picture(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output.write_text("finished earlier")
        output.with_name("painted-partial.png").write_text("partial earlier")
        before = files_below(output.parent)
        interrupt(monkeypatch, call=4, times=1)
        assert command(*long, "--overwrite", "--quiet").code == 130
        after = files_below(output.parent)
        assert set(after) - set(before) == {"painted-partial-2.png"}
        assert {name: after[name] for name in before} == before

    def test_the_second_leaves_at_once(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        interrupt(monkeypatch, call=4, times=2)
        outcome = command(*long)
        assert outcome.code == 130
        assert "Traceback" not in outcome.err
        assert files_below(output.parent) == {}
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_the_second_while_saving_leaves_no_half_file(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        interrupt(monkeypatch, call=4, times=1)

        def interrupted(_descriptor: int) -> None:
            signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(os, "fsync", interrupted)
        assert command(*long).code == 130
        assert files_below(output.parent) == {}

    def test_before_the_painting_began_there_is_nothing_to_save(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_arguments: Any) -> None:
            signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(forecast, "make_plan", interrupted)
        outcome = command(*long)
        assert (outcome.code, outcome.err) == (130, "Interrupted.\n")
        assert files_below(output.parent) == {}

    def test_a_run_that_ends_in_the_same_moment_is_finished(
        self, command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # One iteration, whose evaluation is the second call: nothing is left to be stopped.
        interrupt(monkeypatch, call=2, times=1)
        outcome = command("render", *pair, "--iterations", 1, "--output", output, "--json")
        assert outcome.code == 0
        assert outcome.of("finished")[0]["state"] == "finished"
        assert set(files_below(output.parent)) == {output.name}

    def test_a_terminal_that_is_gone_does_not_stop_the_saving(
        self, command: Command, long: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        interrupt(monkeypatch, call=4, times=1)

        class Gone:
            def write(self, _text: str) -> int:
                raise OSError(5, "Input/output error")

            def flush(self) -> None:
                raise OSError(5, "Input/output error")

            def isatty(self) -> bool:
                return False

            def fileno(self) -> int:
                raise OSError(9, "Bad file descriptor")

        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", Gone())
            assert command(*long).code == 130
        assert set(files_below(output.parent)) == {"painted-partial.png"}


@pytest.mark.skipif(
    os.name == "nt", reason="Windows sends Ctrl-C to all of a console; the handler is tested above"
)
def test_a_signal_from_outside(long: list[str], output: Path, tmp_path: Path, own_home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *long, "--json"],
        cwd=tmp_path,
        env=environment(own_home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "progress":
            process.send_signal(signal.SIGINT)
            break
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    last = json.loads(out.splitlines()[-1])
    assert (last["event"], last["state"]) == ("finished", "stopped")
    assert set(files_below(output.parent)) == {"painted-partial.png"}
    assert pictures.load(output.with_name("painted-partial.png")).height == 48
