"""The sign-in: what a password must be, what a client may do, how long its tokens last."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.templates import CLOUD, PROFILES, synthesised

Json = dict[str, Any]


def one(profile: str, kind: str) -> Json:
    """Properties of the only resource of a type: a second one would be a second way in."""
    (found,) = synthesised(profile).of_type(kind).values()
    return found


def pool(profile: str) -> Json:
    """The people."""
    return one(profile, "AWS::Cognito::UserPool")


def client(profile: str) -> Json:
    """What they sign in through."""
    return one(profile, "AWS::Cognito::UserPoolClient")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_password_is_long_and_may_be_made_of_anything(profile: str) -> None:
    policy = dict(pool(profile)["Policies"]["PasswordPolicy"])

    assert policy.pop("MinimumLength") >= 15
    assert policy.pop("TemporaryPasswordValidityDays") <= 3
    assert policy == {
        f"Require{what}": False for what in ("Lowercase", "Numbers", "Symbols", "Uppercase")
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_nobody_is_there_from_the_beginning_and_nobody_can_sign_up(profile: str) -> None:
    people = pool(profile)

    assert people["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert not {kind for kind in synthesised(profile).types() if "Cognito::UserPoolUser" in kind}


@pytest.mark.parametrize("profile", CLOUD)
def test_the_second_factor_is_a_code_of_an_app_and_never_a_message(profile: str) -> None:
    people = pool(profile)

    assert people["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert people["MfaConfiguration"] == "OPTIONAL"  # docs/security.md says that it is no more
    assert people["AccountRecoverySetting"] == {
        "RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_there_is_one_way_to_sign_in_and_it_redirects_nobody(profile: str) -> None:
    told = client(profile)

    assert set(told["ExplicitAuthFlows"]) == {
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
    }
    assert told["SupportedIdentityProviders"] == ["COGNITO"]
    assert told["AllowedOAuthFlowsUserPoolClient"] is False
    assert not {"AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs"} & set(told)
    assert "AWS::Cognito::UserPoolDomain" not in synthesised(profile).types()


@pytest.mark.parametrize("profile", PROFILES)
def test_a_token_does_not_suffice_to_change_where_a_reset_is_sent(profile: str) -> None:
    may_write = client(profile)["WriteAttributes"]

    assert may_write  # an empty list would mean all
    assert not {"email", "phone_number", "preferred_username"} & set(may_write)


@pytest.mark.parametrize("profile", PROFILES)
def test_tokens_last_an_hour_and_a_sign_in_thirty_days_unless_revoked(profile: str) -> None:
    told = client(profile)

    assert told["TokenValidityUnits"] == dict.fromkeys(
        ("AccessToken", "IdToken", "RefreshToken"), "minutes"
    )
    assert (told["AccessTokenValidity"], told["IdTokenValidity"]) == (60, 60)
    assert told["RefreshTokenValidity"] == 30 * 24 * 60
    assert told["EnableTokenRevocation"] is True
    assert told["PreventUserExistenceErrors"] == "ENABLED"
