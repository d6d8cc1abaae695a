"""``tenfold keep``: what falls due as time passes, for an operator who leaves that to cron rather than to a worker."""

from __future__ import annotations

import click

from tenfold.cli.environment import check_database, start_django


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and end, for cron; a failure ends with status 1.")
def keep(once: bool) -> None:
    """Let proposals lapse, count the waiting line, offer open seats: all that happens because time passes.

    A worker does this every minute by itself. Several may run; one at a time is at work, and one that is killed leaves
    nothing half done.
    """
    start_django()
    check_database()
    from tenfold.fellowship.keeping import lease

    if not once:
        lease.keep_on()
        return
    failed = lease.keep_alone(lease.new_holder())
    if failed:
        raise click.ClickException(f"This could not be done: {', '.join(failed)}. The log says more.")
