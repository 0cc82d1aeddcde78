"""What a change may depend on: the version of a thing as whoever asks has seen it.

A version is a whole number that grows with every change of the row a thing is kept in, so two
states of one thing never share an ETag, and comparing costs the store nothing.
Source: RFC 9110, sections 8.8.3 (ETag) and 13.1.1 (If-Match).
"""

from typing import Final

from lifeos.contracts.base import Model

MOST_TAGS: Final = 20
_TAG: Final = r'(?:W/)?"[!#-~]*"'
# What an If-Match may say, in a form that JSON Schema knows too.
IF_MATCH: Final = rf"^(?:\*|{_TAG}(?:[ \t]*,[ \t]*{_TAG}){{0,{MOST_TAGS - 1}}})$"


class Expected(Model):
    """The versions a change may start from, in order; None is `*`: any, as long as it is there."""

    versions: tuple[int, ...] | None

    def allows(self, version: int) -> bool:
        """Whether a thing of this version may be changed."""
        return self.versions is None or version in self.versions


ANY = Expected(versions=None)


def etag_of(version: int) -> str:
    """The strong entity tag of a version."""
    return f'"{version}"'
