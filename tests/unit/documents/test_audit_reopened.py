"""The auditor's acting half on what had ended, and on what an earlier deployment began."""

from __future__ import annotations

from tests.fakes.clock import START
from tests.support.ingest import ending
from tests.unit.documents.test_audit import House, successor


def test_a_document_opened_again_gets_a_successor() -> None:
    house = House()
    run = house.arrive(claimed=True)
    owner = house.starter.started[0]
    house.ledger.finish(owner, ending(owner), kind=None, title=None)
    house.starter.ended.add(run)
    house.documents.reopen(owner.user_id, owner.document_id, at=START)

    house.audit()

    assert house.started == [run, successor(run)]


def test_a_document_opened_again_is_as_late_as_that_is_long_ago() -> None:
    house = House()
    house.arrive(claimed=True)
    owner = house.starter.started[0]
    house.ledger.finish(owner, ending(owner), kind=None, title=None)
    house.clock.forward(86_400)
    house.documents.reopen(owner.user_id, owner.document_id, at=house.clock.now())
    house.clock.forward(180)

    assert house.audit().oldest_unfinished_s == 180


def test_a_run_that_an_earlier_deployment_began_is_left_to_its_end() -> None:
    house = House()
    run = house.arrive(claimed=True)

    meanwhile = house.audit(pipeline=2)
    house.starter.ended.add(run)
    house.audit(pipeline=2)

    assert meanwhile.restarted == 0
    assert house.started == [run, run.replace("-p1-", "-p2-")]
