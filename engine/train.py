"""Train the project's model: `python -m engine.train OUTPUT.tar.gz`. Quiet unless something is wrong."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def main(output: Path) -> int:
    from engine.serve import quiet

    quiet()
    from rasa.model_training import train

    quiet()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        result = train(
            domain="domain.yml",
            config="config.yml",
            training_files=["data"],
            output=folder,
            fixed_model_name="model",
            force_training=True,
        )
        if result.code != 0 or result.model is None:
            return result.code or 1
        # Moved into place at the end: a broken training never leaves half a model behind.
        partial = output.with_suffix(".partial")
        shutil.move(result.model, partial)
        partial.replace(output)
    print(f"trained in {time.perf_counter() - began:.1f} s: {output.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
