"""The way out: a program told to end ends, also where its terminal takes nothing any more."""

import os
import select
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from time import monotonic, sleep
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

_GRACE = 1.5
"""Seconds that the program has to end by itself, and to leave the terminal as it was."""

_TRIES, _PAUSE = 50, 0.01
"""How often a terminal that takes nothing is asked to take the last words, and seconds between."""

_LAST_WORDS = b"\x18" + b"".join(  # CAN: whatever sequence was cut off is over
    b"\x1b[" + word
    for word in b"?2026l ?2004l ?7h ?2048l ?1000l ?1003l ?1015l ?1006l ?1016l <u ?1049l ?25h ?1004l".split()
)
"""What puts an end to: updates held back, pasting and mouse and keys and focus being told, the other screen."""


@contextmanager
def heeding(end: Callable[[int], None]) -> Iterator[None]:
    """Within this, ``end`` is called, in a thread of its own, with the number of the signal to end by.

    A terminal that hangs up counts as SIGHUP. Where the block has not ended soon after, the process does, with the
    exit code 128 + number: the main thread may be waiting, for ever, for a terminal that nobody reads. Signals are
    therefore heard by a thread, from a pipe that the system's handler writes to, and not by the event loop. To be
    called by the main thread.
    """
    heard, told = os.pipe()
    os.set_blocking(told, False)
    before = {number: signal.signal(number, _leave_to_the_watch) for number in _SIGNALS}
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    watch = Thread(target=_watch, args=(heard, _Screen(2), end), name="watch", daemon=True)
    watch.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(told)
        watch.join()
        os.close(heard)


def end_with_terminal() -> None:
    """From now on end as soon as the terminal hangs up: a thread that reads keys would wait for them for ever."""
    Thread(target=_end_at_hang_up, args=(2,), name="last watch", daemon=True).start()


def _end_at_hang_up(terminal: int) -> None:
    waiting = select.poll()
    waiting.register(terminal, 0)  # that it hung up is told unasked
    if any(event & select.POLLHUP for _, event in waiting.poll()):
        os._exit(128 + signal.SIGHUP)


class _Screen:
    """A terminal as it is before anything is painted on it."""

    def __init__(self, file: int) -> None:
        self.file = file
        self._attributes: list[Any] | None = None
        with suppress(termios.error):
            self._attributes = termios.tcgetattr(file)

    def restore(self) -> None:
        """Leave it as it was, as far as it takes that, without ever waiting for it."""
        if self._attributes is None or self._is_anothers():
            return
        with suppress(OSError, termios.error):
            # A file of its own: what is shared with the shell must not be left without blocking.
            last = os.open(os.ttyname(self.file), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
            for _ in range(_TRIES):
                # What nobody has read is dropped; setting attributes wakes the writer that waits for room.
                termios.tcflush(self.file, termios.TCOFLUSH)
                termios.tcsetattr(self.file, termios.TCSANOW, self._attributes)
                with suppress(BlockingIOError):
                    os.write(last, _LAST_WORDS)
                    return
                sleep(_PAUSE)
        with suppress(termios.error):
            termios.tcsetattr(self.file, termios.TCSANOW, self._attributes)

    def _is_anothers(self) -> bool:
        """Whether the program is in the background, and the terminal the shell's."""
        try:
            return os.tcgetpgrp(self.file) != os.getpgrp()
        except OSError:  # nobody's: no terminal that controls this process
            return False


def _leave_to_the_watch(_number: int, _frame: object) -> None:
    """Have the system's handler write to the pipe, which it does for signals that have a handler here."""


def _watch(heard: int, screen: _Screen, end: Callable[[int], None]) -> None:
    number = _order(heard, screen.file)
    if number is None:
        return
    try:
        end(number)
    finally:
        if not _is_over(heard):
            screen.restore()
            os._exit(128 + number)


def _order(heard: int, terminal: int) -> int | None:
    """Wait for a signal to end by; None where the program has ended by itself."""
    waiting = select.poll()
    waiting.register(heard, select.POLLIN)
    waiting.register(terminal, 0)  # that it hung up is told unasked
    while True:
        for file, event in waiting.poll():
            if file == heard:
                told = os.read(heard, 4096)
                if not told:
                    return None
                for number in told:
                    if number in _SIGNALS:
                        return number
            elif event & select.POLLHUP:
                return signal.SIGHUP
            else:  # no system lets one wait for every kind of terminal
                waiting.unregister(file)


def _is_over(heard: int) -> bool:
    """Wait for the end of the program; False where it takes longer than it should."""
    waiting = select.poll()
    waiting.register(heard, select.POLLIN)
    until = monotonic() + _GRACE
    while (left := until - monotonic()) > 0:
        if waiting.poll(left * 1000) and not os.read(heard, 4096):
            return True
    return False
