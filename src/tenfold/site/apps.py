from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tenfold.site"
    label = "tenfold_site"

    def ready(self) -> None:
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.export import contribute

        from .accounts import addresses, forget_unconfirmed, organisations, passkeys

        contribute("addresses", addresses)
        contribute("organisations", organisations)
        contribute("passkeys", passkeys)
        keeps("accounts.forget_unconfirmed", forget_unconfirmed)
