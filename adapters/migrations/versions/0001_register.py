"""The register: decisions, effects, complaints, the cashier's ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "effects",
        sa.Column("effect_id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("reference", sa.String(100), nullable=False, index=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=True),
    )
    op.create_table(
        "complaints",
        sa.Column("reference", sa.String(100), primary_key=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("customer_key", sa.String(200), nullable=False, index=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("policy", sa.String(100), nullable=False),
        sa.Column("handler", sa.String(100), nullable=False),
        sa.Column("stage", sa.String(30), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.String(200), nullable=False, index=True),
        sa.Column("remedies", sa.JSON(), nullable=False),
        sa.Column("causes", sa.JSON(), nullable=False),
        sa.Column("view", sa.JSON(), nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_index("ix_complaints_load", "complaints", ["settled", "stage", "handler"])
    op.create_table(
        "remedies_ledger",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("amount", sa.String(40), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("ground", sa.String(30), nullable=False),
        sa.Column("reference", sa.String(100), nullable=False, index=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=False),
        sa.Column("released_by", sa.String(100), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
