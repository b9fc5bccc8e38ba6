"""The first window's ear: hears what later starts were asked to do."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from nst_gui.desktop.single_instance import DONE, Claim, Request, address

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log: Final = logging.getLogger(__name__)
_MAX_BYTES: Final = 1_000_000


class Listener(QObject):
    """``asked`` carries the :class:`Request` of every later start, once :meth:`listen` was called."""

    asked = Signal(object)

    def __init__(self, claim: Claim, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._claim = claim
        self._server: QLocalServer | None = None
        #: Who has come and has not said yet what for.
        self._silent: list[QLocalSocket] = []

    def listen(self) -> None:
        """Take requests from now on, if this start is known to be the first."""
        place = address()
        if not self._claim.held or place is None:
            return
        try:
            from PySide6.QtNetwork import QLocalServer
        except ImportError as error:
            _log.info("Later starts open their own windows: %s", error)
            return
        QLocalServer.removeServer(place)  # the claim is ours: what is there was left by a crash
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        if not self._server.listen(place):
            _log.warning("Later starts open their own windows: %s", self._server.errorString())

    def close(self) -> None:
        """Hear nothing more, and confirm nothing: who has come will find another way. Safe to call twice."""
        if self._server is not None:
            self._server.close()
        self._server = None
        for socket in tuple(self._silent):
            socket.abort()

    def _welcome(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._silent.append(socket)
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            self._read(socket)

    def _forget(self, socket: QLocalSocket) -> None:
        if socket in self._silent:
            self._silent.remove(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket not in self._silent:
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MAX_BYTES:
                socket.abort()
            return
        try:
            request = Request.decoded(socket.readLine(_MAX_BYTES).data())
        except (ValueError, RecursionError) as error:
            _log.warning("Something else than the program knocked: %s", error)
            socket.abort()
            return
        self._forget(socket)
        socket.write(DONE)
        socket.flush()  # the second start hangs up when it has heard it
        self.asked.emit(request)
