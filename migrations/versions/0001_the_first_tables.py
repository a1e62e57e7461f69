"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.String(length=80), nullable=False),
        sa.Column("emergency", sa.String(length=20), nullable=False),
        sa.Column("paper", sa.String(length=10), nullable=False),
        sa.Column("drawn_as", sa.String(length=20), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("handouts_issued", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("paper IN ('A4', 'Letter')", name=op.f("ck_clinic_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    op.create_table(
        "clinician",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("credential", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('administrator', 'therapist')", name=op.f("ck_clinician_role")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_clinician_clinic_id_clinic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinician")),
        sa.UniqueConstraint("email", name=op.f("uq_clinician_email")),
    )
    with op.batch_alter_table("clinician", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clinician_clinic_id"), ["clinic_id"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_audit_event_clinic_id_clinic")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_audit_event_clinician_id_clinician")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_clinic_id"), ["clinic_id"], unique=False)

    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("born", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=30), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("drawn_as", sa.String(length=20), nullable=False),
        sa.Column("home", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("quick", sa.Boolean(), nullable=False),
        sa.Column("search", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("side IN ('left', 'right', 'both')", name=op.f("ck_patient_side")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_patient_clinic_id_clinic")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_patient_clinician_id_clinician")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("clinic_id", "reference", name=op.f("uq_patient_clinic_id_reference")),
    )
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_clinic_id"), ["clinic_id"], unique=False)

    op.create_table(
        "protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("search", sa.String(length=400), nullable=False),
        sa.Column("plan_value", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_protocol_clinic_id_clinic")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_protocol_clinician_id_clinician")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol")),
    )
    with op.batch_alter_table("protocol", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protocol_clinic_id"), ["clinic_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Numeric(precision=9, scale=3, asdecimal=False), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('left', 'right', 'both', '')", name=op.f("ck_measurement_side")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_measurement_clinician_id_clinician")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_measurement_patient_id_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "patient_precaution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.CheckConstraint("side IN ('left', 'right', 'both', '')", name=op.f("ck_patient_precaution_side")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_patient_precaution_patient_id_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_precaution")),
        sa.UniqueConstraint("patient_id", "code", "side", name=op.f("uq_patient_precaution_patient_id_code_side")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("mechanisms", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("irritability", sa.String(length=10), nullable=False),
        sa.Column("goal", sa.String(length=160), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("current_phase", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("printing", sa.JSON(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("irritability IN ('high', 'moderate', 'low')", name=op.f("ck_plan_irritability")),
        sa.CheckConstraint("side IN ('left', 'right', 'both')", name=op.f("ck_plan_side")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_plan_clinician_id_clinician")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_plan_patient_id_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "handout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("paper", sa.String(length=10), nullable=False),
        sa.Column("phase", sa.String(length=60), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("examined", sa.JSON(), nullable=False),
        sa.Column("plan_value", sa.JSON(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("chain_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"], name=op.f("fk_handout_clinic_id_clinic")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_handout_clinician_id_clinician")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_handout_patient_id_patient")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_handout_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout")),
        sa.UniqueConstraint("clinic_id", "number", name=op.f("uq_handout_clinic_id_number")),
        sa.UniqueConstraint("plan_id", "version", name=op.f("uq_handout_plan_id_version")),
    )
    with op.batch_alter_table("handout", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handout_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("exercise", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_override_clinician_id_clinician")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_override_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
        sa.UniqueConstraint("plan_id", "key", "exercise", "code", name=op.f("uq_override_plan_id_key_exercise_code")),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.String(length=300), nullable=False),
        sa.CheckConstraint("weeks BETWEEN 1 AND 52", name=op.f("ck_phase_weeks")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_phase_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_phase_plan_id_key")),
    )
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("token", sa.String(length=40), nullable=True),
        sa.CheckConstraint("act IN ('edit', 'undo', 'redo')", name=op.f("ck_plan_step_act")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_plan_step_clinician_id_clinician")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_step_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
        sa.UniqueConstraint("plan_id", "token", name=op.f("uq_plan_step_plan_id_token")),
    )
    with op.batch_alter_table("plan_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_step_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "handout_void",
        sa.Column("handout_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinician_id"], ["clinician.id"], name=op.f("fk_handout_void_clinician_id_clinician")
        ),
        sa.ForeignKeyConstraint(["handout_id"], ["handout.id"], name=op.f("fk_handout_void_handout_id_handout")),
        sa.PrimaryKeyConstraint("handout_id", name=op.f("pk_handout_void")),
    )
    op.create_table(
        "prescription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=60), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("mechanism", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("reps_goal", sa.Integer(), nullable=True),
        sa.Column("hold_s", sa.Integer(), nullable=False),
        sa.Column("hold_goal_s", sa.Integer(), nullable=True),
        sa.Column("rest_s", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("minutes_goal", sa.Integer(), nullable=True),
        sa.Column("distance_m", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.Integer(), nullable=True),
        sa.Column("load_kg", sa.Numeric(precision=4, scale=1, asdecimal=False), nullable=False),
        sa.Column("tempo", sa.String(length=8), nullable=False),
        sa.Column("per_day", sa.Integer(), nullable=False),
        sa.Column("days_per_week", sa.Integer(), nullable=False),
        sa.CheckConstraint("side IN ('left', 'right', 'both', 'alternating')", name=op.f("ck_prescription_side")),
        sa.CheckConstraint("cadence BETWEEN 30 AND 200", name=op.f("ck_prescription_cadence")),
        sa.CheckConstraint("days_per_week BETWEEN 1 AND 7", name=op.f("ck_prescription_days_per_week")),
        sa.CheckConstraint("distance_m BETWEEN 0 AND 5000", name=op.f("ck_prescription_distance_m")),
        sa.CheckConstraint("hold_goal_s BETWEEN 1 AND 300", name=op.f("ck_prescription_hold_goal_s")),
        sa.CheckConstraint("hold_s BETWEEN 0 AND 300", name=op.f("ck_prescription_hold_s")),
        sa.CheckConstraint("load_kg BETWEEN 0 AND 100", name=op.f("ck_prescription_load_kg")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 120", name=op.f("ck_prescription_minutes")),
        sa.CheckConstraint("minutes_goal BETWEEN 1 AND 120", name=op.f("ck_prescription_minutes_goal")),
        sa.CheckConstraint("per_day BETWEEN 1 AND 10", name=op.f("ck_prescription_per_day")),
        sa.CheckConstraint("reps + minutes + distance_m + steps > 0", name=op.f("ck_prescription_something_to_do")),
        sa.CheckConstraint("reps BETWEEN 0 AND 100", name=op.f("ck_prescription_reps")),
        sa.CheckConstraint("reps_goal BETWEEN 1 AND 100", name=op.f("ck_prescription_reps_goal")),
        sa.CheckConstraint("rest_s BETWEEN 0 AND 600", name=op.f("ck_prescription_rest_s")),
        sa.CheckConstraint("sets BETWEEN 1 AND 10", name=op.f("ck_prescription_sets")),
        sa.CheckConstraint("steps BETWEEN 0 AND 10000", name=op.f("ck_prescription_steps")),
        sa.ForeignKeyConstraint(["phase_id"], ["phase.id"], name=op.f("fk_prescription_phase_id_phase")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription")),
        sa.UniqueConstraint("phase_id", "key", name=op.f("uq_prescription_phase_id_key")),
    )
    with op.batch_alter_table("prescription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prescription_exercise"), ["exercise"], unique=False)

    op.create_table(
        "teach_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handout_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("tried", sa.Boolean(), nullable=False),
        sa.Column("explained", sa.Boolean(), nullable=False),
        sa.Column("helper", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("assistance", sa.String(length=60), nullable=False),
        sa.Column("questions", sa.String(length=500), nullable=False),
        sa.Column("response", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_teach_back_clinician_id_clinician")),
        sa.ForeignKeyConstraint(["handout_id"], ["handout.id"], name=op.f("fk_teach_back_handout_id_handout")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teach_back")),
    )
    with op.batch_alter_table("teach_back", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teach_back_handout_id"), ["handout_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("teach_back", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teach_back_handout_id"))

    op.drop_table("teach_back")
    with op.batch_alter_table("prescription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prescription_exercise"))

    op.drop_table("prescription")
    op.drop_table("handout_void")
    with op.batch_alter_table("plan_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_step_plan_id"))

    op.drop_table("plan_step")
    op.drop_table("phase")
    op.drop_table("override")
    with op.batch_alter_table("handout", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handout_patient_id"))

    op.drop_table("handout")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_patient_id"))

    op.drop_table("plan")
    op.drop_table("patient_precaution")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_patient_id"))

    op.drop_table("measurement")
    with op.batch_alter_table("protocol", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_protocol_clinic_id"))

    op.drop_table("protocol")
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_clinic_id"))

    op.drop_table("patient")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_clinic_id"))

    op.drop_table("audit_event")
    with op.batch_alter_table("clinician", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clinician_clinic_id"))

    op.drop_table("clinician")
    op.drop_table("clinic")
