/**
 * `WebAssembly` for transaction realms: `instantiate` and `compile` answer at once, because promises that Node settles
 * later never settle inside a step. Injected as text, so it must be self-contained.
 */

/** The part of the global that is used here; Node's types know it as a namespace of types only. */
interface WebAssemblyGlobal {
  Module: new (bytes: object) => object;
  Instance: new (module: object, imports?: object) => object;
}

export function installRealmWebAssembly(): void {
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyGlobal };
  const { Module, Instance } = wasm;
  Object.assign(wasm, {
    compile: async (bytes: object) => new Module(bytes),
    instantiate: async (source: object, imports?: object) => {
      if (source instanceof Module) return new Instance(source, imports);
      const module = new Module(source);
      return { module, instance: new Instance(module, imports) };
    },
  });
}
