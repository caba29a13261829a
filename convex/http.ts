/** HTTP routes of the deployment: the key set and discovery document of our own tokens. */
import { httpRouter } from "convex/server";
import { auth } from "./auth";

const http = httpRouter();
auth.addHttpRoutes(http);

export default http;
