"""An issued notice keeps the last day on which one can object to it: before it is over nothing becomes final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Papers issued before know no such day."""
    op.add_column("papers", sa.Column("appeal_until", sa.Text(), nullable=True))
