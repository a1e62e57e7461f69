"""Set-up, signing in and out, a person's own account, and today."""

import secrets
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import exc
from wtforms import EmailField, Field, Form, PasswordField
from wtforms.validators import InputRequired, Length, Regexp, StopValidation, ValidationError

from hep.core.problem import Problem
from hep.pictures import PERSONS
from hep.records import audit, clinics, handouts, plans
from hep.settings import is_setup_code
from hep.web import access, database
from hep.web.forms import AtMost, HepForm, choice, one_line, radio, text
from hep.web.stopping import my_stops

pages = Blueprint("account", __name__)

# Each sign can belong to one part only: a long one that is no address is refused at once.
EMAIL = Regexp(r"^[^@\s]+@([^@\s.]+(\.[^@\s.]+)+|localhost)$", message="Write an e-mail address like anna@example.org.")
MOST_EMAIL = 254
PHONE = Regexp(r"^\+?[0-9][0-9 ()/.-]{2,}$", message="Write the phone number with digits, for example 555 0134.")
EMERGENCY = Regexp(r"^[0-9][0-9 -]{1,}$", message="Write the number with digits, for example 911 or 112.")
LEAST_PASSWORD = 10


def password_field(label: str) -> PasswordField:
    long_enough = f"Use at least {LEAST_PASSWORD} letters; a short sentence is good."
    checks = [InputRequired("Choose a password."), Length(LEAST_PASSWORD, 200, long_enough)]
    return PasswordField(label, checks, render_kw={"autocomplete": "new-password"})


def email_field() -> EmailField:
    checks = [InputRequired("Write your e-mail address."), AtMost(MOST_EMAIL), _fits_when_small, EMAIL]
    return EmailField("E-mail", checks, [one_line], render_kw={"autocomplete": "username"})


def _fits_when_small(form: Form, field: Field) -> None:
    """An e-mail is kept in small letters; a few capitals (İ) become two of them."""
    if len(field.data.lower()) > MOST_EMAIL:
        raise StopValidation(f"At most {MOST_EMAIL} letters fit here.")


class ClinicForm(HepForm):
    """What is printed of the clinic; `hep.web.clinic` uses it again."""

    name = text("Name of the clinic", "Write the name of the clinic.", 80, render_kw={"autocomplete": "organization"})
    phone = text(
        "Phone", "Write the phone number that patients call.", 40, render_kw={"type": "tel", "autocomplete": "tel"}
    )
    emergency = text("Emergency number", "Write the emergency number of your country.", 20, render_kw={"type": "tel"})
    address = text("Address", most=160, render_kw={"autocomplete": "street-address"})
    hours = text("Hours", most=80)
    paper = radio("Paper", {"A4": "A4", "Letter": "Letter"}, default="A4")
    drawn_as = choice("Pictures show", PERSONS, default="woman")

    def validate_phone(self, field: object) -> None:
        PHONE(self, self.phone)

    def validate_emergency(self, field: object) -> None:
        EMERGENCY(self, self.emergency)

    def facts(self) -> clinics.ClinicFacts:
        return clinics.ClinicFacts(
            self.name.data or "",
            self.phone.data or "",
            self.emergency.data or "",
            self.address.data or "",
            self.hours.data or "",
            self.paper.data,
            self.drawn_as.data,
        )


class SetUpForm(ClinicForm):
    code = text("Set-up code", "Write the code that is shown where hep was started.", 20, prints=False)
    your_name = text("Your name", "Write your name as it is printed on handouts.", render_kw={"autocomplete": "name"})
    credential = text("Credential", "Write your credential, for example PT, DPT.", 40)
    email = email_field()
    password = password_field("Password")

    def validate_code(self, field: object) -> None:
        if not is_setup_code(database.settings(), self.code.data or ""):
            raise ValidationError("This is not the code. It is shown in the window where hep was started.")


class SignInForm(HepForm):
    email = EmailField("E-mail", [InputRequired("Write your e-mail address.")], [one_line])
    password = PasswordField("Password", [InputRequired("Write your password.")])


class AccountForm(HepForm):
    name = text("Your name", "Write your name as it is printed on handouts.", render_kw={"autocomplete": "name"})
    credential = text("Credential", "Write your credential, for example PT, DPT.", 40)
    email = email_field()


class PasswordForm(HepForm):
    old = PasswordField("Password now", [InputRequired("Write the password you have now.")])
    new = password_field("New password")


@pages.get("/set-up")
@access.public
def set_up() -> ResponseReturnValue:
    """The first page of an empty program."""
    if clinics.any_clinic(database.session()):
        return redirect(url_for("account.sign_in"))
    return render_template("account/set_up.html", form=SetUpForm())


@pages.post("/set-up")
@access.public
def do_set_up() -> ResponseReturnValue:
    session, form = database.session(), SetUpForm()
    if clinics.any_clinic(session):
        return redirect(url_for("account.sign_in"))
    if not form.validate():
        return render_template("account/set_up.html", form=form), 422
    if clinics.any_clinic_first(session):  # meanwhile
        return redirect(url_for("account.sign_in"))
    person = clinics.Person(form.your_name.data or "", form.credential.data or "", form.email.data or "")
    password = form.password.data or ""
    clinician = clinics.set_up(
        session, form.facts(), person, password, now=database.now(), session_key=secrets.token_urlsafe(32)
    )
    database.commit()
    database.settings().setup_code_file.unlink(missing_ok=True)
    access.open_for(clinician)
    flash("The clinic is set up. Add your first patient.")
    return redirect(url_for("account.today"))


@pages.get("/sign-in")
@access.public
def sign_in() -> ResponseReturnValue:
    if not clinics.any_clinic(database.session()):
        return redirect(url_for("account.set_up"))
    return render_template("account/sign_in.html", form=SignInForm())


@pages.post("/sign-in")
@access.public
def do_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("account/sign_in.html", form=form), 422
    clinician = clinics.sign_in(database.session(), form.email.data or "", form.password.data or "", database.now())
    if clinician is None:
        form.form_errors.append("This e-mail and this password do not belong together.")
        return render_template("account/sign_in.html", form=form), 422
    database.commit()
    access.open_for(clinician)
    back = request.args.get("next", "")
    return redirect(back if access.is_local(back) else url_for("account.today"))


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    audit.record(database.session(), access.me(), "clinician.signed-out", access.me().id, database.now())
    database.commit()
    access.close()
    return redirect(url_for("account.sign_in"))


@pages.get("/")
def today() -> ResponseReturnValue:
    """Where the clinician left off, what is due, what to print again."""
    session, me, now = database.session(), access.me(), database.now()
    return render_template(
        "account/today.html",
        now=now,
        recent=plans.recent(session, me.clinic_id, me.id),
        quick=plans.recent(session, me.clinic_id, me.id, quick=True),
        due=plans.due(session, me.clinic_id, now.date() + timedelta(days=7)),
        latest=handouts.latest(session, me.clinic_id),
        ruled_out=my_stops(),
    )


@pages.get("/account")
def account() -> ResponseReturnValue:
    return render_template("account/account.html", form=AccountForm(obj=access.me()), password=PasswordForm())


@pages.post("/account")
def do_account() -> ResponseReturnValue:
    form, me = AccountForm(), access.me()
    if form.validate():
        me.name, me.credential, me.email = (
            form.name.data or "",
            form.credential.data or "",
            (form.email.data or "").lower(),
        )
        try:
            audit.record(database.session(), me, "clinician.changed", me.id, database.now())
            database.commit()
        except exc.IntegrityError:
            database.session().rollback()
            form.refuse([Problem("email", "Someone else signs in with this e-mail. Choose another.")])
        else:
            flash("Your account is saved.")
            return redirect(url_for("account.account"))
    return render_template("account/account.html", form=form, password=PasswordForm()), 422


@pages.post("/account/password")
def do_password() -> ResponseReturnValue:
    """A new password; every other session of this person ends."""
    form, me = PasswordForm(), access.me()
    if form.validate() and not clinics.is_password(me, form.old.data or ""):
        form.refuse([Problem("old", "This is not your password.")])
    if form.errors:
        return render_template("account/account.html", form=AccountForm(None, obj=me), password=form), 422
    clinics.new_password(database.session(), me, form.new.data or "", secrets.token_urlsafe(32), database.now())
    database.commit()
    access.open_for(me)
    flash("The new password is saved. You are signed out everywhere else.")
    return redirect(url_for("account.account"))
