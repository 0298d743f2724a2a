"""The pages of exercises, and each on paper; they need no script and no session."""

from __future__ import annotations

from collections.abc import Callable

from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from weerbaar.catalog import Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.markdown import to_html
from weerbaar.pages.exercises import (
    ASKED,
    MOST_PEOPLE,
    ExerciseChoice,
    choice_of,
    chosen_exercises,
    exercise_minutes,
    exercise_quadrants,
    remedies,
)
from weerbaar.pages.render import safe
from weerbaar.present.exercises import people, served, timeline
from weerbaar.present.links import linked
from weerbaar.present.local import local_lines_of
from weerbaar.report.exercise_cards import exercise_cards_pdf, sheets_of_cards
from weerbaar.report.exercises import exercise_pdf
from weerbaar.serve.handlers import Page


class ExercisePage(Page):
    """What the list and the page of one exercise share."""

    def choice(self) -> ExerciseChoice:
        """What was chosen in the list; it goes along to an exercise and back."""
        return choice_of({name: self.given(name) for name in ASKED}, self.house.content)

    def exercise(self, name: str, language: str) -> Exercise:
        """The exercise that an address names."""
        if name not in self.house.content.exercises:
            raise HTTPError(404)
        return self.house.content.exercises[name][language]


class Exercises(ExercisePage):
    """The list of exercises, with a form to choose from it."""

    def get(self) -> None:
        """Answer with the exercises that fit what was chosen."""
        language, choice, content = self.language(), self.choice(), self.house.content
        chosen = chosen_exercises(Voice(content, language), choice)
        self.show(
            "exercises.html.j2",
            language,
            choice=choice,
            exercises=chosen,
            sizes={exercise.id: people(exercise, Voice(content, language)) for exercise in chosen},
            quadrants=exercise_quadrants(content),
            times=exercise_minutes(content),
            most_people=MOST_PEOPLE,
            remedies=[] if chosen else remedies(content, choice),
        )


class OneExercise(ExercisePage):
    """One exercise."""

    def get(self, name: str) -> None:
        """Answer with its goal, its steps in time, and what a facilitator should know."""
        language, content = self.language(), self.house.content
        exercise = self.exercise(name, language)
        self.show(
            "exercise.html.j2",
            language,
            exercise=exercise,
            choice=self.choice(),
            size=people(exercise, Voice(content, language)),
            steps=timeline(exercise, Voice(content, language)),
            # Raw HTML in it is escaped by the catalog.
            text=safe(to_html(exercise.text, below=1)),
            served=served(exercise, Voice(content, language)),
            cases=[content.cases[case][language] for case in exercise.cases],
            lines=local_lines_of(Voice(content, language), exercise.tools),
            sheets=sheets_of_cards(exercise),
            linked=linked,
        )


class ExerciseOnPaper(ExercisePage):
    """One exercise as a PDF."""

    async def get(self, name: str) -> None:
        """Answer with the document."""
        exercise = self.exercise(name, self.language())
        await self.hand_over(exercise_pdf, exercise, name)

    async def hand_over(
        self, make: Callable[[Exercise, Voice], bytes], exercise: Exercise, name: str
    ) -> None:
        """Another thread makes the document, so that nobody waits for it."""
        voice = Voice(self.house.content, self.language())
        in_thread = IOLoop.current().run_in_executor
        made = await in_thread(None, make, exercise, voice)
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'inline; filename="{name}-{voice.language}.pdf"')
        self.finish(made)


class ExerciseCards(ExerciseOnPaper):
    """The cards of one exercise as a PDF."""

    async def get(self, name: str) -> None:
        """Answer with the document; an exercise without cards has none."""
        exercise = self.exercise(name, self.language())
        if not exercise.cards:
            raise HTTPError(404)
        await self.hand_over(exercise_cards_pdf, exercise, f"{name}-kaarten")
