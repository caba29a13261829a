/** The one thing of `process` the function runtime has: the deployment's environment variables. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
