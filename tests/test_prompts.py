import pytest

from prompts import LANGUAGES, TemplateError, fields_of, render, templates


def test_both_languages_have_the_same_templates_with_the_same_placeholders() -> None:
    vietnamese, english = (templates(language) for language in LANGUAGES)
    assert {name: fields_of(text) for name, text in vietnamese.items()} == {name: fields_of(text) for name, text in english.items()}


def test_a_missing_value_is_named() -> None:
    with pytest.raises(TemplateError, match="source"):
        render("quoted", language="vi", quote="x", mark="[1]")


def test_an_unknown_template_or_language_is_named() -> None:
    with pytest.raises(TemplateError, match="nothing_like_it"):
        render("nothing_like_it", language="en")
    with pytest.raises(TemplateError, match="xx"):
        templates("xx")
