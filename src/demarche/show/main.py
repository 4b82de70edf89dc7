"""The command line: ``demarche``. Each command has its module in this room; heavy ones load when they are run."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Annotated

import typer

import demarche
from demarche.engines.work import look_less, one_thread
from demarche.errors import BrokenRecord, DemarcheError
from demarche.show import (
    add,
    analyse,
    archive_commands,
    corroborate,
    doctor,
    export,
    packs_command,
    read,
    review,
    score,
    serve,
    watch,
    who,
)
from demarche.show.say import say

# Exit statuses: all that was asked is done; some inputs gave trouble and the rest is done; nothing could be done.
DONE, SOME_TROUBLE, NOTHING_DONE = 0, 1, 2

app = typer.Typer(
    name="demarche",
    help="Reads news about diplomacy and conflict and keeps a sourced record of who wants what of whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
app.command("read", short_help="Read reports and print who wants what of whom.")(read.read)
app.command("add", short_help="Read reports and add them to an archive.")(add.add)
app.command("watch", short_help="Follow feeds and add what is new to an archive.")(watch.watch)
app.command("recode", short_help="Code an archive's texts anew with this version of demarche.")(add.recode)
app.command("init")(archive_commands.init)
app.command("status")(archive_commands.status)
app.command("check")(archive_commands.check)
app.command("compact")(archive_commands.compact)
app.command("history")(archive_commands.history)
app.command("diff", short_help="Say what changed between versions, or between two archives.")(archive_commands.diff)
app.command("cite", short_help="Print a citation of this very version.")(archive_commands.cite)
app.command("sql")(archive_commands.sql)
app.command("corroborate", short_help="Find copies of texts, and what several reports tell.")(corroborate.corroborate)
app.command("joint", short_help="Show what several reports tell, side by side.")(corroborate.joint)
app.command("review", short_help="Judge items one by one; each judgement is kept at once.")(review.review)
app.add_typer(analyse.app, short_help="Analyse an archive: who wants what, who moved, who did what.")
app.command("outside", short_help="Read in events of GDELT, ICEWS or POLECAT.")(archive_commands.outside)
app.command("export", short_help="Write an archive, or a part of it, for another tool.")(export.export)
app.command("serve")(serve.serve)
app.command("score", short_help="Compare records with records coded by hand.")(score.score)
app.command("packs", short_help="List the languages that reports can be in.")(packs_command.packs)
app.command("who", short_help="Say whom a name stands for at a date.")(who.who)
app.command("doctor", short_help="Check this installation.")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"demarche {demarche.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options that stand before the command."""


def main() -> None:
    """Run the command line; what a user can mend is said in a sentence, with status 2."""
    one_thread()
    look_less()
    try:
        app()
    except BrokenRecord as fault:
        say(f"demarche: a rule of demarche's own was broken, please report it: {fault}", err=True)
        sys.exit(NOTHING_DONE)
    except DemarcheError as trouble:
        say(f"demarche: {trouble}", err=True)
        sys.exit(NOTHING_DONE)
    except BrokenPipeError:
        # The reader of our output (head, a pager) has gone: no one is left to tell. Python would complain at exit.
        sys.stderr.close()
        sys.exit(DONE)
    except OSError as fault:
        # A full disk, a device that fails: the world's, and no fault of ours to trace.
        where = fault.filename or "the output"
        say(f"demarche: {where} can't be read or written: {fault.strerror or fault}", err=True)
        _drop_output()
        sys.exit(NOTHING_DONE)


def _drop_output() -> None:
    """Let what is still to be printed go: where standard output is full, Python would complain of it at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
