/** Python classes about `$one`, `$many` and `$key` that fill modules up, without tests. */
export const CLASS_BLOCKS = `
class $OneError(Exception):
    """Anything that goes wrong with a $one; the base of the errors below."""


class $OneNotFound($OneError):
    """There is no $one with that id."""

    def __init__(self, wanted: object) -> None:
        super().__init__(f"no $one with id {wanted!r}")
        self.wanted = wanted


@dataclass(frozen=True)
class $One:
    """A $one as it is kept; what comes from outside is checked in \`from_dict\`."""

    id: int
    $key: str
    title: str = ""
    amount: int = 0
    tags: tuple[str, ...] = field(default_factory=tuple)

    @classmethod
    def from_dict(cls, data: dict) -> "$One":
        """Read a $one from plain data, with defaults for what is missing."""
        if "id" not in data:
            raise ValueError("a $one needs an id")
        return cls(
            id=int(data["id"]),
            $key=str(data.get("$key", "")),
            title=str(data.get("title", "")).strip(),
            amount=int(data.get("amount", 0)),
            tags=tuple(sorted(data.get("tags", ()))),
        )

    def to_dict(self) -> dict:
        """Plain data that can be written as JSON."""
        return {
            "id": self.id,
            "$key": self.$key,
            "title": self.title,
            "amount": self.amount,
            "tags": list(self.tags),
        }


class $OneStore:
    """Keeps $many in memory, by id, and remembers which of them changed."""

    def __init__(self, items: Iterable = ()) -> None:
        self._items: dict[int, object] = {}
        self._dirty: set[int] = set()
        for item in items:
            self._items[item.id] = item

    def __len__(self) -> int:
        return len(self._items)

    def get(self, wanted: int) -> object:
        """The $one with this id; raises KeyError where there is none."""
        try:
            return self._items[wanted]
        except KeyError:
            raise KeyError(f"no $one {wanted}") from None

    def put(self, item) -> None:
        """Add a $one or replace the one that has its id."""
        self._items[item.id] = item
        self._dirty.add(item.id)

    def by_$key(self, name: str) -> list:
        """All $many of one $key, in the order of their ids."""
        found = [item for item in self._items.values() if item.$key == name]
        return sorted(found, key=lambda item: item.id)

    def flush(self) -> list[int]:
        """Ids that changed since the last call; afterwards nothing is changed."""
        changed = sorted(self._dirty)
        self._dirty.clear()
        return changed


class $OneCache:
    """A small cache with a limit: what was used longest ago goes first."""

    def __init__(self, limit: int = $limit) -> None:
        if limit < 1:
            raise ValueError("the limit must be at least 1")
        self.limit = limit
        self.hits = 0
        self.misses = 0
        self._kept: OrderedDict[str, object] = OrderedDict()

    def get_or_make(self, name: str, make: Callable[[], object]) -> object:
        """What is kept under the name; it is made first where it is missing."""
        if name in self._kept:
            self.hits += 1
            self._kept.move_to_end(name)
            return self._kept[name]
        self.misses += 1
        value = make()
        self._kept[name] = value
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)
        return value

    def forget(self, name: str) -> bool:
        """Drop one entry; tells whether it was there."""
        return self._kept.pop(name, None) is not None


class $OneWriter:
    """Writes $many as lines of JSON and counts what it wrote."""

    def __init__(self, stream, *, indent: int | None = None) -> None:
        self.stream = stream
        self.indent = indent
        self.written = 0

    def write(self, row: dict) -> None:
        """One $one, one line; keys are sorted so that files can be compared."""
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, indent=self.indent)
        self.stream.write(text + "\\n")
        self.written += 1

    def write_all(self, rows: Iterable[dict]) -> int:
        """All of them; returns how many were written by this call."""
        before = self.written
        for row in rows:
            self.write(row)
        return self.written - before


class $OneSettings:
    """Settings for $many: defaults, then the environment, in that order."""

    DEFAULTS = {"page_size": $limit, "strict": False, "$key": "default"}

    def __init__(self, environ: dict[str, str]) -> None:
        self.values = dict(self.DEFAULTS)
        for name, default in self.DEFAULTS.items():
            text = environ.get(f"APP_{name.upper()}")
            if text is not None:
                self.values[name] = self._read(text, default)

    @staticmethod
    def _read(text: str, default: object) -> object:
        if isinstance(default, bool):
            return text.strip().lower() in {"1", "true", "yes", "on"}
        if isinstance(default, int):
            return int(text)
        return text

    def __getitem__(self, name: str) -> object:
        return self.values[name]
`;
