// Les mots de `sesame copy`, `backup`, `restore` et `transfers` en français.

import type { transferEn } from './transfer-en.ts'

export const transferFr: typeof transferEn = {
  askPassword: (label) => `Mot de passe de ${label}`,
  askAppPassword: (label) => `Mot de passe d’application de ${label} (pas celui du compte)`,
  askAgain: (label) => `Il a été refusé. Encore une fois, le mot de passe de ${label}`,
}
