/**
 * How code arrives: the service behind the CLI's push endpoints. Owns the interface only; the HTTP edge checks the
 * admin key, inflates the body, parses the JSON and hands it over.
 */
import type { AuthProvider } from "../auth/config";
import type { ComponentPath, JSONObject } from "../values/json";

/** A refusal with an HTTP status; travels as `{code, message}`. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "HttpFailure";
    this.status = status;
    this.code = code;
  }
}

/** Each method takes the parsed request body and answers with the JSON of the reply; refusals are `HttpFailure`. */
export interface PushService {
  /** POST /api/get_config_hashes */
  getConfigHashes(body: JSONObject): JSONObject;
  /** POST /api/deploy2/evaluate_schema */
  evaluateSchema(body: JSONObject): Promise<JSONObject>;
  /** POST /api/deploy2/evaluate_push */
  evaluatePush(body: JSONObject): Promise<JSONObject>;
  /** POST /api/deploy2/start_push */
  startPush(body: JSONObject): Promise<JSONObject>;
  /** POST /api/deploy2/wait_for_schema */
  waitForSchema(body: JSONObject): Promise<JSONObject>;
  /** POST /api/deploy2/finish_push: resolves when code, schema, crons and auth config are active and on disk. */
  finishPush(body: JSONObject): Promise<JSONObject>;
  /** POST /api/deploy2/report_push_completed */
  reportPushCompleted(body: JSONObject): JSONObject;
  /** Providers of the active `auth.config.ts`; empty before the first push. */
  authProviders(): readonly AuthProvider[];
  /** Called after each activation, when new code, schema and providers are in force. */
  onActivated(listener: () => void): () => void;
  /** Functions of the active code as `convex function-spec` wants them (the `_system/cli/modules:apiSpec` value). */
  apiSpec(component?: ComponentPath): JSONObject[];
  /** Active schema JSON text of a component, or null. */
  schemaText(component: string): string | null;
}
