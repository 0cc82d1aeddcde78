"""What a process gives up before it opens a stranger's file. There is no way back.

Three walls, each against another kind of guest:
- resource limits, against files that make a reader run, grow or write without end;
- an audit hook, against Python code that reaches for the network, a program or a file to write;
- a seccomp filter where the kernel has one, against native code that was taken over.

Sources: PEP 578, setrlimit(2), seccomp(2), the Linux syscall tables of x86_64 and aarch64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import sys
from typing import Any, Final

_OPEN_FILES = 64
_WRITES: Final = frozenset("wax+")
_WRITING_FLAGS: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_HIDDEN: Final = ("/proc/", "/sys/")  # where other processes show their environment and memory
_FORBIDDEN: Final = (
    *("socket.", "ftplib.", "http.", "imaplib.", "poplib.", "smtplib.", "urllib.", "nntplib."),
    *("subprocess.", "pty.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system"),
    *("os.kill", "os.putenv", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link"),
    *("os.symlink", "os.truncate", "os.chmod", "os.chown", "shutil.", "tempfile.", "syslog."),
)

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _SECCOMP_FILTER = 38, 22, 2  # prctl(2)
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with EPERM
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # classic BPF
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4  # offsets in struct seccomp_data
_X32_NUMBERS = 0x40000000  # on x86_64 the same calls have a second set of numbers
_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_*
# Numbers on x86_64 and aarch64; None where that one has no such call.
_CALLS: Final[dict[str, tuple[int, int | None]]] = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    "io_uring_setup": (425, 425),
    "fork": (57, None),
    "vfork": (58, None),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "mount": (165, 40),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
}


class _Instruction(ctypes.Structure):
    """struct sock_filter."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jump_if_true", ctypes.c_ubyte),
        ("jump_if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction)))


def confine(*, cpu_s: int, memory_bytes: int) -> bool:
    """Give up the network, other processes, writing, and all beyond the limits.

    True if the kernel enforces it as well (seccomp); elsewhere only Python code is held.
    """
    _limit(resource.RLIMIT_CORE, 0)  # a crash must not leave a person's file on disk
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_CPU, cpu_s, hard=cpu_s + 5)  # a signal first, which names the reason
    _limit(resource.RLIMIT_AS, memory_bytes)
    enforced = _filter_calls()
    sys.addaudithook(_refuse)
    return enforced


def _limit(which: int, most: int, *, hard: int | None = None) -> None:
    """Set a limit as far as the system knows it; macOS has no working RLIMIT_AS."""
    _, present = resource.getrlimit(which)
    bound = [most if hard is None else hard, present]
    allowed = min(value for value in bound if value != resource.RLIM_INFINITY)
    try:
        resource.setrlimit(which, (min(most, allowed), allowed))
    except (ValueError, OSError):
        return


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = arguments
        hidden = isinstance(path, str) and path.startswith(_HIDDEN)
        if hidden or _WRITES & set(mode or "") or (flags or 0) & _WRITING_FLAGS:
            raise PermissionError("A reader may only read its file.")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"A reader may not use {event}.")


def _filter_calls() -> bool:
    """Install the seccomp filter; False where there is none to install."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _ARCHITECTURES:
        return False
    program = _program(machine)
    instructions = (_Instruction * len(program))(*program)
    wanted = _Program(len(program), instructions)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _SECCOMP_FILTER, ctypes.byref(wanted), 0, 0) == 0)


def _program(machine: str) -> list[_Instruction]:
    """Refuse a foreign architecture's calls and the listed ones; allow the rest."""
    place = list(_ARCHITECTURES).index(machine)
    numbers = [found for call in _CALLS.values() if (found := call[place]) is not None]
    left = len(numbers) + 1  # comparisons from the next instruction to the last
    program = [
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE_AT),
        _Instruction(_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        _Instruction(_RETURN, 0, 0, _REFUSE),
        _Instruction(_LOAD, 0, 0, _NUMBER_AT),
        _Instruction(_IF_AT_LEAST, left, 0, _X32_NUMBERS),
    ]
    for index, number in enumerate(numbers):
        program.append(_Instruction(_IF_EQUAL, len(numbers) - index, 0, number))
    return [*program, _Instruction(_RETURN, 0, 0, _ALLOW), _Instruction(_RETURN, 0, 0, _REFUSE)]
