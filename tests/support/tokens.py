"""User JWTs and connection tokens (product 1.2 and 1.3), made without the server's help."""

import base64
import hashlib
import hmac
import json
import time
import uuid

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value):
    return b64url(json.dumps(value, separators=(",", ":")).encode())


def claims(user, issuer="https://issuer.test", ttl=600, **changes):
    """A change to None leaves the claim out."""
    now = int(time.time())
    made = {"sub": user, "iss": issuer, "iat": now, "exp": now + ttl, **changes}
    return {name: value for name, value in made.items() if value is not None}


def hs256(secret, payload, **header):
    signed = compact({"alg": "HS256", "typ": "JWT", **header}) + "." + compact(payload)
    return signed + "." + b64url(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())


def unsigned(payload):
    return compact({"alg": "none", "typ": "JWT"}) + "." + compact(payload) + "."


def _number(value, size=None):
    return b64url(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


class SigningKey:
    """A key pair with its JWK, for RS256, ES256 or EdDSA."""

    def __init__(self, alg, kid):
        self.alg, self.kid = alg, kid
        if alg == "RS256":
            self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        elif alg == "ES256":
            self._key = ec.generate_private_key(ec.SECP256R1())
        else:
            self._key = ed25519.Ed25519PrivateKey.generate()

    def jwk(self):
        common = {"kid": self.kid, "alg": self.alg, "use": "sig"}
        public = self._key.public_key()
        if self.alg == "RS256":
            numbers = public.public_numbers()
            return {**common, "kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
        if self.alg == "ES256":
            numbers = public.public_numbers()
            return {**common, "kty": "EC", "crv": "P-256", "x": _number(numbers.x, 32), "y": _number(numbers.y, 32)}
        return {
            **common,
            "kty": "OKP",
            "crv": "Ed25519",
            "x": b64url(public.public_bytes(Encoding.Raw, PublicFormat.Raw)),
        }

    def sign(self, payload, **header):
        signed = compact({"alg": self.alg, "kid": self.kid, "typ": "JWT", **header}) + "." + compact(payload)
        return signed + "." + b64url(self._signature(signed.encode()))

    def _signature(self, data):
        if self.alg == "RS256":
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if self.alg == "ES256":
            r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return self._key.sign(data)


def connection_token(secret, user, ttl=60, issued_at=None, **members):
    issued = int((time.time() if issued_at is None else issued_at) * 1000)
    payload = {
        "userId": user,
        "issuedAt": issued,
        "expiresAt": issued + ttl * 1000,
        "tokenId": str(uuid.uuid4()),
        **members,
    }
    text = compact(payload)
    return text + "." + b64url(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())
