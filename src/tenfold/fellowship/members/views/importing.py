"""Bringing a spreadsheet in: upload, look, say yes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenfold.people.sheet import Sheet, SheetError, read_people

from .. import actions
from ..forms.stewards import UploadForm
from ..guards import account_of, permission_required
from ..models import Upload
from ..permissions import Permission
from ..queries import access_upload

SHOWN = 200
"""How many mistakes and notes a page shows; the rest are counted."""


@permission_required(Permission.IMPORT_MEMBERS)
def import_members(request: HttpRequest) -> HttpResponse:
    """Take a spreadsheet, if it can be read as one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read()
            _read(content)
            upload = actions.keep_upload(actor=account_of(request), filename=file.name, content=content)
        except SheetError as error:
            form.add_error("file", [str(error.problem), str(error.remedy)])
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("import_preview", pk=upload.pk)
    return render(request, "members/import.html", {"form": form}, status=422 if form.errors else 200)


@permission_required(Permission.IMPORT_MEMBERS)
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood, before anything is written; the yes writes it."""
    upload = access_upload(viewer=account_of(request), pk=pk)
    sheet = _read(bytes(upload.content))
    if request.method == "POST":
        return _bring_in(request, upload, sheet)
    context = {
        "upload": upload,
        "sheet": sheet,
        "mistakes": sheet.mistakes[:SHOWN],
        "more_mistakes": max(0, len(sheet.mistakes) - SHOWN),
        "notes": sheet.notes[:SHOWN],
        "more_notes": max(0, len(sheet.notes) - SHOWN),
        "questions": [label for label, kind in sheet.attributes.items() if kind != "text"],
        "left_out": [label for label, kind in sheet.attributes.items() if kind == "text"],
        "first": sheet.people[:5],
    }
    return render(request, "members/import_preview.html", context)


def _bring_in(request: HttpRequest, upload: Upload, sheet: Sheet) -> HttpResponse:
    done = actions.import_people(actor=account_of(request), sheet=sheet)
    actions.forget_upload(actor=account_of(request), upload=upload)
    words = _("Added: %(added)d. Brought up to date: %(updated)d. Left as they themselves say: %(left_alone)d.")
    messages.success(request, words % {"added": done.added, "updated": done.updated, "left_alone": done.left_alone})
    return redirect("invitations" if done.added or done.updated else "members")


@require_POST
@permission_required(Permission.IMPORT_MEMBERS)
def import_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of a spreadsheet."""
    upload = access_upload(viewer=account_of(request), pk=pk)
    actions.forget_upload(actor=account_of(request), upload=upload)
    messages.info(request, _("The spreadsheet is forgotten; nobody was brought in."))
    return redirect("import_members")


def _read(content: bytes) -> Sheet:
    return read_people(content, on=timezone.localdate())
