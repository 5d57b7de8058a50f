# SPDX-License-Identifier: MIT
# quoth repl at a terminal: completion, history of this and of the last session.
# Usage: repl.py QUOTH PACK HISTORY
import os
import pty
import select
import sys
import time

quoth, pack, history = sys.argv[1:]


def talk(keys, expected):
    """Type, a piece at a time; each must bring what is expected on the screen."""
    child, fd = pty.fork()
    if child == 0:
        os.environ.update(QUOTH_HISTORY=history, TERM="xterm", LC_ALL="C.UTF-8", HOME="/nonexistent")
        os.execv(quoth, [quoth, "repl", "-p", pack])
    screen = b""
    for piece, wanted in zip(keys, expected):
        os.write(fd, piece)
        mark, end = len(screen), time.time() + 10
        while wanted not in screen[mark:]:
            left = end - time.time()
            if left <= 0 or not select.select([fd], [], [], left)[0]:
                sys.exit(f"typed {piece!r}: never {wanted!r} in {screen[mark:]!r}")
            try:
                screen += os.read(fd, 4096)
            except OSError:
                sys.exit(f"typed {piece!r}: ended with {screen[mark:]!r}")
    _, status = os.waitpid(child, 0)
    if status != 0:
        sys.exit(f"exit status {status}")


UP = b"\x1b[A"
talk([b"", b"20 + 3\n", b"doc:n_para\t", b"()\n", b'describe "$sa\t', b'"\n', b"exit\n"],
     [b"quoth> ", b"23", b"graphs", b"0", b"y", b"2 entries", b"exit"])
talk([b"", UP + UP + UP + UP + b"\n", b"exit\n"], [b"quoth> ", b"23", b"exit"])
with open(history, encoding="utf-8") as lines:
    if "20 + 3" not in lines.read().replace("\\040", " "):
        sys.exit("no history was kept")
print("ok")
