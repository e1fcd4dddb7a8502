"""One SQLite file used by several threads."""

from __future__ import annotations

import threading
from pathlib import Path

from vectorstore.database import Database


def test_a_database_that_is_closed_while_threads_ask_it_ends_no_process(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite")
    database.create("CREATE TABLE numbers (number INTEGER);\n")
    database.run_many("INSERT INTO numbers VALUES (?)", [(number,) for number in range(20_000)])
    over = threading.Event()
    sums: list[int] = []

    def ask() -> None:
        while True:
            sums.append(database.run("SELECT sum(number) FROM numbers")[0][0])
            if over.is_set():
                return

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    for _ in range(300):
        database.close()
    over.set()
    for thread in asking:
        thread.join()
    database.close()
    assert set(sums) == {19_999 * 10_000}
