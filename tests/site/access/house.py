"""Pages that belong to no single room."""

from tests.site.access import Row, everyone, for_members, for_stewards

ROWS: dict[str, Row] = {
    "front": everyone(200),
    "charter": everyone(200),
    "today": for_members(),
    "desk": for_stewards(),
    "where": for_stewards(where=lambda cast: {"by": "origin"}),
    "circles_in_need": for_stewards(where=lambda cast: {"need": "quiet"}),
    "set_language": everyone("front", method="post", data=lambda cast: {"language": "he"}),
    # The API's own description names no one and needs no key.
    "api:api-root": everyone(404),
    "api:openapi-json": everyone(200),
}
