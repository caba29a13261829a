/**
 * Sign-in by e-mail and password. Accounts are made by the organisation (here: by the seed), never by visitors.
 * Sessions, tokens and rate limits of wrong passwords belong to @convex-dev/auth.
 */
import { Password } from "@convex-dev/auth/providers/Password";
import { convexAuth } from "@convex-dev/auth/server";
import { appError } from "./lib/appError";
import { demoIsOn } from "./model/demo/accounts";
import { DEMO_DOMAIN } from "./model/demo/organization";

export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [
    Password({
      profile(params) {
        if (params["flow"] !== "signIn") throw appError("auth.signUpClosed");
        const email = typeof params["email"] === "string" ? params["email"].trim().toLowerCase() : "";
        if (email === "") throw appError("input.invalid", { field: "email" });
        // The demo's password is public, so its accounts open nothing once the deployment is no demo any more.
        if (email.endsWith(`@${DEMO_DOMAIN}`) && !demoIsOn()) throw appError("demo.off");
        return { email };
      },
    }),
  ],
});
