from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RenewalConfig(AppConfig):
    name = "tenfold.fellowship.renewal"
    label = "renewal"
    verbose_name = _("Renewal")

    def ready(self) -> None:
        from tenfold.fellowship.audit.actions import recorded
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles import holding, today
        from tenfold.fellowship.circles.panels import contribute as show_on_circles
        from tenfold.fellowship.circles.signals import seat_left, seat_taken
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.line.open_seats import ask_tens
        from tenfold.fellowship.members.export import contribute

        from . import keepers, together
        from .actions.following import seat_was_left, seat_was_taken
        from .letters import keep_letters
        from .queries.export import asks_for_export, consents_for_export, season_wishes_for_export
        from .record_words import OFFICE, WORDS
        from .views.panels import asks_panel, changes_panel, today_panel
        from .wanted import newcomers_asked_for
        from .words import said_with

        describe(WORDS, office=OFFICE)
        contribute("asks", asks_for_export)
        contribute("consents", consents_for_export)
        contribute("season_wishes", season_wishes_for_export)
        keeps("renewal.changes", keepers.keep_changes)
        keeps("renewal.letters", keep_letters)
        keeps("renewal.seasons", keepers.keep_seasons)
        keeps("renewal.looking", keepers.keep_looking)
        holding.holds(lock=together.lock, hold=together.hold, say=said_with)
        recorded.connect(together.after_a_no, dispatch_uid="renewal.after_a_no")
        seat_left.connect(seat_was_left, dispatch_uid="renewal.seat_left")
        seat_taken.connect(seat_was_taken, dispatch_uid="renewal.seat_taken")
        ask_tens(newcomers_asked_for)
        show_on_circles("renewal.changes", stage="outer", template="renewal/changes_panel.html", show=changes_panel)
        show_on_circles("renewal.asks", stage="outer", template="renewal/asks_panel.html", show=asks_panel)
        today.contribute("renewal", template="renewal/today_panel.html", show=today_panel)
