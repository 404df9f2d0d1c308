import { registerHooks } from 'node:module';

/** From here on whoever imports `electron` in this process gets the stand-in. */
export function standInForElectron(): void {
  const url = new URL('./electron-stand-in.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url, shortCircuit: true } : next(specifier, context),
  });
}
