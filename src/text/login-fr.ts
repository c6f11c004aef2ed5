// Les mots de `sesame login` en français.

import type { loginEn } from './login-en.ts'

export const loginFr: typeof loginEn = {}
