"""Addresses of this room."""

from django.urls import path

from .views import api_tokens, attributes, importing, invitations, log, privacy, profile, stewards

urlpatterns = [
    path("you/", profile.profile, name="profile"),
    path("you/edit/", profile.profile_edit, name="profile_edit"),
    path("you/privacy/", privacy.privacy, name="privacy"),
    path("you/privacy/export/", privacy.export, name="export"),
    path("you/privacy/leave/", privacy.leave, name="leave"),
    path("you/privacy/erase/", privacy.erase, name="erase"),
    path("you/privacy/tokens/", api_tokens.tokens, name="api_tokens"),
    path("you/privacy/tokens/<int:pk>/end/", api_tokens.token_end, name="api_token_end"),
    path("you/privacy/record/", privacy.record, name="record"),
    path("log/", log.log, name="log"),
    path("members/", stewards.members, name="members"),
    path("members/list.csv", stewards.member_list, name="member_list"),
    path("members/import/", importing.import_members, name="import_members"),
    path("members/import/<int:pk>/", importing.import_preview, name="import_preview"),
    path("members/import/<int:pk>/forget/", importing.import_forget, name="import_forget"),
    path("members/<str:key>/", stewards.member, name="member"),
    path("members/<str:key>/role/", stewards.member_role, name="member_role"),
    path("members/<str:key>/letter/", invitations.member_letter, name="member_letter"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitations/links/", invitations.invitation_links, name="invitation_links"),
    path("invitations/letters/", invitations.invitation_letters, name="invitation_letters"),
    path("attributes/", attributes.attributes, name="attributes"),
    path("attributes/<str:key>/", attributes.attribute_edit, name="attribute_edit"),
    path("attributes/<str:key>/remove/", attributes.attribute_remove, name="attribute_remove"),
    path("fellowship/", stewards.fellowship_edit, name="fellowship_edit"),
]
