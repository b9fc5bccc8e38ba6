"""The only door for pixels, in and out: load, save, colour, metadata, safe files."""

from __future__ import annotations

from nst_engine.pictures.camera import CameraData, read_camera_data
from nst_engine.pictures.colour import srgb_profile
from nst_engine.pictures.encoding import SaveOptions
from nst_engine.pictures.export_formats import EXPORT_FORMATS, ExportFormat, export_format
from nst_engine.pictures.files import sha256_of, write_atomically
from nst_engine.pictures.framing import framed, load_framed
from nst_engine.pictures.header import MAX_PIXELS, MIN_EDGE, Header, read_header
from nst_engine.pictures.levels import quantised
from nst_engine.pictures.load import load, place_of, reference, same_file
from nst_engine.pictures.metadata import read_recipe
from nst_engine.pictures.output import check_output, free_name
from nst_engine.pictures.pasted import store_pasted
from nst_engine.pictures.picture import FloatArray, Picture
from nst_engine.pictures.resize import fit, flatten, resize
from nst_engine.pictures.save import save
from nst_engine.pictures.thumbnails import shrunk, thumbnail, thumbnail_of

__all__ = [
    "EXPORT_FORMATS",
    "MAX_PIXELS",
    "MIN_EDGE",
    "CameraData",
    "ExportFormat",
    "FloatArray",
    "Header",
    "Picture",
    "SaveOptions",
    "check_output",
    "export_format",
    "fit",
    "flatten",
    "framed",
    "free_name",
    "load",
    "load_framed",
    "place_of",
    "quantised",
    "read_camera_data",
    "read_header",
    "read_recipe",
    "reference",
    "resize",
    "same_file",
    "save",
    "sha256_of",
    "shrunk",
    "srgb_profile",
    "store_pasted",
    "thumbnail",
    "thumbnail_of",
    "write_atomically",
]
