"""The beets plugin ``tempo_ssl``: fills the field ``bpm`` on import and by ``beet tempo-ssl``.

In beets' configuration, with the defaults::

    plugins: tempo_ssl
    tempo_ssl:
        auto: yes            # on import
        overwrite: no        # replace a BPM that is there
        min_confidence: 0.0  # leave tracks alone whose pulse is less likely right
        range: ''            # fold by octaves into this range, such as 70-180
        model: default

This folder is a namespace package that it shares with beets and its other plugins: it must not have an __init__.py.
"""

from __future__ import annotations

import optparse
from collections.abc import Iterable
from functools import cached_property

from beets import ui
from beets.importer import ImportSession, ImportTask
from beets.library import Item, Library
from beets.plugins import BeetsPlugin

from tempo_ssl.audio import display_name
from tempo_ssl.errors import TempoSSLError
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.tagging.values import parse_range, tag_value


class TempoSSLPlugin(BeetsPlugin):
    """Estimates what beets hands over, one track after the other, with a model that is loaded once."""

    def __init__(self) -> None:
        super().__init__()
        self.config.add({"auto": True, "overwrite": False, "min_confidence": 0.0, "range": "", "model": "default"})
        if self.config["auto"].get(bool):
            self.import_stages = [self.imported]

    def commands(self) -> list[ui.Subcommand]:
        command = ui.Subcommand("tempo-ssl", help="estimate the tempo of tracks and fill their field bpm")
        command.parser.add_option("-f", "--force", action="store_true", help="replace a BPM that is there")
        command.parser.add_option("-p", "--pretend", action="store_true", help="show tempi, and change nothing")
        command.func = self.run
        return [command]

    def run(self, library: Library, options: optparse.Values, query: list[str]) -> None:
        """``beet tempo-ssl [QUERY]``: the library, and the files unless beets is told not to write them."""
        is_forced = bool(options.force) or self.config["overwrite"].get(bool)
        for item in self.estimated(library.items(query), is_forced):
            ui.print_(f"{item.bpm:>6} BPM  {item}")
            if options.pretend:
                continue
            if ui.should_write():
                item.try_write()
            item.store()

    def imported(self, _session: ImportSession, task: ImportTask) -> None:
        """On import: beets itself writes the files afterwards."""
        for item in self.estimated(task.imported_items(), self.config["overwrite"].get(bool)):
            item.store()

    def estimated(self, items: Iterable[Item], is_forced: bool) -> Iterable[Item]:
        """Those of the tracks that get a tempo, with the field set; each other one is logged with its reason."""
        for item in items:
            name = display_name(item.path)
            if item.bpm and not is_forced:
                self._log.debug("{}: has a BPM already", name)
                continue
            try:
                answer = self._estimator.estimate(item.path)
            except TempoSSLError as error:
                self._log.error("{}", error)
                continue
            if answer.bpm is None:
                self._log.info("{}: no tempo ({})", name, answer.reason)
            elif answer.confidence < self.config["min_confidence"].as_number():
                self._log.info("{}: too unsure (confidence {:.2f})", name, answer.confidence)
            else:
                item.bpm = int(tag_value(answer.bpm, 0, self._fold))  # beets knows integers only
                yield item

    @cached_property
    def _estimator(self) -> TempoEstimator:
        try:
            return TempoEstimator(self.config["model"].as_str())
        except TempoSSLError as error:
            raise ui.UserError(f"tempo_ssl: {error}") from None

    @cached_property
    def _fold(self) -> tuple[float, float] | None:
        text = self.config["range"].as_str()
        try:
            return parse_range(text) if text else None
        except ValueError as error:
            raise ui.UserError(f"tempo_ssl: range: {error}") from None
