// Les mots de `sesame vault` en français.

import type { vaultEn } from './vault-en.ts'

export const vaultFr: typeof vaultEn = {}
