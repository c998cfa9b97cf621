"""Pictures as proof: drawn anew as what is light, never in more memory than a page needs."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from cells.uploads.checks import PROOFS, inspect
from tests.cells.uploads import files

WIDE = (320, 240)


def photograph(form, mode="RGB", **saved_as):
    """No two dots alike, as in any photograph."""
    noise = Image.effect_noise(WIDE, 80)
    bands = [noise] * 3 + [Image.new("L", WIDE, 120)]
    out = BytesIO()
    Image.merge(mode, bands[: len(mode)]).save(out, form, **saved_as)
    return out.getvalue()


def kept(content, name):
    return inspect(content, name, intake=PROOFS)


@pytest.mark.parametrize("quality", [60, 75, 95])
def test_a_photograph_never_weighs_more_than_it_came(quality):
    content = photograph("JPEG", quality=quality)
    assert len(kept(content, "a.jpg").content) <= len(content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_photograph_that_came_as_png_is_kept_as_jpeg(mode):
    content = photograph("PNG", "RGB")
    if mode == "RGBA":  # nothing shines through, as on a screenshot
        content = again(content, "RGBA")
    upload = kept(content, "Ảnh chụp.png")
    assert (upload.name, upload.kind) == ("Ảnh chụp.jpg", "jpg")
    assert Image.open(BytesIO(upload.content)).format == "JPEG"
    assert len(upload.content) < len(content) / 2


def again(content, mode):
    out = BytesIO()
    Image.open(BytesIO(content)).convert(mode).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [photograph("PNG", "RGBA"), files.picture("PNG", size=WIDE)],
    ids=["shines through", "a drawing"],
)
def test_what_needs_to_be_a_png_stays_one(content):
    upload = kept(content, "a.png")
    assert (upload.name, upload.kind) == ("a.png", "png")
    assert Image.open(BytesIO(upload.content)).format == "PNG"


def test_a_png_that_fills_the_memory_is_no_proof():
    vast = files.vast_picture(5000, 5000)
    with pytest.raises(ValidationError, match=r"5000 × 5000 điểm; tối đa 16 triệu"):
        kept(vast, "a.png")


def test_a_telephone_s_picture_in_two_parts_is_one_upright_picture():
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = 6  # held upright
    second = Image.new("RGB", (30, 20))
    large = Image.new("RGB", (4800, 2400), "green")
    large.save(out, "MPO", save_all=True, append_images=[second], exif=exif.tobytes())
    picture = Image.open(BytesIO(kept(out.getvalue(), "a.jpg").content))
    assert (picture.format, picture.size) == ("JPEG", (1000, 2000))
    assert not picture.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_proof_of_any_colours_is_drawn(mode):
    upload = kept(files.picture("PNG", mode=mode, size=(3000, 1500)), "a.png")
    assert Image.open(BytesIO(upload.content)).size == (2000, 1000)
