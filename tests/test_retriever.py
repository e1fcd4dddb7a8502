"""The index as others plug it in: a LangChain retriever."""

from __future__ import annotations

from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retriever import PlanRetriever
from vectorstore.search import retrieve


def test_langchain_documents_say_where_they_stand(index: Index) -> None:
    question = "Đơn vị nào lập danh mục dự án nhà ở xã hội?"
    found = PlanRetriever(index=index, k=2).invoke(question)
    hits = retrieve(index, look_at(question, index=index), k=2).hits
    assert [document.id for document in found] == [hit.passage.id for hit in hits]
    for document, hit in zip(found, hits, strict=True):
        assert document.page_content == hit.passage.text
        assert document.metadata == {
            "document": hit.document.name,
            "number": hit.document.number,
            "title": hit.document.title,
            "page": hit.passage.page,
            "heading": " > ".join(hit.passage.headings),
            "score": hit.score,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "passage": hit.passage.id,
        }
