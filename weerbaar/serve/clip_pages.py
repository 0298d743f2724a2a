"""The page with the explanation in clips; it needs no script and no session."""

from __future__ import annotations

from weerbaar.figures.fills import PictureWords
from weerbaar.figures.scenes import scene
from weerbaar.figures.svg import svg
from weerbaar.pages.render import safe
from weerbaar.serve.handlers import Page


class Clips(Page):
    """Three scenes on a tightrope, each with what it means and what one can do now."""

    def get(self) -> None:
        """Answer with the explanation."""
        language, content = self.language(), self.house.content
        scenes = {}
        for clip in content.clips.clips:
            words = PictureWords(clip.title[language], clip.picture[language])
            scenes[clip.strand] = safe(svg(scene(clip.strand, words), prefix=clip.strand))
        self.show("clips.html.j2", language, file=content.clips, plan=content.plan, scenes=scenes)
