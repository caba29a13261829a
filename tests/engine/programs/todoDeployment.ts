/** The todo app running: an engine, an issuer in Clerk's place, and whoever signs in. */
import { createSigner, type Issuer, startIssuer } from "../auth/tokens";
import {
  type AppProject,
  type EngineProcess,
  setVariables,
  startEngine,
  temporaryFolder,
} from "../cli/engineProcess";
import { deployProgram } from "./deploy";
import { todoApp } from "./todoApp";

export interface TodoDeployment {
  engine: EngineProcess;
  issuer: Issuer;
  project: AppProject;
  /** A token as Clerk's template "convex" makes it. */
  tokenOf(subject: string): Promise<string>;
  end(): Promise<void>;
}

export async function startTodo(): Promise<TodoDeployment> {
  const signer = await createSigner("RS256");
  const issuer = await startIssuer(signer);
  const engine = await startEngine({ dataDir: temporaryFolder("todo") });
  await setVariables(engine, { CLERK_JWT_ISSUER_DOMAIN: issuer.url });
  const project = await deployProgram(engine, todoApp);
  return {
    engine,
    issuer,
    project,
    async tokenOf(subject) {
      const iat = Math.floor(Date.now() / 1000);
      const claims = { iss: issuer.url, sub: subject, aud: "convex", iat, exp: iat + 60, name: subject };
      return await signer.sign(claims);
    },
    async end() {
      project.remove();
      await Promise.all([engine.end("SIGTERM"), issuer.close()]);
    },
  };
}
