"""The page with the explanation in clips; it needs no script and no session."""

from __future__ import annotations

from weerbaar.figures.scenes import SCENES
from weerbaar.pages.render import safe
from weerbaar.serve.handlers import Page


class Clips(Page):
    """Three scenes on a tightrope, each with what it means and what one can do now."""

    def get(self) -> None:
        """Answer with the explanation."""
        language, content = self.language(), self.data.content
        scenes = {
            clip.strand: safe(
                SCENES[clip.strand](
                    clip.title[language], clip.picture[language], prefix=clip.strand
                )
            )
            for clip in content.clips.clips
        }
        self.show("clips.html.j2", language, file=content.clips, plan=content.plan, scenes=scenes)
