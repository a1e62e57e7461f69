"""The tables, one class a noun."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, Numeric, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from hep.core.dose import BOUNDS, Dose
from hep.records.table import Guarded, Moment, Table, one_of, unchangeable


class ClinicRow(Table):
    """A clinic: what is printed on its handouts, and how many it has issued."""

    __tablename__ = "clinic"
    __table_args__ = (one_of("paper", "A4", "Letter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(160))
    phone: Mapped[str] = mapped_column(String(40))
    hours: Mapped[str] = mapped_column(String(80))
    emergency: Mapped[str] = mapped_column(String(20))
    paper: Mapped[str] = mapped_column(String(10))
    drawn_as: Mapped[str] = mapped_column(String(20))
    layout: Mapped[str] = mapped_column(String(40))
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    handouts_issued: Mapped[int] = mapped_column(default=0)
    archive_entries: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(Moment)


class ClinicianRow(Table):
    """A person who signs in. A new `session_key` ends every session that was opened before."""

    __tablename__ = "clinician"
    __table_args__ = (one_of("role", "administrator", "therapist"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    credential: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)
    session_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)

    clinic: Mapped[ClinicRow] = relationship()


class PatientRow(Guarded, Table):
    """A patient of one clinic. `search` is the name and the reference, folded, for finding.

    `quick` patients have only initials and no record: they belong to one quick handout. `home` is the home profile as
    plain values; nothing where nobody has asked yet.
    """

    __tablename__ = "patient"
    __table_args__ = (UniqueConstraint("clinic_id", "reference"), one_of("side", "left", "right", "both"))

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    name: Mapped[str] = mapped_column(String(60))
    born: Mapped[int | None]
    reference: Mapped[str | None] = mapped_column(String(30))
    side: Mapped[str] = mapped_column(String(10))
    drawn_as: Mapped[str] = mapped_column(String(20))
    home: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    quick: Mapped[bool] = mapped_column(default=False)
    search: Mapped[str] = mapped_column(String(200))
    archived_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    clinician: Mapped[ClinicianRow] = relationship()
    precautions: Mapped[list["PrecautionRow"]] = relationship(
        cascade="all, delete-orphan", order_by="PrecautionRow.id", back_populates="patient"
    )
    measurements: Mapped[list["MeasurementRow"]] = relationship(
        order_by="MeasurementRow.measured_on, MeasurementRow.id", back_populates="patient"
    )
    plans: Mapped[list["PlanRow"]] = relationship(order_by="PlanRow.changed_at.desc()", back_populates="patient")
    handouts: Mapped[list["HandoutRow"]] = relationship(order_by="HandoutRow.id.desc()", back_populates="patient")


class PrecautionRow(Table):
    """A precaution as one patient has it; `code` is of the library."""

    __tablename__ = "patient_precaution"
    __table_args__ = (UniqueConstraint("patient_id", "code", "side"), one_of("side", "left", "right", "both", ""))

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    code: Mapped[str] = mapped_column(String(40))
    side: Mapped[str] = mapped_column(String(10))
    until: Mapped[date | None]
    since: Mapped[date | None]

    patient: Mapped[PatientRow] = relationship(back_populates="precautions")


class MeasurementRow(Table):
    """A number with its unit: an outcome measure, or what a finding's cut-off is about; `what` is of the library."""

    __tablename__ = "measurement"
    __table_args__ = (one_of("side", "left", "right", "both", ""),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    what: Mapped[str] = mapped_column(String(60))
    side: Mapped[str] = mapped_column(String(10))
    value: Mapped[float] = mapped_column(Numeric(9, 3, asdecimal=False))
    unit: Mapped[str] = mapped_column(String(30))
    measured_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(Moment)

    patient: Mapped[PatientRow] = relationship(back_populates="measurements")


class PlanRow(Guarded, Table):
    """A plan; what is in it stands in the rows of its phases. `revision` guards two requests at once.

    `step_id` is the step of its history that it stands at. `draft` is what the assistant said, until the therapist
    keeps the draft; `printing` is how its handouts are printed: layout, paper, log, and so on. `of_class`: it was given
    to a class, not begun for one patient.
    """

    __tablename__ = "plan"
    __table_args__ = (
        one_of("side", "left", "right", "both"),
        one_of("irritability", "high", "moderate", "low"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    title: Mapped[str] = mapped_column(String(60))
    side: Mapped[str] = mapped_column(String(10))
    mechanisms: Mapped[list[str]] = mapped_column(JSON)
    findings: Mapped[list[str]] = mapped_column(JSON)
    irritability: Mapped[str] = mapped_column(String(10))
    goal: Mapped[str] = mapped_column(String(160))
    review_on: Mapped[date | None]
    current_phase: Mapped[str] = mapped_column(String(40))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    printing: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    step_id: Mapped[int | None]
    of_class: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    archived_at: Mapped[datetime | None] = mapped_column(Moment)

    patient: Mapped[PatientRow] = relationship(back_populates="plans")
    clinician: Mapped[ClinicianRow] = relationship()
    phases: Mapped[list["PhaseRow"]] = relationship(
        cascade="all, delete-orphan", order_by="PhaseRow.place", back_populates="plan"
    )
    overrides: Mapped[list["OverrideRow"]] = relationship(order_by="OverrideRow.id", back_populates="plan")
    handouts: Mapped[list["HandoutRow"]] = relationship(order_by="HandoutRow.version.desc()", back_populates="plan")


class StepRow(Table):
    """One step in the history of a plan: who changed what, when, and the plan after it.

    `act` is edit, undo or redo; only an edit has a value and the step `before_id` that it was made on. `token` is the
    sender's name for the edit: the same token sent twice counts once.
    """

    __tablename__ = "plan_step"
    __table_args__ = (UniqueConstraint("plan_id", "token"), one_of("act", "edit", "undo", "redo"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    before_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Moment)
    act: Mapped[str] = mapped_column(String(10))
    words: Mapped[list[str]] = mapped_column(JSON)
    value: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    token: Mapped[str | None] = mapped_column(String(40))

    clinician: Mapped[ClinicianRow] = relationship()


@unchangeable
class OverrideRow(Table):
    """An exercise kept though a precaution rules it out: who decided, when and why. Never printed for the patient."""

    __tablename__ = "override"
    __table_args__ = (UniqueConstraint("plan_id", "key", "exercise", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    key: Mapped[str] = mapped_column(String(80))
    exercise: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Moment)

    plan: Mapped[PlanRow] = relationship(back_populates="overrides")
    clinician: Mapped[ClinicianRow] = relationship()


class ProtocolRow(Guarded, Table):
    """A plan without a patient that the clinic saved to begin others with."""

    __tablename__ = "protocol"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    name: Mapped[str] = mapped_column(String(60))
    who: Mapped[str] = mapped_column(String(300))
    search: Mapped[str] = mapped_column(String(400))
    plan_value: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    archived_at: Mapped[datetime | None] = mapped_column(Moment)

    clinician: Mapped[ClinicianRow] = relationship()


class PhaseRow(Table):
    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("plan_id", "key"), CheckConstraint("weeks BETWEEN 1 AND 52", name="weeks"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str] = mapped_column(String(40))
    place: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    weeks: Mapped[int]
    criteria: Mapped[str] = mapped_column(String(300))

    plan: Mapped[PlanRow] = relationship(back_populates="phases")
    prescriptions: Mapped[list["PrescriptionRow"]] = relationship(
        cascade="all, delete-orphan", order_by="PrescriptionRow.place", back_populates="phase"
    )


def _bounds_of_the_dose() -> list[CheckConstraint]:
    return [
        CheckConstraint(f"{field} BETWEEN {least} AND {most}", name=field) for field, (_, least, most) in BOUNDS.items()
    ]


class PrescriptionRow(Table):
    """One exercise in one phase; the columns of the dose make the value `dose`."""

    __tablename__ = "prescription"
    __table_args__ = (
        UniqueConstraint("phase_id", "key"),
        one_of("side", "left", "right", "both", "alternating"),
        CheckConstraint("reps + minutes + distance_m + steps > 0", name="something_to_do"),
        *_bounds_of_the_dose(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id"))
    key: Mapped[str] = mapped_column(String(80))
    place: Mapped[int]
    exercise: Mapped[str] = mapped_column(String(60), index=True)
    side: Mapped[str] = mapped_column(String(12))
    mechanism: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(String(500))
    dose: Mapped[Dose] = composite(
        mapped_column("sets"),
        mapped_column("reps"),
        mapped_column("reps_goal"),
        mapped_column("hold_s"),
        mapped_column("hold_goal_s"),
        mapped_column("rest_s"),
        mapped_column("minutes"),
        mapped_column("minutes_goal"),
        mapped_column("distance_m"),
        mapped_column("steps"),
        mapped_column("cadence"),
        mapped_column("load_kg", Numeric(4, 1, asdecimal=False)),
        mapped_column("tempo", String(8)),
        mapped_column("per_day"),
        mapped_column("days_per_week"),
    )

    phase: Mapped[PhaseRow] = relationship(back_populates="prescriptions")


@unchangeable
class HandoutRow(Table):
    """A handout as issued: its words, its plan, its PDF, byte for byte. Nothing updates it.

    `examined` is what the examiner said at issue; `chain_sha256` ties it to the clinic's handout before it.
    """

    __tablename__ = "handout"
    __table_args__ = (UniqueConstraint("clinic_id", "number"), UniqueConstraint("plan_id", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    number: Mapped[int]
    version: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(Moment)
    layout: Mapped[str] = mapped_column(String(40))
    paper: Mapped[str] = mapped_column(String(10))
    phase: Mapped[str] = mapped_column(String(60))
    exercises: Mapped[int]
    changed: Mapped[list[str]] = mapped_column(JSON)
    examined: Mapped[dict[str, Any]] = mapped_column(JSON)
    plan_value: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    content: Mapped[str] = mapped_column(Text, deferred=True)
    content_sha256: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    chain_sha256: Mapped[str] = mapped_column(String(64))

    patient: Mapped[PatientRow] = relationship(back_populates="handouts")
    plan: Mapped[PlanRow] = relationship(back_populates="handouts")
    clinician: Mapped[ClinicianRow] = relationship()
    voided: Mapped["VoidRow | None"] = relationship(back_populates="handout", lazy="selectin")  # said in every list
    teach_backs: Mapped[list["TeachBackRow"]] = relationship(order_by="TeachBackRow.id", back_populates="handout")


@unchangeable
class VoidRow(Table):
    """That a handout no longer counts: by whom, when and why. The handout itself stays."""

    __tablename__ = "handout_void"

    handout_id: Mapped[int] = mapped_column(ForeignKey("handout.id"), primary_key=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(300))

    handout: Mapped[HandoutRow] = relationship(back_populates="voided")
    clinician: Mapped[ClinicianRow] = relationship()


@unchangeable
class TeachBackRow(Table):
    """How the handout was taught, and what the patient gave back. A correction is one more row: the newest counts."""

    __tablename__ = "teach_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    handout_id: Mapped[int] = mapped_column(ForeignKey("handout.id"), index=True)
    clinician_id: Mapped[int] = mapped_column(ForeignKey("clinician.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    shown: Mapped[bool]
    tried: Mapped[bool]
    explained: Mapped[bool]
    helper: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(40))
    assistance: Mapped[str] = mapped_column(String(60))
    questions: Mapped[str] = mapped_column(String(500))
    response: Mapped[str] = mapped_column(String(300))

    handout: Mapped[HandoutRow] = relationship(back_populates="teach_backs")
    clinician: Mapped[ClinicianRow] = relationship()


@unchangeable
class EntryRow(Table):
    """An entry in the chain of a clinic's archive: what happened to a handout, tied to the entry before it.

    It seals the row that says so; that row is found by the handout, or by the teach-back that it names. No foreign key
    ties it to them: it has to outlast a row that somebody takes out.
    """

    __tablename__ = "archive_entry"
    __table_args__ = (UniqueConstraint("clinic_id", "place"), one_of("what", "issued", "voided", "taught"))

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    place: Mapped[int]
    what: Mapped[str] = mapped_column(String(10))
    handout_id: Mapped[int] = mapped_column(index=True)
    teach_back_id: Mapped[int | None]
    chain_sha256: Mapped[str] = mapped_column(String(64))


@unchangeable
class AuditRow(Table):
    """Who did what to what, and when. Names nobody: ids only, and words about the work."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    clinician_id: Mapped[int | None] = mapped_column(ForeignKey("clinician.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
