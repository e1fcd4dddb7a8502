"""What several test files share: the real embedding model, made once, and a small index of real passages."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.limits.limited import LimitedProcesses
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths

pytest_plugins = ("tests.needs", "tests.browsing", "tests.chat_server")

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as the program does (assistant/cli.py); read when torch is loaded
if "PYTEST_XDIST_WORKER" in os.environ:
    # The processes that run tests keep the cores busy: threads of each would wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def own_umask() -> Iterator[None]:
    """A test that runs a command makes the whole process keep its files private; the next one begins as before."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


class _KeptProcesses(LimitedProcesses):
    """Processes that outlast what is done with them."""

    def close(self) -> None:
        """Leave them to the next one."""


@pytest.fixture(scope="session", autouse=True)
def _processes_that_read_files() -> Iterator[None]:
    """Files are read in processes with limits, as in the program, but two serve for all tests: starting one takes a second."""
    processes = _KeptProcesses(2)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("vectorstore.incoming.LimitedProcesses", lambda _count: processes)
        yield
    LimitedProcesses.close(processes)


@pytest.fixture(scope="session")
def model_cache(request: pytest.FixtureRequest) -> Path:
    """The folder of the unpacked model; kept between runs, since it depends on nothing but the installed wheel."""
    cache = request.config.cache
    assert cache is not None
    return Path(cache.mkdir("models"))


@pytest.fixture(scope="session")
def embedder(model_cache: Path) -> Iterator[Embedder]:
    """The default embedder, loaded once for all tests, as is the network of each reader: every Assistant that a test makes has its own."""
    from assistant.reading import network  # imports torch

    real = network.loaded_network

    @functools.cache
    def loaded(folder: Path, weights: Path, threads: int | None, _precision: object) -> network.ReaderNetwork:
        return real(folder, weights, threads=threads)

    def shared(folder: Path, weights: Path, *, threads: int | None = None) -> network.ReaderNetwork:
        return loaded(folder, weights, threads, vars(network)["best_precision"]("cpu"))  # as a test may have changed it

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(network, "loaded_network", shared)
        yield Embedder(cache=model_cache)


ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "evals" / "sample" / "documents"


@pytest.fixture(scope="session")
def sample_home(request: pytest.FixtureRequest, embedder: Embedder) -> Path:
    """The folder of an index of the sample documents. Kept between runs for as long as neither they nor the code that reads and
    indexes them change, since embedding them is a good part of a run; tests that write into it copy it first."""
    assert request.config.cache is not None
    folder = Path(request.config.cache.mkdir("sample"))
    code = (path for package in ("ingest", "vectorstore") for path in (ROOT / package).rglob("*.py"))
    made_of = hashlib.sha256(embedder.fingerprint.encode())
    for path in sorted((*code, *SAMPLE.iterdir())):
        made_of.update(path.name.encode() + path.read_bytes())
    home = folder / made_of.hexdigest()[:16]
    with FileLock(folder.parent / "sample.lock"):  # several processes may run tests
        if not home.exists():
            for old in folder.iterdir():
                shutil.rmtree(old)
            with Index(folder / "unfinished", embedder=embedder) as index:
                ingest_paths(index, [SAMPLE])
            (folder / "unfinished").rename(home)
    return home


@pytest.fixture(scope="session")
def sample_index(sample_home: Path, embedder: Embedder) -> Iterator[Index]:
    """The index of the sample documents, opened for reading."""
    with Index(sample_home, embedder=embedder) as index:
        yield index


TEXTS = {
    "ke-hoach-84.txt": """ỦY BAN NHÂN DÂN THÀNH PHỐ
Số: 84/KH-UBND

KẾ HOẠCH
Phát triển nhà ở xã hội

Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục dự án nhà ở xã hội,
trình Ủy ban nhân dân thành phố trước ngày 30 tháng 6 năm 2021.
Sở Quy hoạch - Kiến trúc rà soát quỹ đất dành cho nhà ở xã hội tại các khu đô thị mới.
""",
    "bai-bao.txt": """Thành phố triển khai kế hoạch 84
Kế hoạch số 84/KH-UBND vừa được ban hành đặt mục tiêu hoàn thành 1.500 căn nhà ở xã hội.
Người dân mong thủ tục mua nhà đơn giản hơn, theo ghi nhận của phóng viên.
""",
    "thong-bao.txt": """Thông báo về cấp nước sạch
Nhà máy nước mặt sông Đuống tạm ngừng cấp nước vào ngày 9/5/2023 để sửa chữa đường ống tại phường Thủy Vân.
Các hộ gia đình cần dự trữ nước sinh hoạt; mọi thắc mắc gọi Công ty Nước sạch.
""",
}
"""Small documents, written for the tests: a plan, an article about it, and a notice that has nothing to do with either."""


def write_sources(folder: Path) -> Path:
    """The folder, made, with the small documents."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the small documents."""
    return write_sources(tmp_path / "sources")


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A folder that holds `sources`, the small documents, and `home`, an index of them; read once, for `copy_small` and `small_index`."""
    folder = tmp_path_factory.mktemp("small")
    with Index(folder / "home", embedder=embedder) as made:
        ingest_paths(made, [write_sources(folder / "sources")])
    return folder


def copy_small(small_folder: Path, home: Path, *, sources: Path) -> None:
    """An index of the small documents in `home`, as if it had been made of those in the folder `sources`."""
    shutil.copytree(small_folder / "home", home)
    with closing(sqlite3.connect(home / "index.sqlite")) as record, record:
        record.execute("UPDATE files SET path = ? || name, resolved = ? || name", (f"{sources}/", f"{sources.resolve()}/"))


@pytest.fixture(scope="session")
def small_index(small_folder: Path, embedder: Embedder) -> Iterator[Index]:
    """An index of the small documents, opened for reading."""
    with Index(small_folder / "home", embedder=embedder) as opened:
        yield opened


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder, small_folder: Path, sources: Path) -> Iterator[Index]:
    """An index that holds the small documents, in a folder of its own."""
    copy_small(small_folder, tmp_path / "home", sources=sources)
    with Index(tmp_path / "home", embedder=embedder) as opened:
        yield opened


@pytest.fixture
def id_of(index: Index) -> Callable[[str], str]:
    """The document id for a file name."""
    return lambda name: next(record.id for record in index.documents() if record.name == name)
