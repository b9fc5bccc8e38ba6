"""The peer's own objective of finished pictures. Runs in the peer's interpreter, with the peer's code.

python peer_objective.py --content C --style S --size PX PICTURE...      prints one JSON object

Nothing is computed here: the targets, the weights and the sum are those of the class the peer itself paints
with, at its defaults. Each picture is put in the place of the one it would be optimising.
"""

from __future__ import annotations

import argparse
import importlib
import json


def main() -> None:
    """Print ``{PICTURE: {"objective": number, "width": pixels, "height": pixels}}``."""
    parser = argparse.ArgumentParser(
        description="The objective of pictures, computed by pastiche's own code."
    )
    parser.add_argument("--content", required=True)
    parser.add_argument("--style", required=True)
    parser.add_argument("--size", type=int, required=True, help="long edge in pixels")
    parser.add_argument("pictures", nargs="+")
    options = parser.parse_args()

    # Found at run time: this project's own environment need not have them.
    torch = importlib.import_module("torch")
    peer = importlib.import_module("pastiche.pastiche")
    artist = peer.PasticheArtist(options.content, [options.style], size=options.size, device="cpu")
    measured = {}
    for path in options.pictures:
        # Without a size it is read as it is: a picture of another size must show, not be made to fit.
        pixels = peer.load_image(path)
        height, width = pixels.shape[2:]
        if [height, width] != artist.content_size:
            parser.error(f"{path} has {width}x{height} pixels, the peer paints {artist.content_size[::-1]}")
        artist.pastiche = pixels
        with torch.no_grad():
            objective = float(artist._calc_loss())
        measured[path] = {"objective": objective, "width": width, "height": height}
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
