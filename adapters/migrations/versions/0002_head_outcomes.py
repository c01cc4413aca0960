"""How heads of complaint ended: what like cases are compared by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "head_outcomes",
        sa.Column("reference", sa.String(100), primary_key=True),
        sa.Column("head", sa.String(200), primary_key=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(30), nullable=False),
        sa.Column("money", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_head_outcomes_like", "head_outcomes", ["category", "at"])
