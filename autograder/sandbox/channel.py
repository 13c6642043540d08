"""The line to the probe inside a kernel: one request, one readable reply, in time."""

import contextlib
import secrets
import socket
import struct

from .inside import wire
from .watch import Watch

TICK, PATIENCE = 0.05, 5


class KernelLost(Exception):
    """The kernel died, fell silent or broke the rules; it must not be used again."""


class Channel:
    """A connected socket. pid: of the process at the other end, as this machine counts."""

    def __init__(self, connection):
        self.connection = connection
        about = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        self.pid = struct.unpack("3i", about)[0]

    def close(self):
        self.connection.close()

    def ask(self, request, seconds, here=False, memory=False):
        """(the reply to one request: {"value"}, {"error"} or {"stopped"}, the `Watch` over it).

        here: answered by the kernel's own process, which is of no use afterwards; else by a
        fork of it, which is stopped once it has computed or slept for `seconds`.
        """
        watch = Watch(self.pid, fresh=not here, memory=memory)
        nonce = secrets.token_hex(8)
        try:
            self._send(wire.pack({**request, "here": here, "nonce": nonce}), seconds)
            message = self._receive(watch, seconds)
            if message is None:
                message = None if here else self._stopped(nonce)
            reply = wire.unpack(message) if message else {"nonce": nonce, "stopped": "time"}
        except (OSError, EOFError, wire.WireError) as error:
            raise KernelLost(f"no readable answer ({type(error).__name__})") from None
        watch.look()
        if not isinstance(reply, dict) or str(reply.pop("nonce", None)) != nonce:
            raise KernelLost("an answer to another question")
        if not is_reply(reply):
            raise KernelLost("an answer in no known form")
        return reply, watch

    def _stopped(self, nonce):
        """The reply to the word that the question is to be stopped."""
        self._send(wire.pack({"stop": nonce}), PATIENCE)
        message = self._receive(Watch(self.pid), PATIENCE)
        if message is None:
            raise TimeoutError
        return message

    def _send(self, message, seconds):
        watch, view = Watch(self.pid), memoryview(message)
        self.connection.settimeout(TICK)
        while view:
            with contextlib.suppress(TimeoutError):
                view = view[self.connection.send(view) :]
                continue
            if watch.is_over(seconds + PATIENCE):
                raise TimeoutError

    def _receive(self, watch, seconds):
        """One whole message, or None if the time is over."""
        lengths = self._read(wire.LENGTHS.size, watch, seconds)
        if lengths is None:
            return None
        if not wire.allowed(lengths):
            raise EOFError("a flood")
        body = self._read(wire.size(lengths), watch, seconds + PATIENCE)
        if body is None:
            raise TimeoutError  # even if it goes on, byte by byte
        return lengths + body

    def _read(self, count, watch, seconds):
        blocks, looked = bytearray(), watch.wall
        self.connection.settimeout(TICK)
        while len(blocks) < count:
            block = None
            with contextlib.suppress(TimeoutError):
                block = self.connection.recv(min(2**20, count - len(blocks)))
                if not block:
                    raise EOFError("the kernel hung up")
                blocks += block
            if watch.wall - looked >= TICK:
                looked = watch.wall
                if watch.is_over(seconds):
                    return None
        return bytes(blocks)


def is_reply(reply):
    """Is this one of the three things a probe may say?"""
    error = reply.get("error")
    return (
        list(reply) == ["value"]
        or (list(reply) == ["stopped"] and str(reply["stopped"]) in ("time", "died"))
        or (isinstance(error, dict) and sorted(error) == ["line", "text", "type"]
            and all(isinstance(text, str) for text in error.values()))
    )  # fmt: skip
