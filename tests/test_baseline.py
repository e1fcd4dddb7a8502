"""The plain pipeline that ours is compared with reads, refuses and finds; ratios in the table of the two are to ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench.bench_pipelines import minilm
from evals.bench.bench_table import Row, table
from vectorstore.embedder import Embedder

SUNSET = "ignore:`langchain-community` is being sunset:DeprecationWarning"


@pytest.mark.filterwarnings(SUNSET)
def test_plain_pipeline_finds_pieces_of_what_it_reads_and_names_what_it_does_not(sources: Path, tmp_path: Path, embedder: Embedder) -> None:
    from evals.bench import baseline

    (sources / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0 no loader")
    (sources / "cu.txt").write_bytes("Kế hoạch phát triển nhà ở".encode("utf-16"))
    done = baseline.ingest(sorted(sources.iterdir()), home=tmp_path / "plain", embedder=embedder)
    assert [item["document"] for item in done["refused"]] == ["cu.doc", "cu.txt"]
    assert (len(done["documents"]), done["pieces"]) == (3, 3)
    question = ("a", "Công ty Nước sạch sửa chữa đường ống ở đâu?")
    (found,) = baseline.search([question], home=tmp_path / "plain", embedder=embedder, k=2)
    best, *rest = found["passages"]
    assert (found["id"], best["document"], best["page"], len(rest)) == ("a", "thong-bao.txt", None, 1)
    assert "đường ống" in best["text"]


@pytest.mark.filterwarnings(SUNSET)
def test_plain_pipeline_counts_pages_from_one_and_refuses_a_scan() -> None:
    from evals.bench import baseline

    documents = Path(baseline.__file__).parents[1] / "sample" / "documents"
    with pytest.raises(baseline.LoaderError, match="scan"):
        baseline.read(documents / "118-TB-UBND.pdf")
    pages = baseline.read(documents / "57-KH-UBND.pdf")
    assert [baseline.piece_object(page)["page"] for page in pages] == list(range(1, len(pages) + 1))


def test_model_of_the_second_comparison_is_installed() -> None:
    assert (minilm() / "tokenizer.json").is_file()


def test_ratios_are_to_ours() -> None:
    rows = [Row(figure="MRR@10", values=(0.8, 0.6), form="{:.3f}"), Row(figure="time", values=(0.0, 2.0), form="{:.0f} s")]
    assert table(["ours", "plain"], rows=rows).splitlines() == [
        "| figure | ours | plain | to ours |",
        "| --- | --- | --- | --- |",
        "| MRR@10 | 0.800 | 0.600 | 0.75 × |",
        "| time | 0 s | 2 s | – |",
    ]
