"""A faithful fake of Twilio for the tests: real HTTP on loopback, Twilio's own SDK unpatched.

It keeps one account (`account.py`) with its numbers and Messaging Service; takes messages and calls (`exchange.py`,
`voice.py`) over the REST interface (`rest.py`, `paging.py`, `resources.py`, `refusals.py`); posts what phones send
and what becomes of messages to the application, signed (`outward.py`); fails on request or by chance from a seed
(`faults.py`). Tests speak through `phones.py`; runs with thousands of phones set `habits.py`. It is served by a
thread (`server.py`) or a process of its own (`__main__.py`, `process.py`, told what to do by `control.py`). Where
MUSTER_CONTRACTS names the folder of the published descriptions, every request and every answer is held against
Twilio's (`contract.py`).
"""
