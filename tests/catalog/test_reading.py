"""How hard a text is to read: sentences and syllables are counted as a reader would."""

from __future__ import annotations

import pytest

from weerbaar.catalog.reading import Sentence, ease, sentences_in, syllables, words_in


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dit is er een. Dit is de tweede! En dit? Ja.", 4),
        ("Vraag de griffie: wie meldt wat, en bij wie?", 1),
        ("Zie art. 28 en vraag mr. Jansen, bijv. morgen.", 1),
        ("Dat staat bij A. Jansen op de agenda.", 1),
        ("\u2018Hou op!\u2019 zegt de voorzitter. \u2018Nu meteen.\u2019 Iedereen zwijgt.", 3),
        ("Maak de zin af: ik zit hier … voor wie? Dat is alles.", 2),
        ("eerst: een zin. daarna: nog een zin.", 2),
        ("Kijk op https://www.voorbeeld.nl/a.b?c=d. Daar staat het.", 2),
        ("Er zijn {n} mensen. {wie} begint.", 2),
        ("## Een kop\n\nEen zin\ndie doorloopt.\n\n- een punt\n- nog een punt", 4),
        ("**Advies.** Vraag het de [griffie](https://a.nl/b.c).", 2),
        ("In 2.000 gemeenten? Nee, in 342.", 2),
        ("…", 0),
    ],
)
def test_sentences_are_those_that_a_reader_sees(text, sentences):
    """Full stops of abbreviations, quotations, addresses and dots end no sentence; items do."""
    assert len(list(sentences_in(text))) == sentences


def test_a_sentence_knows_its_line():
    """Also after a heading, an empty line, a list, and a sentence that goes on on a new line."""
    text = "Een.\nTwee is\nlang. Drie.\n\n## Vier\n- vijf\n- *zes* is `zo`\n\nZeven."
    assert list(sentences_in(text)) == [
        Sentence("Een.", 0),
        Sentence("Twee is lang.", 1),
        Sentence("Drie.", 2),
        Sentence("Vier", 4),
        Sentence("vijf", 5),
        Sentence("zes is zo", 6),
        Sentence("Zeven.", 8),
    ]


def test_words_are_counted_once():
    """A hyphen, an apostrophe, a number or a placeholder makes no word more."""
    text = "De auto's van 3 oud-raadsleden kosten {prijs} euro \u2013 zo'n bedrag."
    assert len(words_in(text)) == 10


SYLLABLES = {
    "nl": (
        "ambt 1, eeuw 1, nieuw 1, griffie 2, ruzie 2, mooie 2, waarden 2, bijeen 2, kiezen 2, "
        "zeeën 2, bureau 2, privé 2, gebeurt 2, weerbaar 2, casus 2, Europa 3, museum 3, "
        "college 3, Statenlid 3, waterschap 3, ideeën 3, reageren 4, situatie 4, politicus 4, "
        "beïnvloeden 4, integriteit 4, ondermijning 4, gemeenteraad 4, geïnteresseerd 5, "
        "vertrouwenspersoon 5"
    ),
    "en": (
        "take 1, asked 1, rule 1, makes 1, closed 1, breach 1, people 2, being 2, table 2, "
        "little 2, needed 2, pages 2, voices 2, council 2, statement 2, colleague 2, something 2, "
        "quiet 2, create 2, science 2, social 2, usual 3, area 3, idea 3, violence 3, serious 3, "
        "previous 3, agreement 3, everyone 3, integrity 4, authority 4, situation 4, reality 4, "
        "experience 4, facilitator 5, cooperation 5, municipality 6"
    ),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_syllables_are_those_that_are_spoken(language):
    """Vowels that sound together count as one, silent letters do not count."""
    known = dict(pair.rsplit(" ", 1) for pair in SYLLABLES[language].split(", "))
    assert {word: syllables(word, language) for word in known} == {
        word: int(count) for word, count in known.items()
    }


@pytest.mark.parametrize(
    ("language", "text", "score"),
    [
        # 2 sentences, 7 words, 9 syllables: the formulas worked out by hand.
        ("nl", "De raad is het eens. Niemand twijfelt.", 206.835 - 0.93 * 3.5 - 77 * 9 / 7),
        # 2 sentences, 7 words, 9 syllables.
        ("en", "We all agree on this. Nobody doubts.", 206.835 - 1.015 * 3.5 - 84.6 * 10 / 7),
    ],
)
def test_the_score_is_that_of_the_published_formula(language, text, score):
    """Flesch for English, Flesch-Douma for Dutch, on counts that were made by hand."""
    found = ease(sentences_in(text), language)
    assert found.score == pytest.approx(score)
    assert (found.sentences, found.words) == (2, 7)


def test_longer_words_and_sentences_read_harder():
    """The same sentences as one, and the same number of longer words, score lower."""
    plain = "We praten er samen over. Dan kiezen we."
    score = ease(sentences_in(plain), "nl").score
    assert ease(sentences_in(plain.replace("over. Dan", "over en dan")), "nl").score < score
    assert ease(sentences_in(plain.replace("praten", "argumenteren")), "nl").score < score
    with pytest.raises(ValueError, match=r"^$"):
        ease(sentences_in("…"), "nl")
