"""Witnesses: every answer of the protocol, one step at a time even when asked at once, over every transport."""

import base64
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from dinggang.record import (
    EMPTY_ROOT,
    Answer,
    ByFile,
    ByHttp,
    Checkpoint,
    Kind,
    Local,
    Reply,
    Request,
    Signer,
    Unsound,
    answer_requests,
    find_fork,
    open_checkpoint,
    origin_digest,
    parse_fork,
    parse_note,
    parse_request,
    serve,
    sign_checkpoint,
)
from record.kit import ORIGIN, World, acts, log_signer, policy, witness_signer

SIZE = "text/x.tlog.size"


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    made.log.append(acts(20))
    return made


def request(world, old, size, *, note=None, proof=None):
    root = world.log.store.root(size)
    note = note or sign_checkpoint(Checkpoint(origin=ORIGIN, size=size, root=root), [log_signer()])
    proof = world.log.consistency_proof(old, size) if proof is None else proof
    return Request(old=old, proof=tuple(proof), note=note).encoded


def test_every_answer_of_the_protocol(world):
    witness = world.witnesses[0]
    ask = witness.add_checkpoint
    stranger = Signer("stranger.example", bytes(32))
    strange = sign_checkpoint(Checkpoint(origin="stranger.example", size=1, root=bytes(32)), [stranger])
    impostor = sign_checkpoint(
        Checkpoint(origin=ORIGIN, size=5, root=world.log.store.root(5)), [log_signer(9)]
    )
    fork = sign_checkpoint(Checkpoint(origin=ORIGIN, size=5, root=bytes(32)), [log_signer()])
    empty = sign_checkpoint(Checkpoint(origin=ORIGIN, size=0, root=bytes(32)), [log_signer()])

    assert ask(request(world, 0, 1, note=strange)).status == 404
    assert ask(request(world, 0, 5, note=impostor)).status == 403
    assert ask(request(world, 0, 5).replace(b"\n5\n", b"\n6\n")).status == 403
    assert ask(request(world, 5, 5, proof=[]).replace(b"old 5", b"old 6")).status == 400
    assert ask(b"").status == 400
    assert ask(request(world, 3, 5)) == Reply(status=409, content_type=SIZE, body=b"0\n")
    assert ask(request(world, 0, 5, proof=[bytes(32)])).status == 422
    assert ask(request(world, 0, 0, note=empty)).status == 422
    assert witness.held(ORIGIN) is None

    reply = ask(request(world, 0, 5))
    assert reply.status == 200
    assert reply.body.startswith("— witness-0.example ".encode())
    assert witness.held(ORIGIN).size == 5

    assert ask(request(world, 0, 5)) == Reply(status=409, content_type=SIZE, body=b"5\n")
    assert ask(request(world, 5, 5, note=fork)).status == 422
    assert ask(request(world, 5, 9, proof=[bytes(32)] * 3)).status == 422
    assert ask(request(world, 5, 9, proof=[])).status == 422
    assert witness.held(ORIGIN).size == 5
    assert ask(request(world, 5, 5)).status == 200  # the same again, at a later time
    assert ask(request(world, 5, 20)).status == 200
    assert witness.held(ORIGIN).size == 20
    assert policy(1).verify(witness.held(ORIGIN).note).checkpoint.size == 20
    assert len(witness.forks(ORIGIN)) == 1


def test_the_empty_tree_is_cosigned(world):
    note = sign_checkpoint(Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT), [log_signer()])
    assert world.witnesses[0].add_checkpoint(request(world, 0, 0, note=note)).status == 200
    assert world.witnesses[0].add_checkpoint(request(world, 0, 7)).status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"old 0\n",
        b"old +0\n\nx",
        b"old 00\n\nx",
        b"old  0\n\nx",
        b"new 0\n\nx",
        b"old 0\r\n\nx",
        b"old 0\nAAAA\n\nx",
        b"old 0\n" + 64 * (base64.b64encode(bytes(32)) + b"\n") + b"\nx",
    ],
)
def test_what_is_almost_a_request(raw):
    with pytest.raises(Unsound):
        parse_request(raw)


def test_it_remembers_across_a_restart_and_its_clock_never_goes_back(world):
    world.witnesses[0].add_checkpoint(request(world, 0, 5))
    again = world.witness(0)
    assert again.held(ORIGIN).size == 5
    world.now -= 1
    assert again.add_checkpoint(request(world, 5, 7)).status == 503
    world.now += 1
    assert again.add_checkpoint(request(world, 5, 7)).status == 200


def test_requests_at_once_are_decided_one_after_the_other(world):
    """Two different continuations of one size: never both; and no smaller one undoes a larger one."""
    witness = world.witnesses[0]
    other = World(world.root / "other")
    other.log.append([b"other", *acts(19)])
    bodies = [request(world, 0, n) for n in range(1, 11)] + [request(other, 0, n) for n in range(1, 11)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(witness.add_checkpoint, bodies))
    assert sorted({each.status for each in replies}) == [200, 409]
    assert sum(each.status == 200 for each in replies) == 1
    won = next(i for i, each in enumerate(replies) if each.status == 200)
    assert witness.held(ORIGIN).size == won % 10 + 1
    history = world if won < 10 else other
    bodies = [request(history, won % 10 + 1, n) for n in range(11, 21)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(witness.add_checkpoint, bodies))
    assert sum(each.status == 200 for each in replies) == 1


def test_by_file_on_a_stick(world, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    far = ByFile(stick, witness_signer(0).verifier)
    name = origin_digest(ORIGIN)

    def publish():
        return world.log.publish(world.public, now=world.now, witnesses=[far]).asked[0].answer

    assert publish() is Answer.SILENT
    assert [each.name for each in stick.iterdir()] == [f"{name}.request"]
    assert [each.status for each in answer_requests(world.witnesses[0], stick)] == [200]
    assert answer_requests(world.witnesses[0], stick) == []  # answered once
    assert publish() is Answer.COSIGNED
    assert policy(1).verify((world.public / "checkpoint").read_bytes()).since == world.now
    # Acts go on while the stick is away: the answer to the earlier request is still taken.
    world.log.append(acts(5, 20))
    assert publish() is Answer.SILENT
    answer_requests(world.witnesses[0], stick)
    world.log.append(acts(5, 25))
    assert publish() is Answer.SILENT
    assert policy(1).look(world.log.note(25)).witnessed
    answer_requests(world.witnesses[0], stick)
    assert publish() is Answer.COSIGNED
    # A witness that lost the log's request meets one with an old size: 409, and the next request starts there.
    fresh = world.witness(9)
    for each in stick.iterdir():
        each.unlink()
    far = ByFile(stick, witness_signer(9).verifier)
    world.log.store.remember(far.verifier.vkey, 7)
    assert publish() is Answer.SILENT
    assert [each.status for each in answer_requests(fresh, stick)] == [409]
    assert publish() is Answer.SILENT
    assert [each.status for each in answer_requests(fresh, stick)] == [200]
    assert publish() is Answer.COSIGNED
    # No stick at all.
    gone = ByFile(tmp_path / "nowhere" / "stick", witness_signer(1).verifier)
    assert world.log.publish(world.public, now=world.now, witnesses=[gone]).asked[0].answer is Answer.SILENT


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_over_http(world):
    with serving(serve(world.witnesses[0], "127.0.0.1", 0)) as url:
        near = ByHttp(url, witness_signer(0).verifier)
        assert near.held(ORIGIN) is None
        published = world.log.publish(world.public, now=world.now, witnesses=[near])
        assert published.asked[0].answer is Answer.COSIGNED
        assert near.held(ORIGIN) == world.witnesses[0].held(ORIGIN).note
        assert open_checkpoint(near.held(ORIGIN), [log_signer().verifier])[0].size == 20
        reply = near.add_checkpoint(request(world, 3, 20))
        assert reply == Reply(status=409, content_type=SIZE, body=b"20\n")
        for path in ("/", "/x/checkpoint", f"/{'0' * 64}/checkpoint", f"/{origin_digest(ORIGIN)}/other"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(url + path)  # noqa: S310 - the server above
            assert caught.value.code == 404
            caught.value.close()
        assert near._ask(url + "/other", b"x").status == 404
        assert near._ask(url + "/add-checkpoint", b"x").status == 400
    assert near.held(ORIGIN) is None  # the server is gone
    assert world.log.publish(world.public, now=world.now, witnesses=[near]).asked[0].answer is Answer.COSIGNED
    gone = ByHttp(url, witness_signer(1).verifier)
    assert world.log.publish(world.public, now=world.now, witnesses=[gone]).asked[0].answer is Answer.SILENT
    with pytest.raises(Unsound):
        ByHttp("file:///etc/passwd", witness_signer(1).verifier)


class Odd:
    """A witness that answers as it is told."""

    def __init__(self, *replies):
        self.verifier = witness_signer(0).verifier
        self.replies = list(replies)
        self.bodies = []

    def held(self, origin):  # noqa: ARG002 - the protocol's argument
        raise TimeoutError

    def answered(self, origin):  # noqa: ARG002 - the protocol's argument
        return None

    def add_checkpoint(self, body):
        self.bodies.append(parse_request(body))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


def test_whatever_is_no_200_is_no_cosignature(world):
    line = world.witnesses[0].add_checkpoint(request(world, 0, 20)).body
    wrong = world.witnesses[1].add_checkpoint(request(world, 0, 20)).body
    size = Reply(status=409, content_type=SIZE, body=b"7\n")
    for replies, answer, olds in (
        ([Reply(status=422)], Answer.REFUSED, [0]),
        ([Reply(status=500)], Answer.REFUSED, [0]),
        ([Reply(status=409)], Answer.REFUSED, [0]),
        ([Reply(status=409, body=b"7\n")], Answer.REFUSED, [0]),
        ([Reply(status=409, content_type=SIZE, body=b"+7\n")], Answer.REFUSED, [0]),
        ([Reply(status=200)], Answer.INVALID, [0]),
        ([Reply(status=200, body=b"thanks\n")], Answer.INVALID, [0]),
        ([Reply(status=200, body=wrong)], Answer.INVALID, [0]),
        ([Reply(status=200, body=line[:-6] + b"AA==\n")], Answer.INVALID, [0]),
        ([TimeoutError()], Answer.SILENT, [0]),
        ([None], Answer.SILENT, [0]),
        ([size, size], Answer.REFUSED, [0, 7]),
        ([size, Reply(status=200, body=wrong + line)], Answer.COSIGNED, [7, 7]),
    ):
        odd = Odd(*replies)
        asked = world.log.publish(world.public, now=world.now, witnesses=[odd]).asked[0]
        assert asked.answer is answer
        assert [each.old for each in odd.bodies] == olds
        assert list(odd.bodies[-1].proof) == world.log.consistency_proof(olds[-1], 20)


def test_a_slow_witness_does_not_hold_the_others_up(world):
    free = threading.Event()

    class Slow(Local):
        def add_checkpoint(self, body):
            free.wait(20)
            return super().add_checkpoint(body)

    try:
        published = world.log.publish(
            world.public,
            now=world.now,
            witnesses=[Slow(world.witnesses[0]), Local(world.witnesses[1])],
            limit=1,
        )
    finally:
        free.set()
    assert [each.answer for each in published.asked] == [Answer.SILENT, Answer.COSIGNED]


def test_after_a_crash_between_cosigning_and_publishing_the_log_goes_on_from_the_witness(world):
    """The witness cosigned size 20, the log never heard of it: a 409 tells it, and it never signs below."""
    witness = Local(world.witnesses[0])
    world.witnesses[0].add_checkpoint(request(world, 0, 20))
    world.reopen().append(acts(4, 20))
    published = world.log.publish(world.public, now=world.now, witnesses=[witness])
    assert (published.checkpoint.size, published.asked[0].answer) == (24, Answer.COSIGNED)


def test_two_histories_under_one_key_leave_evidence(world, tmp_path):
    other = World(tmp_path / "other")
    other.log.append([b"other", *acts(29)])
    one = world.publish(witnesses=0).note
    keys = [log_signer().verifier]
    for size in (20, 30):
        two = sign_checkpoint(
            Checkpoint(origin=ORIGIN, size=size, root=other.log.store.root(size)), [log_signer()]
        )
        fork = find_fork(two, one, keys, other.log.store.node)
        again = parse_fork(fork.encoded)
        smaller, larger = again.verify(keys)
        assert (smaller.size, larger.size) == (20, size)
        with pytest.raises(Unsound):
            again.verify([log_signer(5).verifier])
    assert find_fork(one, one, keys) is None
    world.log.append(acts(3, 20))
    assert find_fork(one, world.publish().note, keys, world.log.store.node) is None
    # Two checkpoints that agree are no evidence, whatever root is put between them.
    honest = type(fork)(keys=fork.keys, smaller=one, larger=one, root=parse_root(one))
    with pytest.raises(Unsound) as caught:
        honest.verify(keys)
    assert caught.value.kind is Kind.FORK
    # The forked log's witnesses refuse it, and a witness that saw both keeps both.
    world.witnesses[0].add_checkpoint(request(world, 0, 20))
    assert world.witnesses[0].add_checkpoint(request(other, 20, 30)).status in {409, 422}


def parse_root(note):
    return base64.b64decode(parse_note(note).text.split(b"\n")[2])
