"""The ground on which a complaint was closed: what reports keep apart."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("closing_ground", sa.String(30), nullable=True))
