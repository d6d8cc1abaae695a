"""The addresses of allauth that this house uses; those about passwords and second locks stay shut."""

from django.urls import include, path
from django.views.generic import RedirectView

from tenfold.site.accounts import closed

urlpatterns = [
    path("password/<path:rest>", closed, name="password_closed"),
    path("reauthenticate/", closed, name="password_proof_closed"),
    path("2fa/authenticate/", closed, name="second_lock_closed"),
    path("2fa/reauthenticate/", closed, name="second_lock_proof_closed"),
    path("2fa/", RedirectView.as_view(pattern_name="mfa_list_webauthn"), name="second_lock_list"),
    path("login/code/", RedirectView.as_view(pattern_name="account_login"), name="code_request"),
    path("", include("allauth.urls")),
]
