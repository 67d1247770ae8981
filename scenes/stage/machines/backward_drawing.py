"""The forward pass's picture with what the way back brings: tabs at its boxes, a card for each slope."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, UP, VGroup, VMobject

from backprop_core.network import Network
from config import Theme
from scenes.stage.formulas.equation import fit
from scenes.stage.graph.boxes import FactorBox, GradientTab
from scenes.stage.graph.gradient_way import GradientWay
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.graph.row_view import RowView
from scenes.stage.lettering import digits
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.machines.named_tabs import can_be_named, gradient_tab
from scenes.stage.measure import allow

TAB_ROOM, CARD = 0.98, (1.86, 1.75)
CARD_SIZE, TAB_SIZE, MARGIN = 0.4, 0.38, 0.18
STICKS_OUT = 0.16
"""How much wider than its box a tab may be whose number is long, and one of a long row may reach the
margin."""


class BackwardDrawing:
    """`diagram` with all values, `view` of it, `cards` by (of, by), `tabs` by key, the gradient's `way`."""

    def __init__(self, theme: Theme, net: Network) -> None:
        self.theme, self.net = theme, net
        self.diagram = NetworkDiagram(theme, net.graph, net.quantity)
        self.diagram.fill(*net.graph.row)
        self.view = RowView(self.diagram, net.quantity)

    def stand_under(self, title: VMobject) -> None:
        """Put the row in its place, and cards, tabs and way where they will appear."""
        self.view.stand_beside(title)
        self.view.overview.lit()
        self.diagram.next_to(title, DOWN, buff=0.1 + TAB_ROOM)
        window, row = self.view.window, self.net.graph.row
        window.place()
        self.recalled = self.diagram if window.whole else VGroup(*window.standing())
        edges = [
            (of, by) for by, of in pairwise(row[1:]) if self.net.graph.nodes[of].kind != "pre_activation"
        ]
        self.cards = {edge: self._card(*edge) for edge in edges}
        self.tabs = {key: self._tab(key) for key in self.net.gradient}
        self.way = GradientWay(self.theme, self.diagram, self.tabs)
        for key, tab in self.tabs.items():
            window.add(tab, key)
        for part in VGroup(self.diagram, *self.tabs.values(), self.way).get_family():
            allow(part, "close-up", "the row goes on beyond a close-up")
        for key, arrow in {**self.way.between, **self.way.branches}.items():
            window.add(arrow, key)
        for part in self.way.down:
            window.add(part, row[-1])

    def _card(self, of: str, by: str) -> FactorBox:
        symbol = self.net.local[of, by].symbol
        card = FactorBox(self.theme, symbol, *CARD, size=CARD_SIZE, value_size=CARD_SIZE)
        for part in card.unknown.get_family():
            allow(part, "reading time", "it says no more than that a number is to come")
        return card

    def _tab(self, key: str) -> GradientTab:
        above = key in self.net.graph.above
        if above and self.view.whole:
            box = self.diagram.parameters[key]
            width = float(box.frame.width)
            rooms = [(self.net.gradient[one], width) for one in self.net.graph.parameters]
            named = can_be_named(self.theme, rooms, TAB_SIZE)
            tab = gradient_tab(self.theme, self.net.gradient[key], width, TAB_SIZE, named=named)
            return tab.next_to(box, UP, buff=0.06)
        holder = (self.diagram.parameters if above else self.diagram.nodes)[key].frame
        sticks_out = STICKS_OUT if self.view.whole or above else 0.0
        least, most = float(holder.width), float(holder.width) + sticks_out
        natural = GradientTab(self.theme, self.net.gradient[key], most, size=TAB_SIZE).line.width
        width = min(most, max(least, float(natural) + MARGIN))
        tab = GradientTab(self.theme, self.net.gradient[key], width, size=TAB_SIZE)
        readable = digits.width(tab.quantity.text) * READABLE
        fit(tab.line, max(width - MARGIN, readable)).move_to(tab.frame)
        return tab.next_to(holder, UP if above else DOWN, buff=0.06)
