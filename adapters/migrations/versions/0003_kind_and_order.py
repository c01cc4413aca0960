"""What kind of contact a complaint was, and which order it was about: what later ones of the same customer are compared by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("kind", sa.String(30), nullable=False, server_default="complaint"))
    op.add_column("complaints", sa.Column("order_key", sa.String(200), nullable=False, server_default=""))
