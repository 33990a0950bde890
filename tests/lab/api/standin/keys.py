"""Access keys, and whether a request carries the signature of one: worked out with botocore's own signer."""
import datetime
import hmac
import re
import secrets
import threading

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .model import Fault

MOST_SKEW = datetime.timedelta(minutes=5)
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/(\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})"
)


class Clock:
    ahead = 0     # seconds that AWS's clock is ahead of this machine's


def now():
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=Clock.ahead)


class Key:
    def __init__(self, who, key_id, secret, token=None, expires=None):
        self.who, self.id, self.secret, self.token, self.expires = who, key_id, secret, token, expires

    def document(self, token_name):
        """As the container's and the instance's metadata and a credential_process tell it."""
        return {
            "AccessKeyId": self.id,
            "SecretAccessKey": self.secret,
            token_name: self.token,
            "Expiration": self.expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


class Keys:
    def __init__(self, region):
        self.region, self.known, self.lock = region, {}, threading.Lock()

    def add(self, key):
        with self.lock:
            self.known[key.id] = key
        return key

    def make(self, who, seconds=None):
        """A lasting key, or for some seconds a temporary one."""
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        key_id = ("ASIA" if seconds else "AKIA") + "".join(secrets.choice(letters) for _ in range(16))
        # A session token has +, / and =, and its length is beyond what libraries like to assume.
        token = secrets.token_urlsafe(900).replace("-", "+").replace("_", "/") + "==" if seconds else None
        expires = now() + datetime.timedelta(seconds=seconds) if seconds else None
        return self.add(Key(who, key_id, secrets.token_urlsafe(30).replace("-", "/"), token, expires))

    def expire_all(self):
        with self.lock:
            for key in self.known.values():
                if key.expires:
                    key.expires = now() - datetime.timedelta(seconds=1)

    def verify(self, request):
        """(key, service) of a signed request; anything wrong about it is a Fault as AWS words it."""
        header = request.headers.get("Authorization")
        if header is None:
            raise Fault("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
        match = AUTHORIZATION.fullmatch(header)
        if not match:
            raise Fault("IncompleteSignature", f"Authorization header is malformed. Authorization={header}")
        key_id, day, region, service, names, signature = match.groups()
        names = names.split(";")
        key = self.known.get(key_id)
        if key is None:
            raise Fault("InvalidClientTokenId", "The security token included in the request is invalid.", 403)
        self._check_scope(request, day, region, names)
        signer = SignerOf(names, Credentials(key.id, key.secret, key.token), service, region)
        if not signer.signed(request, signature):
            raise Fault("SignatureDoesNotMatch", signer.complaint(request), 403)
        token = request.headers.get("X-Amz-Security-Token")
        if (token or None) != key.token or (token and "x-amz-security-token" not in names):
            raise Fault("InvalidClientTokenId", "The security token included in the request is invalid.", 403)
        if key.expires and key.expires < now():
            raise Fault("ExpiredToken", "The security token included in the request is expired", 403)
        return key, service

    def _check_scope(self, request, day, region, names):
        date = request.headers.get("X-Amz-Date", "")
        if names != sorted(set(names)) or not {"host", "x-amz-date"} <= set(names):
            raise Fault("SignatureDoesNotMatch", "'Host' and 'X-Amz-Date' must be 'SignedHeaders'", 403)
        if any(name not in request.headers for name in names):
            raise Fault("SignatureDoesNotMatch", "a signed header was not sent", 403)
        # As AWS does: all x-amz- headers and the content type are to be covered.
        for name in request.headers:
            if name.lower().startswith("x-amz-") and name.lower() not in names:
                raise Fault("SignatureDoesNotMatch", f"'{name}' must be one of the 'SignedHeaders'", 403)
        if region != self.region:
            raise Fault("SignatureDoesNotMatch",
                        f"Credential should be scoped to a valid region, not '{region}'.", 403)
        try:
            signed_at = datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        except ValueError:
            raise Fault("IncompleteSignature", f"Date must be in ISO-8601 'basic format'. Got '{date}'.") from None
        if date[:8] != day:
            raise Fault("SignatureDoesNotMatch", "Date in Credential scope does not match YYYYMMDD", 403)
        if abs(now() - signed_at) > MOST_SKEW:
            raise Fault("SignatureDoesNotMatch", f"Signature expired or not yet current: {date}", 403)


class SignerOf(SigV4Auth):
    """botocore's signer, over just the headers that the client says it has signed."""

    def __init__(self, names, credentials, service, region):
        super().__init__(credentials, service, region)
        self.names = names

    def headers_to_sign(self, request):
        from botocore.compat import HTTPHeaders

        headers = HTTPHeaders()
        for name in self.names:
            headers[name] = request.headers[name]
        return headers

    def _request(self, request):
        made = AWSRequest(request.method, f"http://{request.headers['Host']}{request.path}",
                          data=request.body, headers=dict(request.headers.items()))
        made.context["timestamp"] = request.headers["X-Amz-Date"]
        return made

    def signed(self, request, signature):
        made = self._request(request)
        text = self.string_to_sign(made, self.canonical_request(made))
        return hmac.compare_digest(self.signature(text, made), signature)

    def complaint(self, request):
        """AWS tells the whole text that should have been signed, the session token included."""
        made = self._request(request)
        canonical = self.canonical_request(made)
        return ("The request signature we calculated does not match the signature you provided. Check your AWS "
                "Secret Access Key and signing method. Consult the service documentation for details.\n\nThe "
                f"Canonical String for this request should have been\n'{canonical}'\n\nThe String-to-Sign should "
                f"have been\n'{self.string_to_sign(made, canonical)}'\n")
