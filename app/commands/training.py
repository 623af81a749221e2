"""``train``: a model that has learnt more, from gold sets or from what people decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app import options
from app.terminal import progress, result, say
from ingest.errors import UsageError


def train(
    gold: Annotated[
        list[Path] | None, typer.Argument(help="Gold sets to learn from (JSONL). Left out: the library's judgements.")
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(
            "--library",
            help="Learn from the judgements of this library; with gold sets, from both.",
            show_default="your own, where no gold set is named",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Where the adapter is written (safetensors).", show_default="for judgements the library's folder models"
        ),
    ] = None,
    model: options.Model = "bundled",
    steps: Annotated[
        int | None, typer.Option(min=1, help="Training steps.", show_default="900; for judgements as many as they need")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same adapter.")] = 17,
    teacher: Annotated[str | None, typer.Option(help="A model whose likeness of English texts is learnt too.")] = None,
) -> None:
    """Train the low-rank adapter of the bundled model.

    From gold sets alone it starts at the base; from judgements it goes on from --model. It is written only if it finds more of
    the counterparts that were held out first than the model does without it, and more than chance explains.
    """
    from dataclasses import replace

    from index.encoder import load_encoder
    from index.learn import Recipe
    from index.library import Library, default_location
    from matcher.train import train as from_gold
    from matcher.train_judged import GOING_ON, train_judged

    judged = library is not None or not gold
    if not judged and out is None:
        raise UsageError("to learn from gold sets alone, say where the adapter is written: add --out FILE.safetensors")
    if out is not None and out.suffix != ".safetensors":
        raise UsageError(f"{out}: an adapter is a safetensors file; name it {out.with_suffix('.safetensors')}")
    likeness = load_encoder(teacher) if teacher else None
    with progress("training") as update:
        if judged:
            recipe = replace(GOING_ON, seed=seed)
            with Library.open(default_location(library)) as opened:
                report = train_judged(
                    opened,
                    out=out,
                    model=model,
                    gold=gold or (),
                    teacher=likeness,
                    steps=steps,
                    recipe=recipe,
                    progress=update,
                )
        else:
            recipe = Recipe(steps=steps or Recipe().steps, seed=seed)
            report = from_gold(gold or (), out or Path(), recipe=recipe, teacher=likeness, progress=update)
    result(report.table())
    say(str(report))
    if report.path is not None:
        say(
            f"Use it with --model {report.path}, or set CLAUSEBRIDGE_MODEL to it, for the review desk too. The vectors of each "
            "standard are made once for it, when they are first needed."
        )
