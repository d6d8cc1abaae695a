from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tenfold.site"
    label = "tenfold_site"
