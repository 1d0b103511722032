"""The program in a real pseudo-terminal: what reaches it, and how it is left; ``code`` runs it in another way."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from bigfiles import Gate, all_gone, document, events, indexes, processes

LEAVE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"
PATIENCE = 30


class Terminal:
    """A program on a pseudo-terminal of 100 columns and 30 rows."""

    def __init__(
        self,
        args: list[str],
        home: Path,
        stdin: bytes | None = None,
        code: str = "",
        *,
        controls: bool = True,
        **environment: str,
    ) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        clean = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "LC_ALL", "LANG"}}
        self.program = subprocess.Popen(
            [sys.executable, *(["-c", code] if code else ["-m", "timeline_tui"]), *args],
            stdin=subprocess.PIPE if stdin is not None else self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**clean, "TERM": "xterm-256color", "XDG_STATE_HOME": str(home), **environment},
            start_new_session=True,
            preexec_fn=self._own_terminal if controls else None,  # noqa: PLW1509  # nothing else runs there yet
        )
        if stdin is not None and self.program.stdin is not None:
            self.program.stdin.write(stdin)
            self.program.stdin.close()

    def _own_terminal(self) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def read_until(self, wanted: bytes) -> bytes:
        """Read until ``wanted`` was seen since the last call."""
        since = b""
        while wanted not in since:
            assert select.select([self.master], [], [], PATIENCE)[0], (wanted, since[-500:])
            since += os.read(self.master, 65_536)
        self.seen += since
        return since

    def see(self, wanted: bytes) -> None:
        """Read on if ``wanted`` has not been seen yet."""
        while wanted not in self.seen:
            assert select.select([self.master], [], [], PATIENCE)[0], (wanted, self.seen[-500:])
            self.seen += os.read(self.master, 65_536)

    def send(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def finish(self) -> int:
        """Read what is left and wait for the end."""
        while self.program.poll() is None or select.select([self.master], [], [], 0)[0]:
            if select.select([self.master], [], [], 0.05)[0]:
                self.seen += os.read(self.master, 65_536)
        return self.program.wait(PATIENCE)

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self.slave)
        os.dup2(nothing, self.master)
        os.close(nothing)

    def close(self) -> None:
        self.program.kill()
        self.program.wait(PATIENCE)
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    opened = Terminal([], home)
    yield opened
    opened.close()


def left_as_it_was(terminal: Terminal) -> bool:
    restored = termios.tcgetattr(terminal.slave) == terminal.before
    return restored and LEAVE_SCREEN in terminal.seen and SHOW_CURSOR in terminal.seen.rpartition(b"\x1b[?25l")[2]


def test_q_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    terminal.read_until(b"Bochum")
    terminal.send(b"q")
    assert terminal.finish() == 0
    assert left_as_it_was(terminal)


def test_what_is_typed_before_the_screen_is_there_counts_with_the_enter_at_its_end(terminal: Terminal) -> None:
    terminal.send(b"/robot\r")
    terminal.read_until(b"all events \xe2\x80\xba robot")
    terminal.send(b"L")
    terminal.read_until(b"Ereignisse")
    terminal.send(b"q")
    assert terminal.finish() == 0


def test_everything_is_painted_when_the_program_comes_back_from_the_background(terminal: Terminal) -> None:
    terminal.read_until(b"Events")
    terminal.send(b"jjjk")
    terminal.read_until(b"4 Events \xc2\xb7 8/65")
    terminal.send(b"\x1a")
    terminal.read_until(LEAVE_SCREEN)
    os.waitid(os.P_PID, terminal.program.pid, os.WSTOPPED)
    terminal.program.send_signal(signal.SIGCONT)
    assert b"\x1b[?1049h" in terminal.read_until("⇄".encode())  # in the title
    terminal.send(b"q")
    assert terminal.finish() == 0


def test_keys_that_come_after_q_at_once_are_nobodys(terminal: Terminal) -> None:
    terminal.read_until(b"Events")
    terminal.send(b"qjj/x\r")
    assert terminal.finish() == 0
    assert left_as_it_was(terminal)
    assert b"Traceback" not in terminal.seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_leaves_the_terminal_as_it_was(terminal: Terminal, number: signal.Signals) -> None:
    terminal.read_until(b"Events")
    terminal.program.send_signal(number)
    assert terminal.finish() == 128 + number
    assert left_as_it_was(terminal)


STALLING = """
import queue, sys, threading
class Telling(queue.Queue):
    def put(self, item, block=True, timeout=None):
        if self.full() and threading.current_thread() is threading.main_thread():
            open(told, "w").close()
        super().put(item, block, timeout)
told = sys.argv.pop(1)
queue.Queue = Telling
from timeline_tui.__main__ import main
main()
"""
"""The program, which opens a pipe for writing when it begins to wait for its terminal."""


@pytest.fixture
def stalled(home: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal that nobody reads, for which the program waits."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    told = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    opened = Terminal([str(pipe)], home, code=STALLING)
    try:
        opened.read_until(b"Events")
        waits = select.poll()
        waits.register(told, 0)
        until = monotonic() + PATIENCE
        while not waits.poll(50):
            assert monotonic() < until
            opened.send(b"?")
        yield opened
    finally:
        opened.close()
        os.close(told)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_the_program_although_nobody_reads_the_terminal(
    stalled: Terminal, number: signal.Signals
) -> None:
    stalled.program.send_signal(number)
    assert stalled.program.wait(PATIENCE) == 128 + number
    stalled.finish()
    assert left_as_it_was(stalled)


def test_a_terminal_that_hangs_up_ends_the_program_that_waits_for_it(stalled: Terminal) -> None:
    stalled.hang_up()
    assert stalled.program.wait(PATIENCE) == 128 + signal.SIGHUP


@pytest.mark.parametrize("controls", [True, False])
def test_a_terminal_that_hangs_up_ends_the_program(home: Path, *, controls: bool) -> None:
    terminal = Terminal([], home, controls=controls)
    try:
        terminal.read_until(b"Events")
        terminal.hang_up()
        assert terminal.program.wait(PATIENCE) == 128 + signal.SIGHUP
    finally:
        terminal.close()


WAITING = """
import threading
from timeline_tui.tui.ending import end_with_terminal
end_with_terminal()
threading.Thread(target=threading.Event().wait).start()
print("left", flush=True)
"""
"""A program whose screen is left, and one thread not: it would go on for ever."""


def test_a_terminal_that_hangs_up_while_the_program_ends_does_not_keep_it(home: Path) -> None:
    terminal = Terminal([], home, code=WAITING, controls=False)
    try:
        terminal.read_until(b"left")
        terminal.hang_up()
        assert terminal.program.wait(PATIENCE) == 128 + signal.SIGHUP
    finally:
        terminal.close()


def test_ctrl_c_must_come_twice(terminal: Terminal) -> None:
    terminal.read_until(b"Events")
    terminal.send(b"\x03")
    terminal.read_until(b"once more")
    terminal.send(b"\x03")
    assert terminal.finish() == 0
    assert left_as_it_was(terminal)


def test_standard_input_is_read_and_the_keyboard_still_works(home: Path) -> None:
    terminal = Terminal(["-"], home, stdin=b'{"events": [{"id": "a", "title": "Through the pipe"}]}')
    try:
        terminal.read_until(b"reading standard input")
        terminal.read_until(b"Through the pipe")
        terminal.send(b"q")
        assert terminal.finish() == 0
        assert left_as_it_was(terminal)
    finally:
        terminal.close()


def test_escape_sequences_of_a_file_never_reach_the_terminal(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "evil.json"
    file.write_text(
        r'{"title": "\u001b]0;owned\u0007", "events": [{"id": "a", "title": "\u001b]52;c;aGk=\u0007 \u009b2J"}]}',
        encoding="utf-8",
    )
    terminal = Terminal([str(file)], home)
    try:
        terminal.read_until(b"52;c;aGk=")
        terminal.send(b"q")
        terminal.finish()
        assert b"\x1b]52" not in terminal.seen
        assert b"\x1b]0;owned" not in terminal.seen
        assert "\x9b2J".encode() not in terminal.seen
    finally:
        terminal.close()


def test_a_file_that_cannot_be_read_never_opens_the_screen(home: Path, tmp_path: Path) -> None:
    terminal = Terminal([str(tmp_path / "no.json")], home)
    try:
        assert terminal.finish() == 2
        assert b"there is no such file" in terminal.seen
        assert b"\x1b[?1049h" not in terminal.seen
    finally:
        terminal.close()


def test_a_dumb_terminal_is_refused_with_the_way_out(home: Path) -> None:
    terminal = Terminal([], home, TERM="dumb")
    try:
        assert terminal.finish() == 2
        assert b"timeline-tui list" in terminal.seen
    finally:
        terminal.close()


def test_without_colour_no_colour_is_sent(home: Path) -> None:
    terminal = Terminal([], home, NO_COLOR="1")
    try:
        terminal.read_until(b"Events")
        terminal.send(b"q")
        terminal.finish()
        assert b"\x1b[38;" not in terminal.seen.replace(b";38;", b"\x1b[38;")
        assert b"\x1b[48;" not in terminal.seen.replace(b";48;", b"\x1b[48;")
    finally:
        terminal.close()


def test_the_language_is_remembered_between_runs(home: Path) -> None:
    first = Terminal([], home)
    try:
        first.read_until(b"Events")
        first.send(b"L")
        first.read_until(b"Ereignisse")
        first.send(b"q")
        first.finish()
    finally:
        first.close()
    second = Terminal([], home)
    try:
        second.read_until(b"Ereignisse")
    finally:
        second.close()


BIG = """
import sys
from timeline_tui.store import opening
opening.BIG, sys.executable = 1, {python!r}
from timeline_tui.__main__ import main
main()
"""


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path)


@pytest.fixture
def reading(home: Path, tmp_path: Path, gate: Gate) -> Iterator[Terminal]:
    """A big file being read, by a builder that stands before a gate."""
    file = tmp_path / "big.json"
    file.write_bytes(document(*events(f"e{number}" for number in range(900)), title="Of very much"))
    cache = str(tmp_path / "xdg_cache_home")
    opened = Terminal([str(file)], home, code=BIG.format(python=gate.python), XDG_CACHE_HOME=cache)
    opened.read_until(b"reading, 50 %")
    yield opened
    opened.close()


def test_a_big_file_is_explored_while_it_is_read(reading: Terminal, gate: Gate, tmp_path: Path) -> None:
    reading.see(b"500 of 500 events")
    reading.see(b"Event e0")
    reading.send(b"/e7")
    reading.read_until(b"11 of 500 events")
    reading.send(b"\r")
    gate.open()
    reading.read_until(b"111 of 900 events")
    reading.send(b"q")
    assert reading.finish() == 0
    assert left_as_it_was(reading)
    assert processes(str(tmp_path)) == []
    assert len(indexes(tmp_path)) == 1


@pytest.mark.parametrize("how", [b"q", b"\x03\x03", signal.SIGTERM, signal.SIGHUP])
def test_leaving_while_a_big_file_is_read_leaves_nothing_behind(
    reading: Terminal, tmp_path: Path, how: bytes | signal.Signals
) -> None:
    assert processes(str(tmp_path))
    if isinstance(how, bytes):
        reading.send(how)
    else:
        reading.program.send_signal(how)
    assert reading.finish() == (0 if isinstance(how, bytes) else 128 + how)
    assert left_as_it_was(reading)
    assert processes(str(tmp_path)) == []
    assert indexes(tmp_path) == []


def test_reading_a_big_file_is_stopped_by_a_key(reading: Terminal, tmp_path: Path) -> None:
    reading.send(b"C")
    while indexes(tmp_path):
        reading.send(b"j")
        reading.read_until(b"Event")
    assert processes(str(tmp_path)) == []
    reading.send(b"q")
    assert reading.finish() == 0


def test_a_builder_ends_and_leaves_nothing_when_the_explorer_is_killed(
    reading: Terminal, gate: Gate, tmp_path: Path
) -> None:
    reading.program.kill()
    reading.program.wait(PATIENCE)
    gate.open()
    assert all_gone(str(tmp_path))
    assert indexes(tmp_path) == []


def test_an_interrupted_list_of_a_big_file_leaves_nothing_behind(home: Path, tmp_path: Path, gate: Gate) -> None:
    file = tmp_path / "big.json"
    file.write_bytes(document(*events("abc")))
    cache = str(tmp_path / "xdg_cache_home")
    code = BIG.format(python=gate.python)
    terminal = Terminal(["list", "--file", str(file)], home, code=code, XDG_CACHE_HOME=cache)
    try:
        terminal.read_until(b"reading, 50 %, 7 events")
        terminal.send(b"\x03")
        assert terminal.finish() == 130
        assert processes(str(tmp_path)) == []
        assert indexes(tmp_path) == []
    finally:
        terminal.close()
