"""What the drill of hindrances runs in processes of its own: `python -m evals.reliability.hindered WHAT HOME ...`.

Runs commands of the real program without its embedding model, whose loading would take most of the time, and under a hindrance that binds
this process alone: files that may not grow, or the rights of another account.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

import assistant.command_line.commands
from assistant.cli import main as run
from assistant.conversations.store import Conversations
from assistant.errors import AssistantError
from assistant.exchange import Exchange
from evals.reliability.killable import OWNER, QuickEmbedder

_NOBODY = 65534


def main() -> int:
    """Run the command under the hindrance; its exit status."""
    hindrance, home, *arguments = sys.argv[1:]
    if hindrance.startswith("full:"):  # no file grows beyond so many bytes: what a full disk does, to each of them
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(hindrance[5:]),) * 2)
    os.environ["ASSISTANT_HOME"] = home
    vars(assistant.command_line.commands)["Embedder"] = lambda *_, **__: QuickEmbedder(cache=Path(home))
    if hindrance == "other account" and os.geteuid() == 0:  # rights do not bind root
        os.seteuid(_NOBODY)
    if arguments == ["converse"]:
        try:
            Conversations(Path(home)).add(OWNER, None, Exchange(turn=1, question="Câu hỏi " * 5000))
        except AssistantError as error:
            print(str(error), file=sys.stderr)
            return 2
        return 0
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
