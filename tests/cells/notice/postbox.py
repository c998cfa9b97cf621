"""A mail server on a real socket: keeps what it is given, or refuses in the way a test asks for."""

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage


class Postbox(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, refuses: str = ""):
        super().__init__(("127.0.0.1", 0), Clerk)
        self.refuses = refuses
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []

    @property
    def port(self) -> int:
        return self.server_address[1]


class Clerk(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 chi03 ESMTP")
        self.to: list[str] = []
        for line in self.rfile:
            words = line.decode().strip()
            if words.upper() == "DATA":
                self.take_letter()
            elif not self.answer(words):
                return

    def answer(self, words: str) -> bool:
        verb = words.split(" ")[0].split(":")[0].upper()
        if verb == "RCPT" and self.server.refuses == "recipient":
            self.say("550 nobody here")
        elif verb == "RCPT" and self.server.refuses == "connection":
            return False
        elif verb == "AUTH":
            self.say("535 wrong password")
        elif verb == "EHLO":
            self.wfile.write(b"250-chi03\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n")
        else:
            self.to += [words[8:].strip("<>")] if verb == "RCPT" else []
            self.say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def take_letter(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = email.message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(message)
        self.server.recipients.append(self.to)
        self.to = []
        self.say("250 taken")


@contextmanager
def postbox(settings, refuses: str = "") -> Iterator[Postbox]:
    """The settings of a test lead to this server while the block runs."""
    with Postbox(refuses) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        mail_goes_to(settings, server.port)
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def mail_goes_to(settings, port: int, host: str = "127.0.0.1") -> None:
    settings.CHI03_MAILS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.DEFAULT_FROM_EMAIL = "Đảng uỷ cơ quan <chi03@chi03.example>"
    settings.CHI03_ADDRESS = "https://chi03.example"
