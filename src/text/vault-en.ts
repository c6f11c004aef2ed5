// Words of `sesame vault` in English. `vault-fr.ts` must have the same shape.

export const vaultEn = {}
