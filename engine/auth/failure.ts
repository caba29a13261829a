/** Why a caller was refused. The code travels over HTTP; the message is what the client library shows. */
export type AuthFailureCode =
  | "NoAuthProvider"
  | "InvalidAuthHeader"
  | "Unauthenticated"
  | "AuthProviderDiscoveryFailed"
  | "BadDeployKey";

export class AuthFailure extends Error {
  readonly code: AuthFailureCode;
  /** HTTP status that belongs to the code. */
  readonly status: number;

  constructor(code: AuthFailureCode, message: string) {
    super(message);
    this.name = "AuthFailure";
    this.code = code;
    this.status = code === "AuthProviderDiscoveryFailed" ? 400 : code === "BadDeployKey" ? 403 : 401;
  }
}
