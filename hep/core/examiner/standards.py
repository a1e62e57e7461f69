"""The published standards that a handout is measured against, item by item, as data.

PEMAT-P: Shoemaker, Wolf, Brach 2014 (AHRQ Publication No. 14-0002-EF), the 24 items for print. CERT: Slade et al. 2016
(doi 10.1136/bjsports-2016-096651), 16 items on 19 lines. The questions and how they are judged are our own words.
"""

from dataclasses import dataclass
from typing import Literal

Part = Literal["understandability", "actionability", "CERT"]


@dataclass(frozen=True, slots=True)
class Item:
    """`judged` says how the program judges it; an item that only a person can judge is named, but never counted."""

    id: str
    part: Part
    asks: str
    judged: str
    by_person: bool = False


def _pemat(part: Part, *rows: tuple[int, str, str]) -> tuple[Item, ...]:
    return tuple(Item(f"PEMAT {number}", part, asks, how, number in BY_PERSON) for number, asks, how in rows)


BY_PERSON = (2, 12, 16, 18, 26)

PEMAT = (
    *_pemat(
        "understandability",
        (1, "Is it plain at once what the sheet is for?", "a title that names the body part, a sentence of purpose"),
        (2, "Is there nothing that leads away from it?", "the layouts hold no adverts and no other advice"),
        (3, "Are the words everyday words?", "no word of the jargon list, no abbreviation of the trade"),
        (4, "Are medical words only there to be taught?", "each one that is allowed is explained in the same text"),
        (5, "Does it say who does what?", "each step begins with a verb"),
        (6, "Are the numbers clear?", "whole numbers in digits, each with its unit"),
        (7, "Is the reader spared all sums?", "no percent, no “3 × 10”"),
        (8, "Are the parts short?", "at most 5 steps an exercise, at most 6 lines a block"),
        (9, "Has each part a heading that says what it is?", "a heading over each exercise and each box"),
        (10, "Does the order make sense?", "the start comes first; nobody gets down and up more than once"),
        (11, "Is there a summary?", "a table of the whole plan; a sheet without steps is one already"),
        (12, "Do boxes, arrows and bold type point to what matters?", "dose and stop rules stand in boxes"),
        (15, "Are there pictures wherever they help?", "a picture of start and finish for each exercise"),
        (16, "Do the pictures support the words?", "each is drawn for this exercise and this side"),
        (17, "Have the pictures captions?", "“Start”, “Finish”, and what arrow and shading mean"),
        (18, "Are the pictures clear?", "line drawings of one person on plain ground"),
        (19, "Are the tables simple?", "at most 5 columns with short headings"),
    ),
    *_pemat(
        "actionability",
        (20, "Does it name at least one thing to do?", "an exercise with a dose"),
        (21, "Does it speak to the reader?", "never “the patient”"),
        (22, "Is each thing to do broken into steps?", "two or more numbered steps of one movement each"),
        (23, "Is there a tool to act with?", "a log to tick off"),
        (24, "Are sums that are needed shown?", "asks for none; counted only where a sum was found"),
        (25, "Does it say how to use its charts?", "a line above the log"),
        (26, "Do the pictures make it easier to act?", "arrows, places of feet and hands, equipment"),
    ),
)  # fmt: skip

CERT = tuple(
    Item(f"CERT {line}", "CERT", asks, how)
    for line, asks, how in (
        ("1", "What equipment, in detail?", "the line “You need”"),
        ("2", "Who instructs, with which credential?", "name and credential of the therapist"),
        ("3", "Alone or in a group?", "the line “How”"),
        ("4", "Supervised or not, and how?", "the line “How”"),
        ("5", "How is it measured whether it is done?", "the log"),
        ("6", "How is motivation supported?", "the goal in the patient's own words"),
        ("7a", "By which rule does it progress?", "when to move up, and on each card what to do when it is too easy"),
        ("7b", "How was it progressed so far?", "what changed since the last version, or that it is the first"),
        ("8", "Could another person repeat each exercise?", "start, steps, pictures, and the side where it matters"),
        ("9", "What is done at home?", "the line “How”"),
        ("10", "What else is advised?", "why a sore knee may hurt the hip, and how much it may hurt"),
        ("11", "What of harm?", "when to stop and call, when to get urgent help, and the number to call"),
        ("12", "Where?", "the line “How”"),
        ("13", "What is the dose, in full?", "how much, times a day and days, for each exercise"),
        ("14a", "Is it for everybody, or for this person?", "the line “How we chose it”"),
        ("14b", "How was it tailored?", "a reason on each card"),
        ("15", "By which rule was the start set?", "who set it, when it is right; on each card when it is too hard"),
        ("16a", "How is the technique checked again?", "a day for the next check"),
        ("16b", "How is what was done compared with what was asked?", "the log: a mark for each time that is asked"),
    )
)  # fmt: skip

ITEMS = {item.id: item for item in (*PEMAT, *CERT)}
