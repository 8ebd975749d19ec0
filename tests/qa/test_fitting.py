import time

import pytest

from qa.analysis.asked import asked
from qa.analysis.fitting import fit

WHEN = "When was the weir built?"
HOW_MANY = "How many nets were sold?"
WHO = "Who built the weir?"
WHERE = "Where was the weir built?"
WHY = "Why were nets banned?"
HOW = "How is silt cleared?"


def marked(question: str, text: str) -> float:
    """Return the fit of the stretch between square brackets of `text`."""
    start = text.index("[")
    end = text.index("]") - 1
    return fit(asked(question), text.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    ("question", "text", "level"),
    [
        (WHEN, "It was built in [1921].", 1.0),
        (WHO, "It was mended [from March on].", 0.0),
        (WHEN, "It was built on [3 March] by hand.", 1.0),
        (WHEN, "It was built in [the 1920s].", 1.0),
        (WHEN, "It was built one [March] by hand.", 0.75),
        (WHEN, "It was built in [the ninth] try.", 0.25),
        (WHEN, "It was built [by hand].", 0.0),
        ("In which month was it built?", "in [March 1921]", 1.0),
        ("In which month was it built?", "in [1921]", 0.75),
        ("In what year was it built?", "on [3 March]", 0.75),
        ("On which weekday was it built?", "on [Friday, 3 March 1921]", 1.0),
        ("On which weekday was it built?", "on [3 March 1921]", 0.0),
        ("At what time of day was it built?", "at [9 a.m.]", 1.0),
        ("At what time does it open?", "at [9:30]", 1.0),
        ("At what time of day was it built?", "in [1921]", 0.0),
        (HOW_MANY, "They sold [40 nets] in 1921.", 1.0),
        (HOW_MANY, "They sold [forty] old nets.", 1.0),
        (HOW_MANY, "They sold [2,000] nets.", 1.0),
        (HOW_MANY, "They sold [40] boats.", 0.75),
        (HOW_MANY, "They sold them in [1921].", 0.25),
        (HOW_MANY, "It was [the fourth] sale.", 0.25),
        (HOW_MANY, "They sold [boats].", 0.0),
        (HOW_MANY, "Nets | [310 1,204 1,377]", 0.0),
        (HOW_MANY, "Nets | [(1.5) (0.7) (2.8)]", 0.0),
        (HOW_MANY, "They sold [12 to 15] nets.", 1.0),
        (HOW_MANY, "They sold [1 234 567] nets.", 1.0),
        ("What number do anglers call?", "Call [0120 461 961].", 0.75),
        ("How deep is the weir?", "It is [6 metres] deep.", 1.0),
        ("How deep is the weir?", "It is [6ft] deep.", 1.0),
        ("How deep is the weir?", "It is [6] deep.", 0.75),
        ("How often do they meet?", "They meet [three times a year].", 1.0),
        ("What share of nets is old?", "[About 40 %] are old.", 1.0),
        ("What share of nets is old?", "[A third] of them are old.", 1.0),
        ("What share of nets is old?", "[About 40] are old.", 0.25),
        ("What is the price of a net?", "It costs [€40] now.", 1.0),
        ("What is the price of a net?", "It costs [40] now.", 0.75),
        (WHO, "It was built by [Ana Reyes].", 1.0),
        (WHO, "[Later it was built] again.", 0.25),
        (WHO, "It was built by [a local minister].", 0.25),
        (WHO, "It was built by [hand].", 0.0),
        ("Who paid Ana Reyes?", "The coins went to [Reyes] at noon.", 0.25),
        ("Which agency pays?", "It is paid by [the Weir Agency].", 1.0),
        ("Which agency pays?", "It is paid by [the BFC].", 1.0),
        ("Which agency pays?", "It is paid by [Ana Reyes].", 0.75),
        (WHERE, "It was built in [Vigo].", 1.0),
        (WHERE, "It was built [at the Old Mill].", 1.0),
        (WHERE, "It was built by [Vigo].", 0.75),
        (WHERE, "It was built in [a valley].", 0.25),
        (WHERE, "It was built [by hand].", 0.0),
        ("What is the BFC?", "The [Bureau of Fisheries and Coasts] (BFC) met.", 1.0),
        ("what is bfc", "The BFC ([Bureau of Fisheries and Coasts]) met.", 1.0),
        ("What is a bollard?", "A bollard is [a short post].", 1.0),
        ("What is a bollard?", "A bollard, [a short post], was struck.", 1.0),
        ("What is a bollard?", "The word bollard (“[a short post]”) is old.", 1.0),
        ("What is a bollard?", "The old word means [a short post].", 0.75),
        ("What is a bollard?", "Ships are tied to [a short post].", 0.25),
        ("What is a bollard?", "Ships are tied to [a bollard].", 0.0),
        (WHY, "They were banned [because stocks fell].", 1.0),
        (WHY, "They were banned due to [falling stocks].", 1.0),
        (WHY, "[They were banned because stocks fell.]", 0.75),
        (WHY, "They were banned [to protect herring].", 0.75),
        (WHY, "[Stocks fell.] Therefore nets were banned.", 0.75),
        (WHY, "They were banned [in the bay].", 0.25),
        (WHY, "They were sent [to the bay].", 0.25),
        (HOW, "It is cleared [by dredging].", 1.0),
        (HOW, "It is cleared through [dredging].", 1.0),
        (HOW, "[Crews clear it with dredgers.]", 0.75),
        (HOW, "[Crews clear it.]", 0.25),
        ("Which rope holds it?", "It is held by [hemp rope].", 1.0),
        ("Which rope holds it?", "It is held by [hemp].", 0.5),
        ("Is it deep?", "It is [deep].", 0.5),
        ("What does the board plan?", "It plans [a weir].", 0.5),
        ("weir depth survey", "It plans [a survey].", 0.5),
    ],
)
def test_a_stretch_fits_as_far_as_it_has_the_type_asked_for(
    question: str, text: str, level: float
) -> None:
    assert marked(question, text) == level


def test_white_space_fits_nothing() -> None:
    assert marked("weir depth survey", "It plans[ \n ]a survey.") == 0.0


def test_an_empty_stretch_fits_nothing() -> None:
    assert fit(asked(WHEN), "1921", 4, 4) == 0.0


def test_signs_behind_a_blank_line_do_not_count() -> None:
    assert marked(WHY, "It was banned because\n\n[stocks fell]") == 0.25


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 5)])
def test_a_stretch_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"from {start} to {end} in 4 characters"):
        fit(asked(WHEN), "1921", start, end)


@pytest.mark.parametrize("piece", ["A ", "1,", "is ", "January ", "W (", "because ", "\n", "to "])
@pytest.mark.parametrize("question", [WHEN, HOW_MANY, WHO, WHERE, "What is a W?", WHY, HOW])
def test_a_hostile_stretch_is_judged_in_little_time(piece: str, question: str) -> None:
    text = (piece * 100_000)[:100_000]
    begin = time.process_time()
    fit(asked(question), text, 0, len(text))
    assert time.process_time() - begin < 1.0
