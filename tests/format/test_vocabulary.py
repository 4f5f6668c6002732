"""What the models check and what people read are the same words in the same order."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from parley.format import vocabulary
from parley.format.vocabulary import Term

PAIRS = [
    (vocabulary.Status, vocabulary.STATUSES),
    (vocabulary.DayStatus, vocabulary.DAY_STATUSES),
    (vocabulary.Bound, vocabulary.BOUNDS),
    (vocabulary.Stance, vocabulary.STANCES),
    (vocabulary.Stance, vocabulary.SCORES),
    (vocabulary.Attribution, vocabulary.ATTRIBUTIONS),
    (vocabulary.SilenceKind, vocabulary.SILENCES),
    (vocabulary.Reliability, vocabulary.RELIABILITIES),
    (vocabulary.Role, vocabulary.ROLES),
    (vocabulary.PartyKind, vocabulary.PARTY_KINDS),
    (vocabulary.ConditionKind, vocabulary.CONDITION_KINDS),
    (vocabulary.EventKind, vocabulary.EVENT_KINDS),
]


@pytest.mark.parametrize(("literal", "words"), PAIRS)
def test_a_type_and_its_dictionary_agree(literal: Any, words: dict[str, Any]) -> None:
    assert get_args(literal) == tuple(words)


def test_every_dictionary_is_held_to_its_type() -> None:
    public = {
        name
        for name, value in vars(vocabulary).items()
        if name.isupper() and isinstance(value, dict)
    }
    held = {name for name in public if any(vars(vocabulary)[name] is words for _, words in PAIRS)}
    assert public - held == set()


def test_labels_and_meanings_are_fit_to_read() -> None:
    for name, words in vars(vocabulary).items():
        if not (name.isupper() and isinstance(words, dict)):
            continue
        labels = [word.label if isinstance(word, Term) else word for word in words.values()]
        assert len(set(labels)) == len(labels), name
        for word in words.values():
            if isinstance(word, Term):
                assert word.label[0].isupper()
                assert word.meaning[0].isupper()
                assert word.meaning.endswith(".")


def test_stances_fall_from_support_to_opposition() -> None:
    assert list(vocabulary.SCORES.values()) == [2, 1, 0, -1, -2]


def test_attributions_fall_in_directness() -> None:
    assert list(vocabulary.ATTRIBUTIONS) == [
        "document", "on-record", "joint-statement", "poll", "anonymous", "second-hand", "reporter",
    ]  # fmt: skip


def test_the_signs_of_a_list_differ_and_sentences_have_their_words() -> None:
    assert len({term.sign for term in vocabulary.STANCES.values()}) == len(vocabulary.STANCES)
    for phrased in (vocabulary.STATUSES, vocabulary.ATTRIBUTIONS):
        assert len({term.phrase for term in phrased.values()}) == len(phrased)
    assert len({term.verbs for term in vocabulary.STANCES.values()}) == len(vocabulary.STANCES)


def test_what_is_on_the_record_and_what_is_the_partys_own_plain_word() -> None:
    assert {"document", "on-record", "joint-statement", "poll"} == vocabulary.ON_RECORD
    own = [id for id, term in vocabulary.ATTRIBUTIONS.items() if term.own_word]
    assert own == ["document", "on-record"]
