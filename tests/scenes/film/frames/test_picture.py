"""What changed in a frame is found in boxes, and converted as the whole frame would be."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from scenes.film.frames.picture import Picture
from scenes.film.frames.tiles import SIDE, PixelBox, Tiles

WIDTH, HEIGHT = 426, 240


@given(st.lists(st.tuples(*[st.integers(0, 500)] * 4), max_size=6))
def test_boxes_cover_the_marked_tiles_once(corners: list[tuple[int, int, int, int]]) -> None:
    """Each marked pixel lies in exactly one box, the others in none; boxes have even corners."""
    tiles = Tiles(WIDTH, HEIGHT)
    asked = np.zeros((HEIGHT, WIDTH), bool)
    for a, b, c, d in corners:
        box = PixelBox(*sorted((min(a, HEIGHT), min(b, HEIGHT))), *sorted((min(c, WIDTH), min(d, WIDTH))))
        if box.top < box.bottom and box.left < box.right:
            tiles.mark(box)
            asked[box.top : box.bottom, box.left : box.right] = True
    covered = np.zeros((HEIGHT, WIDTH), int)
    for box in tiles.boxes():
        assert all(corner % 2 == 0 for corner in box)
        covered[box.top : box.bottom, box.left : box.right] += 1
    for top in range(0, HEIGHT, SIDE):
        for left in range(0, WIDTH, SIDE):
            marked = tiles.touch(PixelBox(top, top + 1, left, left + 1))
            assert np.all(covered[top : top + SIDE, left : left + SIDE] == int(marked))
    assert np.all(covered[asked] == 1)


@pytest.mark.parametrize(("width", "height"), [(426, 240), (640, 360), (64, 64), (130, 70)])
def test_tiles_that_differ_are_found_to_the_last_pixel(width: int, height: int) -> None:
    rng = np.random.default_rng(5)
    one = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    for row, column in [(0, 0), (height - 1, width - 1), (0, width - 1), (height // 2, width // 3)]:
        other, tiles = one.copy(), Tiles(width, height)
        other[row, column, rng.integers(4)] ^= 128
        tiles.mark_differing(one, other)
        (box,) = tiles.boxes()
        assert box.top == row // SIDE * SIDE and box.left == column // SIDE * SIDE
        assert box.top <= row < box.bottom and box.left <= column < box.right
        tiles.clear()
        tiles.mark_differing(one, one.copy())
        assert list(tiles.boxes()) == []


def planes(picture: Picture) -> list[NDArray[np.uint8]]:
    """Return luma and both colour planes of a picture."""
    return [
        np.frombuffer(memoryview(plane), np.uint8)
        .reshape(plane.height, plane.line_size)[:, : plane.width]
        .copy()
        for plane in picture.frame.planes
    ]


def test_a_picture_kept_up_to_date_is_the_picture_made_anew() -> None:
    """Boxes convert to the numbers that the whole frame converts to, and these are BT.709's."""
    rng = np.random.default_rng(3)
    whole = [PixelBox(0, HEIGHT, 0, WIDTH)]
    pixels = rng.integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    kept = Picture(WIDTH, HEIGHT)
    kept.take(pixels, whole)
    for box in (PixelBox(0, 64, 0, 64), PixelBox(64, 192, 128, 426), PixelBox(192, 240, 64, 128)):
        pixels[box.top : box.bottom, box.left : box.right, :3] = rng.integers(
            0, 256, (box.bottom - box.top, box.right - box.left, 3)
        )
        kept.take(pixels, [box])
    anew = Picture(WIDTH, HEIGHT)
    anew.take(pixels, whole)
    for one, other in zip(planes(kept), planes(anew), strict=True):
        assert np.array_equal(one, other)
    red, green, blue = (pixels[..., channel] / 255 for channel in range(3))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert np.abs(planes(anew)[0] - (16 + 219 * luma)).max() <= 1.0
    mean = ((blue - luma) / 1.8556).reshape(HEIGHT // 2, 2, WIDTH // 2, 2).mean(axis=(1, 3))
    assert np.abs(planes(anew)[1] - (128 + 224 * mean)).max() <= 1.5


@pytest.mark.parametrize("colour", [(232, 176, 48), (16, 19, 26), (90, 200, 240)])
def test_a_picture_shows_the_colours_that_it_took(colour: tuple[int, int, int]) -> None:
    picture = Picture(WIDTH, HEIGHT)
    picture.take(np.full((HEIGHT, WIDTH, 4), (*colour, 255), np.uint8), [PixelBox(0, HEIGHT, 0, WIDTH)])
    assert np.abs(np.asarray(Image.open(io.BytesIO(picture.png()))).astype(int) - colour).max() <= 2
